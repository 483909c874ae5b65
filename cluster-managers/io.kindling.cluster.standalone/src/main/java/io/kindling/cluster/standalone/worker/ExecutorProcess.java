package io.kindling.cluster.standalone.worker;

import io.kindling.cluster.api.LossCause;
import io.kindling.cluster.standalone.message.HeldExecutor;
import io.kindling.cluster.standalone.message.StartExecutor;
import java.nio.file.Path;

/** An executor of this worker, from the wish to start it until the master has acknowledged its end. Owned by {@link WorkerAgent}. */
final class ExecutorProcess {

    final HeldExecutor held;
    /** What is to be done to start it; null once that was tried. */
    StartExecutor start;
    /** Its directory; null before it is started. */
    Path directory;
    /** Null before it is started, or if that failed. */
    Process process;
    boolean endWanted;
    /** When patience ends with a process that was asked to end. */
    long killAt;
    /** Why it ended; null before that. */
    LossCause loss;

    ExecutorProcess(final HeldExecutor held) {
        this.held = held;
    }
}
