package io.kindling.common;

/**
 * Names the map outputs of one shuffle dependency.
 *
 * @param value zero or more, counted up by the driver
 */
public record ShuffleId(int value) implements Comparable<ShuffleId> {

    public ShuffleId {
        if (value < 0) {
            throw new IllegalArgumentException("ShuffleId " + value + " is negative");
        }
    }

    @Override
    public int compareTo(final ShuffleId other) {
        return Integer.compare(value, other.value);
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof ShuffleId id && id.value == value;
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
