package io.kindling.common;

/**
 * Names one executor process of an application. A number is never used again, so it is its incarnation too.
 *
 * @param value zero or more, counted up by the driver
 */
public record ExecutorId(int value) implements Comparable<ExecutorId> {

    public ExecutorId {
        if (value < 0) {
            throw new IllegalArgumentException("ExecutorId " + value + " is negative");
        }
    }

    @Override
    public int compareTo(final ExecutorId other) {
        return Integer.compare(value, other.value);
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof ExecutorId id && id.value == value;
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
