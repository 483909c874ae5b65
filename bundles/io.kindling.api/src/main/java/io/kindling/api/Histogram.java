package io.kindling.api;

import java.io.Serializable;
import java.util.Arrays;

/** The columns of a histogram. */
record Histogram(double[] limits) implements Serializable {

    Histogram {
        if (limits.length < 2) {
            throw new IllegalArgumentException("A histogram needs at least two limits, not " + limits.length);
        }
        for (int i = 1; i < limits.length; i++) {
            if (!(limits[i - 1] < limits[i])) {
                throw new IllegalArgumentException("The limits of a histogram must ascend: " + limits[i - 1] + " comes before " + limits[i]);
            }
        }
    }

    /** Counts a number in its column. */
    long[] count(final long[] counts, final Double number) {
        final double value = number;
        if (value >= limits[0] && value <= limits[limits.length - 1]) {
            final int found = Arrays.binarySearch(limits, value);
            counts[Math.min(found >= 0 ? found : -found - 2, counts.length - 1)]++;
        }
        return counts;
    }

    static long[] add(final long[] counts, final long[] others) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += others[i];
        }
        return counts;
    }

    /** Equally wide columns over all numbers; the same limit twice if there is no width. */
    static double[] limits(final int columns, final StatCounter stats) {
        if (columns < 1) {
            throw new IllegalArgumentException("A histogram has at least 1 column, not " + columns);
        }
        if (stats.count() == 0 || !Double.isFinite(stats.min()) || !Double.isFinite(stats.max())) {
            throw new KindlingException("A histogram needs finite numbers; these are " + stats);
        }
        if (stats.min() == stats.max()) {
            return new double[] {stats.min(), stats.max()};
        }
        final double[] limits = new double[columns + 1];
        for (int i = 0; i < columns; i++) {
            limits[i] = stats.min() + i * ((stats.max() - stats.min()) / columns);
        }
        limits[columns] = stats.max();
        return limits;
    }
}
