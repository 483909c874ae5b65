package io.kindling.cluster.standalone.master;

import io.kindling.cluster.standalone.message.StartExecutor;

/** Cores and memory of one worker that one application has, or a custodian there. Owned by {@link MasterState}. */
final class Grant {

    final String container;
    final String application;
    final WorkerRecord worker;
    final int cores;
    final long memory;
    int executor = -1;
    /** What the worker was told, until it says that it was done: said again when it comes back. */
    StartExecutor start;
    /** Who may claim it while it is an orphan. */
    String ticket;
    /** Whether its driver let go of it in order, while it is an orphan. */
    boolean detached;
    long runningSince;
    private Phase phase;

    Grant(final String container, final String application, final WorkerRecord worker, final int cores, final long memory,
          final Phase phase) {
        this.container = container;
        this.application = application;
        this.worker = worker;
        this.cores = cores;
        this.memory = memory;
        this.phase = phase;
        worker.grants.put(container, this);
    }

    Phase phase() {
        return phase;
    }

    void to(final Phase next) {
        phase = Phase.TABLE.next(container, phase, next);
    }

    /** Whether it is without cores: for a custodian, which is accounted for nowhere. */
    boolean isCustodian() {
        return cores == 0;
    }

    boolean isProcess() {
        return phase == Phase.LAUNCHING || phase == Phase.RUNNING || phase == Phase.ORPHAN;
    }
}
