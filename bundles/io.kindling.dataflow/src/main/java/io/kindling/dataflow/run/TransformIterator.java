package io.kindling.dataflow.run;

import io.kindling.api.Tuple2;
import io.kindling.api.function.FlatMapFunction;
import io.kindling.api.function.Function;
import io.kindling.api.function.PairFlatMapFunction;
import io.kindling.api.function.PairFunction;
import io.kindling.protocol.stage.TransformKind;
import java.util.Iterator;

/** A transform as an iterator, for what comes before a mapPartitions. */
@SuppressWarnings("unchecked")
final class TransformIterator extends Lookahead {

    private final TransformKind kind;
    private final Object function;
    private final Iterator<Object> input;
    private final TaskRun run;
    private Iterator<?> results;
    private Object key;

    TransformIterator(final TransformKind kind, final Object function, final Iterator<Object> input, final TaskRun run) {
        this.kind = kind;
        this.function = function;
        this.input = input;
        this.run = run;
    }

    @Override
    boolean advance() throws Exception {
        while (true) {
            run.tick();
            if (results != null) {
                if (results.hasNext()) {
                    final Object result = results.next();
                    return found(kind == TransformKind.FLAT_MAP_VALUES ? new Tuple2<>(key, result) : result);
                }
                results = null;
            }
            if (!input.hasNext()) {
                return false;
            }
            if (apply(input.next())) {
                return true;
            }
        }
    }

    private boolean apply(final Object record) throws Exception {
        switch (kind) {
            case MAP:
                return found(((Function<Object, Object>) function).call(record));
            case FILTER:
                return ((Function<Object, Boolean>) function).call(record) && found(record);
            case MAP_TO_PAIR:
                return found(((PairFunction<Object, Object, Object>) function).call(record));
            case MAP_VALUES:
                final Tuple2<?, ?> pair = (Tuple2<?, ?>) record;
                return found(new Tuple2<>(pair._1, ((Function<Object, Object>) function).call(pair._2)));
            case KEYS:
                return found(((Tuple2<?, ?>) record)._1);
            case VALUES:
                return found(((Tuple2<?, ?>) record)._2);
            case FLAT_MAP:
                results = Steps.notNull(((FlatMapFunction<Object, Object>) function).call(record), "flatMap");
                return false;
            case FLAT_MAP_TO_PAIR:
                results = Steps.notNull(((PairFlatMapFunction<Object, Object, Object>) function).call(record), "flatMapToPair");
                return false;
            case FLAT_MAP_VALUES:
                key = ((Tuple2<?, ?>) record)._1;
                results = Steps.notNull(((FlatMapFunction<Object, Object>) function).call(((Tuple2<?, ?>) record)._2), "flatMapValues");
                return false;
            default:
                throw new IllegalStateException("No iterator for " + kind);
        }
    }
}
