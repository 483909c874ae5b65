package io.kindling.common;

/**
 * Names one node of the lineage.
 *
 * @param value zero or more, counted up by the driver
 */
public record RddId(int value) implements Comparable<RddId> {

    public RddId {
        if (value < 0) {
            throw new IllegalArgumentException("RddId " + value + " is negative");
        }
    }

    @Override
    public int compareTo(final RddId other) {
        return Integer.compare(value, other.value);
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof RddId id && id.value == value;
    }

    @Override
    public int hashCode() {
        return value;
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
