package io.kindling.api;

import java.io.Serializable;

/**
 * Count, mean, variance and extremes of doubles, in one pass and mergeable: B. P. Welford, "Note on a method for calculating corrected sums
 * of squares and products" (1962), merged as T. F. Chan, G. H. Golub and R. J. LeVeque, "Updating formulae and a pairwise algorithm for
 * computing sample variances" (1979). Not thread-safe.
 */
public final class StatCounter implements Serializable {

    private static final long serialVersionUID = 1L;

    private long count;
    private double mean;
    private double squares;
    private double max = Double.NEGATIVE_INFINITY;
    private double min = Double.POSITIVE_INFINITY;

    /** Of no values. */
    public StatCounter() {
    }

    /** Adds a value; this. */
    public StatCounter merge(final double value) {
        count++;
        final double delta = value - mean;
        mean += delta / count;
        squares += delta * (value - mean);
        max = Math.max(max, value);
        min = Math.min(min, value);
        return this;
    }

    /** Adds what another one has counted; this. */
    public StatCounter merge(final StatCounter other) {
        if (other.count == 0) {
            return this;
        }
        final long total = count + other.count;
        final double delta = other.mean - mean;
        mean += delta * other.count / total;
        squares += other.squares + delta * delta * count * other.count / total;
        count = total;
        max = Math.max(max, other.max);
        min = Math.min(min, other.min);
        return this;
    }

    /** A copy that counts apart from this one. */
    public StatCounter copy() {
        return new StatCounter().merge(this);
    }

    public long count() {
        return count;
    }

    /** The arithmetic mean; 0 of no values. */
    public double mean() {
        return mean;
    }

    public double sum() {
        return count * mean;
    }

    /** Negative infinity of no values. */
    public double max() {
        return max;
    }

    /** Positive infinity of no values. */
    public double min() {
        return min;
    }

    /** The variance of the values as a whole population; NaN of no values. */
    public double variance() {
        return count == 0 ? Double.NaN : squares / count;
    }

    /** The same as {@link #variance()}. */
    public double popVariance() {
        return variance();
    }

    /** The estimate of a population's variance of which the values are a sample; NaN of fewer than two. */
    public double sampleVariance() {
        return count < 2 ? Double.NaN : squares / (count - 1);
    }

    public double stdev() {
        return Math.sqrt(variance());
    }

    /** The same as {@link #stdev()}. */
    public double popStdev() {
        return stdev();
    }

    public double sampleStdev() {
        return Math.sqrt(sampleVariance());
    }

    @Override
    public String toString() {
        return "(count: " + count + ", mean: " + mean + ", stdev: " + stdev() + ", max: " + max + ", min: " + min + ")";
    }
}
