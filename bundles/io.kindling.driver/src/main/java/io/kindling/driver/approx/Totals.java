package io.kindling.driver.approx;

import io.kindling.api.BoundedDouble;

/**
 * Estimates sums over all partitions from some of them: each partition is a cluster of a sample without replacement, W. G. Cochran, "Sampling
 * Techniques", 3rd edition (1977), sections 2.5 to 2.8. Pure.
 */
final class Totals {

    private Totals() {
    }

    /**
     * A sum over all partitions.
     *
     * @param known      how many partitions have told theirs
     * @param all        of so many
     * @param sum        of theirs
     * @param squares    the sum of the squares of theirs
     * @param least      what the variance of the rest is at least
     * @param confidence of the bounds
     */
    static BoundedDouble of(final int known, final int all, final double sum, final double squares, final double least, final double confidence) {
        if (known == all) {
            return BoundedDouble.exactly(sum);
        } else if (known == 0) {
            return new BoundedDouble(0, 0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        }
        final double mean = sum / known;
        final double total = mean * all;
        if (known == 1) {
            return new BoundedDouble(total, confidence, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        }
        final double spread = Math.max(0, squares - sum * mean) / (known - 1);
        final double variance = Math.max((double) all * all * (1 - (double) known / all) * spread / known, least);
        final double half = Quantiles.student(confidence, known - 1) * Math.sqrt(variance);
        return new BoundedDouble(total, confidence, total - half, total + half);
    }

    /** As {@link #of}, of counts: those that are known stay, and the rest varies at least as a Poisson distribution does. */
    static BoundedDouble ofCounts(final int known, final int all, final double sum, final double squares, final double confidence) {
        final BoundedDouble total = of(known, all, sum, squares, known == 0 ? 0 : sum / known * (all - known), confidence);
        return total.low() >= sum ? total : new BoundedDouble(total.mean(), total.confidence(), sum, total.high());
    }
}
