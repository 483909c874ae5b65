package io.kindling.dataflow.aggregate;

import io.kindling.api.function.Function2;
import io.kindling.dataflow.RecordCodec;
import io.kindling.dataflow.code.PipelineParts;
import java.util.List;
import java.util.Set;

/** The accumulators; they are templates for the copies of a pipeline. */
public final class Accumulators {

    private static final Set<Class<?>> IMMUTABLE = Set.of(String.class, Integer.class, Long.class, Double.class, Float.class,
            Short.class, Byte.class, Boolean.class, Character.class);

    private Accumulators() {
    }

    /** Values to one by a function. */
    public static Accumulator reduce(final PipelineParts parts, final Function2<Object, Object, Object> function) {
        return parts.make(Accumulator.class, Reduce.class, function);
    }

    /** Values folded into a zero; each key gets a zero of its own. */
    public static Accumulator fold(final PipelineParts parts, final byte[] zero, final Function2<Object, Object, Object> fold,
                                   final Function2<Object, Object, Object> combine, final RecordCodec codec) {
        final List<Object> decoded = codec.decode(zero);
        if (decoded.size() != 1) {
            throw new IllegalArgumentException("A zero value is " + decoded.size() + " records instead of one");
        }
        final Object first = decoded.get(0);
        final boolean shared = first == null || IMMUTABLE.contains(first.getClass());
        return parts.make(Accumulator.class, Fold.class, shared ? null : zero, first, fold, combine, codec);
    }

    static final class Reduce implements Accumulator {

        private final Function2<Object, Object, Object> function;

        Reduce(final Function2<Object, Object, Object> function) {
            this.function = function;
        }


        @Override
        public Object first(final Object value) {
            return value;
        }

        @Override
        public Object add(final Object state, final Object value) throws Exception {
            return function.call(state, value);
        }

        @Override
        public Object merge(final Object older, final Object newer) throws Exception {
            return function.call(older, newer);
        }

        @Override
        public boolean keepsValues() {
            return false;
        }
    }

    static final class Fold implements Accumulator {

        private final byte[] zeroBytes;
        private final Object zero;
        private final Function2<Object, Object, Object> fold;
        private final Function2<Object, Object, Object> combine;
        private final RecordCodec codec;

        Fold(final byte[] zeroBytes, final Object zero, final Function2<Object, Object, Object> fold,
                 final Function2<Object, Object, Object> combine, final RecordCodec codec) {
            this.zeroBytes = zeroBytes;
            this.zero = zero;
            this.fold = fold;
            this.combine = combine;
            this.codec = codec;
        }


        @Override
        public Object first(final Object value) throws Exception {
            return fold.call(zeroBytes == null ? zero : codec.decode(zeroBytes).get(0), value);
        }

        @Override
        public Object add(final Object state, final Object value) throws Exception {
            return fold.call(state, value);
        }

        @Override
        public Object merge(final Object older, final Object newer) throws Exception {
            return combine.call(older, newer);
        }

        @Override
        public boolean keepsValues() {
            return false;
        }
    }
}
