package io.kindling.driver.approx;

import io.kindling.api.ApproximateEvaluator;
import io.kindling.api.BoundedDouble;

/** How many records there are. */
public final class CountEstimate implements ApproximateEvaluator<Long, BoundedDouble> {

    private final int partitions;
    private final double confidence;
    private int known;
    private double sum;
    private double squares;

    /** @param confidence above 0 and below 1 */
    public CountEstimate(final int partitions, final double confidence) {
        this.partitions = partitions;
        this.confidence = checked(confidence);
    }

    static double checked(final double confidence) {
        if (!(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException("The confidence of an approximate action is " + confidence + "; it must be above 0 and below 1");
        }
        return confidence;
    }

    @Override
    public void merge(final int outputId, final Long count) {
        known++;
        sum += count;
        squares += (double) count * count;
    }

    @Override
    public BoundedDouble currentResult() {
        return Totals.ofCounts(known, partitions, sum, squares, confidence);
    }
}
