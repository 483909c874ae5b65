package io.kindling.plan;

/**
 * What a second computation of a data set gives, if the application's functions give the same for the same input
 * and do not depend on the order of the records they see. Later values are worse.
 */
public enum Determinism {
    /** The same records in the same order. */
    ORDERED,
    /** The same records of each partition, in another order: a shuffle's blocks arrive as they will. */
    UNORDERED,
    /** Records may be in other partitions than before, or be others. */
    INDETERMINATE;

    /** The worse of two. */
    public Determinism and(final Determinism other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
