package io.kindling.driver.control;

import io.kindling.common.StateMachine;

/** The life of an executor as the driver sees it. */
enum ExecutorState {
    /** Its launch has been asked for. */
    LAUNCHING,
    /** It takes tasks. */
    REGISTERED,
    /** It has not been heard of for some time: no new tasks. */
    SUSPECTED,
    /** Its connection has ended: the cluster may soon say why. */
    DISCONNECTED,
    /** It is gone, or must go; nothing that comes from it counts. */
    LOST;

    static final StateMachine<ExecutorState> TABLE = StateMachine.of("executor", ExecutorState.class)
            .allow(LAUNCHING, REGISTERED, "it has proven its identity and registered")
            .allow(LAUNCHING, LOST, "it has ended, or did not register in time")
            .allow(REGISTERED, SUSPECTED, "heartbeats are missing")
            .allow(SUSPECTED, REGISTERED, "a heartbeat has come")
            .allow(REGISTERED, DISCONNECTED, "its connection has ended")
            .allow(SUSPECTED, DISCONNECTED, "its connection has ended")
            .allow(REGISTERED, LOST, "the cluster says so")
            .allow(SUSPECTED, LOST, "the time is over, or the cluster says so")
            .allow(DISCONNECTED, LOST, "the cluster says why, or does not in time")
            .build();
}
