package io.kindling.api;

/**
 * An estimated number.
 *
 * @param mean       the estimate
 * @param confidence how likely the true value is between the bounds, 0 to 1; 1 if the estimate is exact
 * @param low        the lower bound; may be negative infinity
 * @param high       the upper bound; may be infinity
 */
public record BoundedDouble(double mean, double confidence, double low, double high) {

    /** A number that is known. */
    public static BoundedDouble exactly(final double value) {
        return new BoundedDouble(value, 1, value, value);
    }

    @Override
    public String toString() {
        return "[" + low + ", " + high + "]";
    }
}
