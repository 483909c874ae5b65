package io.kindling.api;

import io.kindling.api.function.FlatMapFunction;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** What joins make of the values that two data sets have of one key. */
final class Joins {

    private Joins() {
    }

    static <V, W> FlatMapFunction<Tuple2<Iterable<V>, Iterable<W>>, Tuple2<V, Optional<W>>> left() {
        return values -> new Product<>(values._1, optional(values._2));
    }

    static <V, W> FlatMapFunction<Tuple2<Iterable<V>, Iterable<W>>, Tuple2<Optional<V>, W>> right() {
        return values -> new Product<>(optional(values._1), values._2);
    }

    static <V, W> FlatMapFunction<Tuple2<Iterable<V>, Iterable<W>>, Tuple2<Optional<V>, Optional<W>>> full() {
        return values -> new Product<>(optional(values._1), optional(values._2));
    }

    /** The values here if there are none there. */
    static <V, W> FlatMapFunction<Tuple2<Iterable<V>, Iterable<W>>, V> here() {
        return values -> values._2.iterator().hasNext() ? Collections.emptyIterator() : values._1.iterator();
    }

    @SuppressWarnings("unchecked")
    static <K> int compare(final K first, final K second) {
        return ((Comparable<K>) first).compareTo(second);
    }

    /** Each value, or once none. A value that is null is none. */
    private static <T> Iterable<Optional<T>> optional(final Iterable<T> values) {
        if (!values.iterator().hasNext()) {
            return List.of(Optional.empty());
        }
        return () -> {
            final Iterator<T> each = values.iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return each.hasNext();
                }

                @Override
                public Optional<T> next() {
                    return Optional.ofNullable(each.next());
                }
            };
        };
    }

    /** Every pair of a value here and a value there, made one by one. */
    private static final class Product<A, B> implements Iterator<Tuple2<A, B>> {

        private final Iterator<A> here;
        private final Iterable<B> there;
        private Iterator<B> rest = Collections.emptyIterator();
        private A first;

        Product(final Iterable<A> here, final Iterable<B> there) {
            this.here = here.iterator();
            this.there = there;
        }

        @Override
        public boolean hasNext() {
            while (!rest.hasNext() && here.hasNext()) {
                first = here.next();
                rest = there.iterator();
            }
            return rest.hasNext();
        }

        @Override
        public Tuple2<A, B> next() {
            if (!hasNext()) {
                throw new NoSuchElementException("There are no more pairs");
            }
            return new Tuple2<>(first, rest.next());
        }
    }
}
