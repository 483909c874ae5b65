package io.kindling.protocol.message;

/** How one task attempt ended. */
public sealed interface TaskStatus {

    /** The attempt's id. */
    long task();

    /**
     * It is done; its map output, if it has one, lies with the executor.
     *
     * @param result  the encoded result, empty for a map task
     * @param metrics what it cost
     * @param updates what it has gathered for accumulators, see {@link AccumulatorUpdate#encode}; null if nothing
     */
    record Succeeded(long task, byte[] result, TaskMetrics metrics, byte[] updates) implements TaskStatus {

        /** Without anything for accumulators. */
        public Succeeded(final long task, final byte[] result, final TaskMetrics metrics) {
            this(task, result, metrics, null);
        }
    }

    /**
     * It is done, and its result stays with the executor until the driver has fetched it ({@link FetchResult}): it is longer than
     * {@code kindling.task.maxDirectResultSize}.
     *
     * @param stage     whose task it is
     * @param partition which one: of two attempts at it, the driver fetches one result
     * @param size      of the result
     * @param checksum  of the result (CRC-32C)
     * @param metrics   what it cost
     * @param updates   as of {@link Succeeded}
     */
    record Kept(long task, int stage, int partition, long size, int checksum, TaskMetrics metrics, byte[] updates) implements TaskStatus {
    }

    /**
     * It threw.
     *
     * @param exception the text of the throwable with its causes and trace, at most 64 KiB
     * @param summary   class and message in one line
     * @param fatal     whether another attempt is useless, e.g. a result that cannot be serialised
     */
    record Failed(long task, String summary, String exception, boolean fatal) implements TaskStatus {
    }

    /**
     * It could not read map outputs.
     *
     * @param shuffle  which shuffle
     * @param map      the map partition
     * @param executor who should have had it
     * @param epoch    of the map outputs that it was told
     * @param reason   in words
     */
    record FetchFailed(long task, int shuffle, int map, int executor, int epoch, String reason) implements TaskStatus {
    }

    /** It was ended by a kill. */
    record Killed(long task) implements TaskStatus {
    }
}
