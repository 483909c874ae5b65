package io.kindling.api;

import io.kindling.api.function.FlatMapFunction2;
import io.kindling.api.function.Function2;
import io.kindling.api.spi.OrderSensitive;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

/** Records put together with others, or with numbers. */
final class Zips {

    private Zips() {
    }

    /** Record by record; both partitions must have equally many. */
    static <T, U> FlatMapFunction2<Iterator<T>, Iterator<U>, Tuple2<T, U>> pairs() {
        return (FlatMapFunction2<Iterator<T>, Iterator<U>, Tuple2<T, U>> & OrderSensitive) (here, there) -> new Mapped<>(here, record -> {
            if (!there.hasNext()) {
                throw new KindlingException("zip: a partition of the other data set has fewer records; both need equally many in each partition");
            }
            final Tuple2<T, U> pair = new Tuple2<>(record, there.next());
            if (!here.hasNext() && there.hasNext()) {
                throw new KindlingException("zip: a partition of the other data set has more records; both need equally many in each partition");
            }
            return pair;
        }, () -> {
            if (there.hasNext()) {
                throw new KindlingException("zip: a partition has no records and that of the other data set has; both need equally many in each partition");
            }
        });
    }

    /** Numbers on through all partitions, by the number that each begins with. */
    static <T> Function2<Integer, Iterator<T>, Iterator<Tuple2<T, Long>>> indexes(final long[] begins) {
        return (Function2<Integer, Iterator<T>, Iterator<Tuple2<T, Long>>> & OrderSensitive) (partition, records) -> numbered(records, begins[partition], 1);
    }

    /** Numbers that no two records share and that need no job: partition + n * partitions. */
    static <T> Function2<Integer, Iterator<T>, Iterator<Tuple2<T, Long>>> uniqueIds(final int partitions) {
        return (Function2<Integer, Iterator<T>, Iterator<Tuple2<T, Long>>> & OrderSensitive) (partition, records) -> numbered(records, partition, partitions);
    }

    /** How many records there are before each partition. */
    static long[] begins(final List<Long> counts) {
        final long[] begins = new long[counts.size()];
        for (int i = 1; i < begins.length; i++) {
            begins[i] = begins[i - 1] + counts.get(i - 1);
        }
        return begins;
    }

    static long count(final Iterator<?> records) {
        long count = 0;
        for (; records.hasNext(); records.next()) {
            count++;
        }
        return count;
    }

    private static <T> Iterator<Tuple2<T, Long>> numbered(final Iterator<T> records, final long first, final long step) {
        final long[] next = {first};
        return new Mapped<>(records, record -> {
            final Tuple2<T, Long> pair = new Tuple2<>(record, next[0]);
            next[0] += step;
            return pair;
        }, () -> { });
    }

    /** Each record through a function; tells when there was none. */
    private static final class Mapped<T, R> implements Iterator<R> {

        private final Iterator<T> records;
        private final Function<T, R> function;
        private final Runnable none;
        private boolean any;

        Mapped(final Iterator<T> records, final Function<T, R> function, final Runnable none) {
            this.records = records;
            this.function = function;
            this.none = none;
        }

        @Override
        public boolean hasNext() {
            final boolean more = records.hasNext();
            if (!more && !any) {
                none.run();
            }
            any = true;
            return more;
        }

        @Override
        public R next() {
            any = true;
            return function.apply(records.next());
        }
    }
}
