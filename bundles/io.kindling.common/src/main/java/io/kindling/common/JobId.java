package io.kindling.common;

/**
 * Names one job of an application.
 *
 * @param value zero or more, counted up by the driver
 */
public record JobId(int value) implements Comparable<JobId> {

    public JobId {
        if (value < 0) {
            throw new IllegalArgumentException("JobId " + value + " is negative");
        }
    }

    @Override
    public int compareTo(final JobId other) {
        return Integer.compare(value, other.value);
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof JobId id && id.value == value;
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
