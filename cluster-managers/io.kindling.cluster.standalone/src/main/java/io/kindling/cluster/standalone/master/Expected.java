package io.kindling.cluster.standalone.master;

import io.kindling.cluster.standalone.message.HeldContainer;
import io.kindling.cluster.standalone.message.LaunchExecutor;

/** A container that an earlier master granted, until its worker has told what became of it. Owned by {@link MasterState}. */
final class Expected {

    final HeldContainer held;
    /** What the driver wants launched in it and does not know to run; null before it has said so. */
    LaunchExecutor launch;
    /** Whether the driver does not want it any more. */
    boolean released;

    Expected(final HeldContainer held) {
        this.held = held;
    }
}
