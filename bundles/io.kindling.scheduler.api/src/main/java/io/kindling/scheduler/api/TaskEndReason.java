package io.kindling.scheduler.api;

import io.kindling.common.ExecutorId;
import io.kindling.common.ShuffleId;

/** How a task attempt ended. */
public sealed interface TaskEndReason {

    /**
     * It is done.
     *
     * @param updates what it has gathered for accumulators; null if nothing. A scheduler passes it on and does not look into it
     */
    record Success(byte[] result, byte[] updates) implements TaskEndReason {

        /** Without anything for accumulators. */
        public Success(final byte[] result) {
            this(result, null);
        }
    }

    /**
     * The application's code, or ours, threw.
     *
     * @param summary class and message
     * @param detail  the whole trace
     * @param fatal   whether another attempt is useless
     */
    record ExceptionFailure(String summary, String detail, boolean fatal) implements TaskEndReason {
    }

    /**
     * Map outputs could not be read.
     *
     * @param shuffle  which shuffle
     * @param map      the map partition
     * @param executor who should have had it
     * @param epoch    of the map outputs that the task knew; an older one than now says nothing new
     * @param reason   in words
     */
    record FetchFailed(ShuffleId shuffle, int map, ExecutorId executor, int epoch, String reason) implements TaskEndReason {
    }

    /** It was ended on demand. */
    record Killed() implements TaskEndReason {
    }

    /** Its launch never reached the executor. */
    record NeverStarted(String reason) implements TaskEndReason {
    }
}
