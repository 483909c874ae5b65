package io.kindling.cluster.standalone.master;

import io.kindling.common.StateMachine;

/** The life of a grant. */
enum Phase {
    /** The driver has been told; nothing runs. */
    GRANTED,
    /** The worker has been told to start the executor. */
    LAUNCHING,
    /** The worker has said that its process runs. */
    RUNNING,
    /** A worker runs it and no application has claimed it since this master started. */
    ORPHAN,
    /** The worker has been told to end it. */
    ENDING,
    /** Gone, its cores are free. */
    ENDED;

    static final StateMachine<Phase> TABLE = StateMachine.of("grant", Phase.class)
            .allow(GRANTED, LAUNCHING, "the driver launches")
            .allow(GRANTED, ENDED, "the application or the worker ends before the launch")
            .allow(LAUNCHING, RUNNING, "the worker says so")
            .allow(LAUNCHING, ENDING, "released while it starts")
            .allow(LAUNCHING, ENDED, "it could not be started, or its worker is gone")
            .allow(RUNNING, ENDING, "released")
            .allow(RUNNING, ENDED, "its process or its worker is gone")
            .allow(ORPHAN, RUNNING, "its application came back")
            .allow(ORPHAN, ENDING, "nobody came for it")
            .allow(ORPHAN, ENDED, "its process or its worker is gone")
            .allow(ENDING, ENDED, "the worker says so, or is gone")
            .build();
}
