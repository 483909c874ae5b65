package io.kindling.cluster.standalone.adapter;

import io.kindling.cluster.api.ExecutorLaunchSpec;
import io.kindling.cluster.standalone.message.HeldContainer;

/** A container that the application has, or, without cores, a custodian that it needs none for. Owned by {@link SessionAgent}. */
final class Claim {

    final String container;
    final String host;
    final int cores;
    /** The worker's id; null from an older master. */
    final String worker;
    int executor = -1;
    boolean launched;
    /** What is to be launched, until the master says that it runs. */
    ExecutorLaunchSpec spec;

    Claim(final String container, final String host, final int cores, final String worker) {
        this.container = container;
        this.host = host;
        this.cores = cores;
        this.worker = worker;
    }

    Claim(final HeldContainer held) {
        this(held.container(), held.host(), held.cores(), held.worker());
        executor = held.executor();
        launched = held.launched();
    }

    HeldContainer held() {
        return new HeldContainer(container, host, cores, executor, launched, worker);
    }
}
