package io.kindling.api.spi;

import io.kindling.api.StatCounter;
import io.kindling.api.TaskContext;
import io.kindling.api.Tuple2;
import io.kindling.api.function.DoubleFlatMapFunction;
import io.kindling.api.function.DoubleFunction;
import io.kindling.api.function.FlatMapFunction;
import io.kindling.api.function.Function;
import io.kindling.api.function.Function2;
import io.kindling.api.function.PairFunction;
import io.kindling.api.function.VoidFunction;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Functions of the API's own that travel to executors with an application's function in them. */
public final class PartitionFunctions {

    private PartitionFunctions() {
    }

    /** A partition to one value: its records folded into the zero, of which every attempt has a copy of its own. */
    public static <T, U> FlatMapFunction<Iterator<T>, U> fold(final U zero, final Function2<U, T, U> fold) {
        return records -> {
            U folded = zero;
            while (records.hasNext()) {
                folded = fold.call(folded, records.next());
            }
            return Collections.singletonList(folded).iterator();
        };
    }

    /** A partition to nothing, for what the function does with its records. */
    public static <T> FlatMapFunction<Iterator<T>, Object> forEach(final VoidFunction<Iterator<T>> function) {
        return records -> {
            function.call(records);
            return List.of().iterator();
        };
    }

    /** What makes pairs of records that are pairs: nothing. The runtime knows it and adds no step. */
    public static <K, V> PairFunction<Tuple2<K, V>, K, V> same() {
        return new Same<>();
    }

    /** A function that returns its argument. */
    public record Same<K, V>() implements PairFunction<Tuple2<K, V>, K, V> {

        @Override
        public Tuple2<K, V> call(final Tuple2<K, V> pair) {
            return pair;
        }
    }

    /** What makes doubles of records that are doubles: nothing. The runtime knows it and adds no step. */
    public static DoubleFunction<Double> sameDouble() {
        return new SameDouble();
    }

    /** A function that returns its argument. */
    public record SameDouble() implements DoubleFunction<Double> {

        @Override
        public double call(final Double number) {
            return number;
        }
    }

    /** The function's result as an object. */
    public static <T> Function<T, Double> boxed(final DoubleFunction<T> function) {
        return function::call;
    }

    /** The same function by its general type. */
    public static <T> FlatMapFunction<T, Double> flat(final DoubleFlatMapFunction<T> function) {
        return function::call;
    }

    /** A partition to one value. */
    public static <T, U> FlatMapFunction<Iterator<T>, U> single(final Function<Iterator<T>, U> function) {
        return records -> Collections.singletonList(function.call(records)).iterator();
    }

    /** The function with what runs it as its first argument. */
    public static <T, U> Function<Iterator<T>, U> withContext(final Function2<TaskContext, Iterator<T>, U> function) {
        return records -> function.call(TaskContext.get(), records);
    }

    /** A partition to how often each record is there. */
    public static <T> FlatMapFunction<Iterator<T>, Map<T, Long>> counts() {
        return records -> {
            final Map<T, Long> counts = new HashMap<>();
            records.forEachRemaining(record -> counts.merge(record, 1L, Long::sum));
            return List.of(counts).iterator();
        };
    }

    /** A partition to what can be told of its numbers. */
    public static FlatMapFunction<Iterator<Double>, StatCounter> statistics() {
        return fold(new StatCounter(), StatCounter::merge);
    }
}
