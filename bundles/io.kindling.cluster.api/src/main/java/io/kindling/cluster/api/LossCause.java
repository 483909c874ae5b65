package io.kindling.cluster.api;

/** Why an executor is gone. */
public sealed interface LossCause {

    /** For messages: what happened, in one sentence. */
    String text();

    /** Whether the application's own doing may have caused it, so that it counts against its tasks. */
    default boolean countsAgainstTasks() {
        return false;
    }

    /**
     * Its process ended by itself.
     *
     * @param exitCode as the operating system gave it; 128 + n for signal n
     * @param logTail  the last lines of its standard error, perhaps empty
     */
    record Exited(int exitCode, String logTail) implements LossCause {

        /** An executor ends with it when a task has run out of memory, after it has told which one: the others on it are not to blame. */
        public static final int OUT_OF_MEMORY = 52;

        /** An executor ends with it when the shuffle that the application chose is not installed where it runs. */
        public static final int NO_SUCH_SHUFFLE = 54;

        private static final int KILLED = 137;

        @Override
        public String text() {
            return "its process ended with exit code " + exitCode + signalName();
        }

        @Override
        public boolean countsAgainstTasks() {
            return exitCode != OUT_OF_MEMORY;
        }

        /** Whether signal 9 ended it: somebody's doing, or the operating system's for want of memory. Says nothing about how it was launched. */
        public boolean wasKilled() {
            return exitCode == KILLED;
        }

        private String signalName() {
            return switch (exitCode) {
                case OUT_OF_MEMORY -> " (a task ran out of memory; give executors more with kindling.executor.memory, or use more partitions)";
                case NO_SUCH_SHUFFLE -> " (the shuffle that kindling.shuffle.manager names is not installed where it ran; its log names those that are)";
                case KILLED -> " (killed by signal 9: by hand, or by the operating system for want of memory; in that case give the executor's process"
                        + " more beside its heap with kindling.executor.memoryOverhead, or let it have a smaller heap)";
                case 143 -> " (terminated by signal 15)";
                case 139 -> " (killed by signal 11: a crash in native code)";
                case 134 -> " (aborted by signal 6)";
                default -> "";
            };
        }
    }

    /**
     * Its process could not be started.
     *
     * @param reason why, and what to do
     */
    record LaunchFailed(String reason) implements LossCause {

        @Override
        public String text() {
            return "it could not be started: " + reason;
        }
    }

    /**
     * The node it ran on is gone.
     *
     * @param node which one
     */
    record NodeLost(String node) implements LossCause {

        @Override
        public String text() {
            return "its node " + node + " was lost";
        }
    }

    /** The application asked for its end. */
    record Released() implements LossCause {

        @Override
        public String text() {
            return "it was released";
        }
    }

    /**
     * The cluster took it back.
     *
     * @param reason why
     */
    record Preempted(String reason) implements LossCause {

        @Override
        public String text() {
            return "the cluster took it back: " + reason;
        }
    }
}
