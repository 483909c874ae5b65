package io.kindling.api;

import io.kindling.api.function.FlatMapFunction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;

/** The first records of an order, found with a heap of that size in each partition. */
final class Extremes {

    private Extremes() {
    }

    static <T> List<T> first(final Rdd<T> data, final int limit, final Comparator<T> order) {
        if (limit < 0) {
            throw new IllegalArgumentException("takeOrdered(" + limit + "): the number must not be negative");
        }
        if (limit == 0) {
            return new ArrayList<>();
        }
        final Heap<T> all = new Heap<>(limit, order);
        data.mapPartitions(ofPartition(limit, order)).collect().forEach(all::add);
        return all.ordered();
    }

    /** The natural order, as a comparator that travels. */
    static <T> Comparator<T> natural(final boolean reversed) {
        return new Natural<>(reversed);
    }

    private static <T> FlatMapFunction<Iterator<T>, T> ofPartition(final int limit, final Comparator<T> order) {
        return records -> {
            final Heap<T> heap = new Heap<>(limit, order);
            records.forEachRemaining(heap::add);
            return heap.ordered().iterator();
        };
    }

    private record Natural<T>(boolean descending) implements Comparator<T>, java.io.Serializable {

        @Override
        @SuppressWarnings("unchecked")
        public int compare(final T first, final T second) {
            return descending ? ((Comparable<T>) second).compareTo(first) : ((Comparable<T>) first).compareTo(second);
        }
    }

    /** One of a queue, which itself takes no nulls: whether they have a place is the comparator's affair. */
    private record Kept<T>(T record) {
    }

    /** Keeps the first ones; the last of them is on top, to be thrown out. */
    private static final class Heap<T> {

        private final int limit;
        private final Comparator<T> order;
        private final PriorityQueue<Kept<T>> kept;

        Heap(final int limit, final Comparator<T> order) {
            this.limit = limit;
            this.order = order;
            kept = new PriorityQueue<>((first, second) -> order.compare(second.record, first.record));
        }

        void add(final T record) {
            if (kept.size() < limit) {
                kept.add(new Kept<>(record));
            } else if (order.compare(record, kept.peek().record) < 0) {
                kept.poll();
                kept.add(new Kept<>(record));
            }
        }

        List<T> ordered() {
            final List<T> ordered = new ArrayList<>(kept.size());
            kept.forEach(each -> ordered.add(each.record));
            ordered.sort(order);
            return ordered;
        }
    }
}
