package io.kindling.dataflow;

import io.kindling.api.Tuple2;
import io.kindling.api.function.FlatMapFunction;
import io.kindling.api.function.Function;
import io.kindling.api.function.Function2;
import io.kindling.api.function.PairFunction;
import io.kindling.protocol.stage.Builtin;
import java.util.Comparator;
import java.util.Iterator;

/** The functions that the runtime itself brings. */
public final class BuiltinFunctions {

    private BuiltinFunctions() {
    }

    /** The function of a builtin, of the interface that its place asks for. */
    public static Object of(final Builtin builtin) {
        return switch (builtin) {
            case PAIR_WITH_NULL -> (ToPair) value -> new Tuple2<>(value, null);
            case COUNT_ONE -> (ToPair) value -> new Tuple2<>(((Tuple2<?, ?>) value)._1, 1L);
            case SUM_LONG -> (Function2<Long, Long, Long>) Long::sum;
            case FIRST_OF_TWO -> (Function2<Object, Object, Object>) (first, second) -> first;
            case INNER_JOIN -> (FlatMapFunction<Tuple2<Iterable<Object>, Iterable<Object>>, Object>) Product::new;
            case NATURAL_ORDER -> Comparator.naturalOrder();
        };
    }

    /** Serves both where a function and where a function to pairs is asked for. */
    private interface ToPair extends Function<Object, Tuple2<Object, Object>>, PairFunction<Object, Object, Object> {

        @Override
        Tuple2<Object, Object> call(Object value);
    }

    /** Every pair of a value here and a value there, made one by one. */
    private static final class Product implements Iterator<Object> {

        private final Iterator<Object> here;
        private final Iterable<Object> there;
        private Iterator<Object> rest;
        private Object first;

        Product(final Tuple2<Iterable<Object>, Iterable<Object>> values) {
            here = values._1.iterator();
            there = values._2;
        }

        @Override
        public boolean hasNext() {
            while (rest == null || !rest.hasNext()) {
                if (!here.hasNext()) {
                    return false;
                }
                first = here.next();
                rest = there.iterator();
                if (!rest.hasNext()) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public Object next() {
            if (!hasNext()) {
                throw new java.util.NoSuchElementException("There are no more pairs");
            }
            return new Tuple2<>(first, rest.next());
        }
    }
}
