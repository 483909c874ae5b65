package io.kindling.driver.approx;

import io.kindling.api.ApproximateEvaluator;
import io.kindling.api.BoundedDouble;
import io.kindling.api.StatCounter;

/**
 * The mean of all numbers: the ratio of their sum and their count over the partitions that are known, W. G. Cochran, "Sampling Techniques", 3rd edition
 * (1977), section 6.4; but no surer than the mean of so many numbers that were drawn one by one.
 */
public final class MeanEstimate implements ApproximateEvaluator<StatCounter, BoundedDouble> {

    private final int partitions;
    private final double confidence;
    private final StatCounter all = new StatCounter();
    private int known;
    private double sumSquares;
    private double countSquares;
    private double products;

    /** @param confidence above 0 and below 1 */
    public MeanEstimate(final int partitions, final double confidence) {
        this.partitions = partitions;
        this.confidence = CountEstimate.checked(confidence);
    }

    @Override
    public void merge(final int outputId, final StatCounter part) {
        known++;
        all.merge(part);
        sumSquares += part.sum() * part.sum();
        countSquares += (double) part.count() * part.count();
        products += part.sum() * part.count();
    }

    @Override
    public BoundedDouble currentResult() {
        if (known == partitions) {
            return BoundedDouble.exactly(all.mean());
        } else if (all.count() < 2) {
            return new BoundedDouble(all.mean(), all.count() == 0 ? 0 : confidence, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        }
        final double mean = all.mean();
        final double rest = 1 - (double) known / partitions;
        final double single = all.sampleVariance() / all.count() * rest;
        if (known == 1) {
            return bounded(mean, single, all.count() - 1);
        }
        final double residues = Math.max(0, sumSquares - 2 * mean * products + mean * mean * countSquares) / (known - 1);
        final double perPartition = (double) all.count() / known;
        return bounded(mean, Math.max(single, rest * residues / (known * perPartition * perPartition)), known - 1L);
    }

    private BoundedDouble bounded(final double mean, final double variance, final long freedom) {
        final double half = Quantiles.student(confidence, freedom) * Math.sqrt(variance);
        return new BoundedDouble(mean, confidence, mean - half, mean + half);
    }
}
