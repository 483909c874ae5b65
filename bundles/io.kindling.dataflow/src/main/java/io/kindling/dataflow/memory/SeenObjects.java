package io.kindling.dataflow.memory;

/**
 * Which objects a structure was given lately, for {@link SizeEstimator#estimateNext}. Holds none of them: it knows them by their identity hash codes,
 * forgets some, and takes one in two billion for another. Used by one thread.
 */
public final class SeenObjects {

    private static final int SLOTS = 256;
    private static final int TRIED = 4;

    /** Null before the first: most structures see nothing large. */
    private int[] hashes;

    /** Whether an object was seen; it is from now on. */
    boolean hasSeen(final Object object) {
        if (hashes == null) {
            hashes = new int[SLOTS];
        }
        final int hash = System.identityHashCode(object);
        for (int i = 0; i < TRIED; i++) {
            final int slot = hash + i & SLOTS - 1;
            if (hashes[slot] == hash) {
                return true;
            }
            if (hashes[slot] == 0) {
                hashes[slot] = hash;
                return false;
            }
        }
        hashes[hash & SLOTS - 1] = hash;
        return false;
    }

    /** The structure has let go of what it had. */
    public void clear() {
        hashes = null;
    }
}
