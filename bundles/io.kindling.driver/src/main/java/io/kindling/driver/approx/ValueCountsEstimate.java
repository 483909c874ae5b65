package io.kindling.driver.approx;

import io.kindling.api.ApproximateEvaluator;
import io.kindling.api.BoundedDouble;
import java.util.HashMap;
import java.util.Map;

/** How often each value is there; values that no partition has told of yet are missing. */
public final class ValueCountsEstimate<T> implements ApproximateEvaluator<Map<T, Long>, Map<T, BoundedDouble>> {

    private final int partitions;
    private final double confidence;
    private final Map<T, double[]> sums = new HashMap<>();
    private int known;

    /** @param confidence above 0 and below 1 */
    public ValueCountsEstimate(final int partitions, final double confidence) {
        this.partitions = partitions;
        this.confidence = CountEstimate.checked(confidence);
    }

    @Override
    public void merge(final int outputId, final Map<T, Long> counts) {
        known++;
        counts.forEach((value, count) -> {
            final double[] sum = sums.computeIfAbsent(value, key -> new double[2]);
            sum[0] += count;
            sum[1] += (double) count * count;
        });
    }

    @Override
    public Map<T, BoundedDouble> currentResult() {
        final Map<T, BoundedDouble> result = new HashMap<>(Math.max(16, sums.size() * 4 / 3 + 1));
        sums.forEach((value, sum) -> result.put(value, Totals.ofCounts(known, partitions, sum[0], sum[1], confidence)));
        return result;
    }
}
