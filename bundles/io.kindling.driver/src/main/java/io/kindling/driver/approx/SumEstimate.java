package io.kindling.driver.approx;

import io.kindling.api.ApproximateEvaluator;
import io.kindling.api.BoundedDouble;
import io.kindling.api.StatCounter;

/** The sum of all numbers. */
public final class SumEstimate implements ApproximateEvaluator<StatCounter, BoundedDouble> {

    private final int partitions;
    private final double confidence;
    private int known;
    private double sum;
    private double squares;

    /** @param confidence above 0 and below 1 */
    public SumEstimate(final int partitions, final double confidence) {
        this.partitions = partitions;
        this.confidence = CountEstimate.checked(confidence);
    }

    @Override
    public void merge(final int outputId, final StatCounter part) {
        known++;
        sum += part.sum();
        squares += part.sum() * part.sum();
    }

    @Override
    public BoundedDouble currentResult() {
        return Totals.of(known, partitions, sum, squares, 0, confidence);
    }
}
