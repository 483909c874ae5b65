package io.kindling.driver.rdd;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Chooses upper bounds such that each partition gets about the same weight, as Spark does. Pure. */
final class SortBounds {

    private SortBounds() {
    }

    /** At most one bound less than partitions; equal bounds are left out. */
    static <K> List<K> of(final List<Weighted<K>> sample, final Comparator<K> order, final int partitions) {
        final List<Weighted<K>> sorted = new ArrayList<>(sample);
        sorted.sort((a, b) -> order.compare(a.key(), b.key()));
        final double step = sorted.stream().mapToDouble(Weighted::weight).sum() / partitions;
        final List<K> bounds = new ArrayList<>();
        double weight = 0;
        double target = step;
        for (final Weighted<K> next : sorted) {
            weight += next.weight();
            final boolean fresh = bounds.isEmpty() || order.compare(next.key(), bounds.get(bounds.size() - 1)) > 0;
            if (bounds.size() < partitions - 1 && weight >= target && fresh) {
                bounds.add(next.key());
                target += step;
            }
        }
        return bounds;
    }

    /**
     * A sampled key.
     *
     * @param key    it
     * @param weight how many records it stands for
     */
    record Weighted<K>(K key, double weight) {
    }
}
