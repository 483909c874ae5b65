package io.kindling.dataflow;

/** Map outputs could not be read, though they should be there; the driver makes them again. */
public final class FetchFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int shuffle;
    private final int map;
    private final int executor;
    private final int epoch;

    public FetchFailedException(final int shuffle, final int map, final int executor, final int epoch,
                                final String reason, final Throwable cause) {
        super(reason, cause);
        this.shuffle = shuffle;
        this.map = map;
        this.executor = executor;
        this.epoch = epoch;
    }

    public int shuffle() {
        return shuffle;
    }

    public int map() {
        return map;
    }

    public int executor() {
        return executor;
    }

    public int epoch() {
        return epoch;
    }
}
