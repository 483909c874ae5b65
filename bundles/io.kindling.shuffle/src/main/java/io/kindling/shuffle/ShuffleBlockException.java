package io.kindling.shuffle;

/** A map output is not here, or damaged. Asking again does not help. */
public final class ShuffleBlockException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int map;

    public ShuffleBlockException(final int map, final String reason) {
        this(map, reason, null);
    }

    public ShuffleBlockException(final int map, final String reason, final Throwable cause) {
        super(reason, cause);
        this.map = map;
    }

    /** The map partition whose output it is. */
    public int map() {
        return map;
    }
}
