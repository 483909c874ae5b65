package io.kindling.common;

/**
 * Names one stage of an application; attempts of a stage share it.
 *
 * @param value zero or more, counted up by the driver
 */
public record StageId(int value) implements Comparable<StageId> {

    public StageId {
        if (value < 0) {
            throw new IllegalArgumentException("StageId " + value + " is negative");
        }
    }

    @Override
    public int compareTo(final StageId other) {
        return Integer.compare(value, other.value);
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof StageId id && id.value == value;
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
