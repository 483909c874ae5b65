package io.kindling.api;

import io.kindling.api.function.FlatMapFunction2;
import io.kindling.api.function.Function2;
import io.kindling.api.spi.OrderSensitive;
import java.util.Iterator;

/** Functions of partitions whose state is made on the executor. What they do with the order of records is not known. */
final class Evaluators {

    private Evaluators() {
    }

    @SuppressWarnings("unchecked")
    static <T, U> Function2<Integer, Iterator<T>, Iterator<U>> one(final PartitionEvaluatorFactory<T, U> factory) {
        return (Function2<Integer, Iterator<T>, Iterator<U>> & OrderSensitive) (partition, records) -> factory.createEvaluator().eval(partition, records);
    }

    /** A partition's number before its records. */
    static <T> Function2<Integer, Iterator<T>, Iterator<Object>> numbered() {
        return (partition, records) -> new Iterator<>() {

            private boolean told;

            @Override
            public boolean hasNext() {
                return !told || records.hasNext();
            }

            @Override
            public Object next() {
                if (told) {
                    return records.next();
                }
                told = true;
                return partition;
            }
        };
    }

    /** Of partitions of which the first has its number before its records. */
    @SuppressWarnings("unchecked")
    static <T, U> FlatMapFunction2<Iterator<Object>, Iterator<T>, U> two(final PartitionEvaluatorFactory<T, U> factory) {
        return (FlatMapFunction2<Iterator<Object>, Iterator<T>, U> & OrderSensitive) (first, second) ->
                factory.createEvaluator().eval((Integer) first.next(), (Iterator<T>) (Iterator<?>) first, second);
    }
}
