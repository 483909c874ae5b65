package io.kindling.driver.control;

import io.kindling.common.StateMachine;

/** The life of an executor as the driver sees it. */
enum ExecutorState {
    /** There is a container, and its launch has been asked for. */
    GRANTED,
    /** Its process has been started. */
    LAUNCHED,
    /** It takes tasks. */
    REGISTERED,
    /** It has not been heard of for some time: no new tasks. */
    SUSPECTED,
    /** Its connection has ended: the cluster may soon say why. */
    DISCONNECTED,
    /** It is not needed any more, and has been given back; nothing that comes from it counts. */
    RELEASED,
    /** It is gone, or must go; nothing that comes from it counts. */
    LOST;

    static final StateMachine<ExecutorState> TABLE = StateMachine.of("executor", ExecutorState.class)
            .allow(GRANTED, LAUNCHED, "the cluster says so, or it has registered before that was told")
            .allow(GRANTED, RELEASED, "the application has left the cluster")
            .allow(GRANTED, LOST, "it has ended, or did not register in time")
            .allow(LAUNCHED, REGISTERED, "it has proven its identity and registered")
            .allow(LAUNCHED, RELEASED, "the application has left the cluster")
            .allow(LAUNCHED, LOST, "it has ended, or did not register in time")
            .allow(REGISTERED, SUSPECTED, "heartbeats are missing")
            .allow(SUSPECTED, REGISTERED, "a heartbeat has come")
            .allow(REGISTERED, DISCONNECTED, "its connection has ended")
            .allow(SUSPECTED, DISCONNECTED, "its connection has ended")
            .allow(REGISTERED, RELEASED, "it has drained, or the application ends")
            .allow(SUSPECTED, RELEASED, "it has drained, or the application ends")
            .allow(DISCONNECTED, RELEASED, "it has drained, or the application ends")
            .allow(REGISTERED, LOST, "the cluster says so")
            .allow(SUSPECTED, LOST, "the time is over, or the cluster says so")
            .allow(DISCONNECTED, LOST, "the cluster says why, or does not in time")
            .build();
}
