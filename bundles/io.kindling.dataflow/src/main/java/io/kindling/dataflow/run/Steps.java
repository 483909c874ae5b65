package io.kindling.dataflow.run;

import io.kindling.api.Tuple2;
import io.kindling.api.function.FlatMapFunction;
import io.kindling.api.function.Function;
import io.kindling.api.function.PairFlatMapFunction;
import io.kindling.api.function.PairFunction;
import io.kindling.protocol.stage.TransformKind;
import java.util.Iterator;

/** The steps of push loops, one small class for each kind, so that each has a call site of its own. */
final class Steps {

    private Steps() {
    }

    /** A step that passes on to {@code target}. */
    @SuppressWarnings("unchecked")
    static Receiver of(final TransformKind kind, final Object function, final TaskRun run, final Receiver target) {
        return switch (kind) {
            case MAP -> new MapStep((Function<Object, Object>) function, target);
            case FILTER -> new FilterStep((Function<Object, Boolean>) function, target);
            case FLAT_MAP -> new FlatMapStep((FlatMapFunction<Object, Object>) function, run, target);
            case MAP_TO_PAIR -> new MapToPairStep((PairFunction<Object, Object, Object>) function, target);
            case FLAT_MAP_TO_PAIR -> new FlatMapToPairStep((PairFlatMapFunction<Object, Object, Object>) function, run, target);
            case MAP_VALUES -> new MapValuesStep((Function<Object, Object>) function, target);
            case FLAT_MAP_VALUES -> new FlatMapValuesStep((FlatMapFunction<Object, Object>) function, run, target);
            case KEYS -> record -> target.accept(((Tuple2<?, ?>) record)._1);
            case VALUES -> record -> target.accept(((Tuple2<?, ?>) record)._2);
            case MAP_PARTITIONS, MAP_PARTITIONS_WITH_INDEX, MAP_PARTITIONS_KEEPING_KEYS ->
                    throw new IllegalArgumentException("mapPartitions is no step of a push loop");
        };
    }

    static <T> Iterator<T> notNull(final Iterator<T> result, final String operation) {
        if (result == null) {
            throw new NullPointerException("The function of " + operation + " returned null instead of an iterator");
        }
        return result;
    }

    private record MapStep(Function<Object, Object> function, Receiver target) implements Receiver {
        @Override
        public void accept(final Object record) throws Exception {
            target.accept(function.call(record));
        }
    }

    private record FilterStep(Function<Object, Boolean> function, Receiver target) implements Receiver {
        @Override
        public void accept(final Object record) throws Exception {
            if (function.call(record)) {
                target.accept(record);
            }
        }
    }

    private record MapToPairStep(PairFunction<Object, Object, Object> function, Receiver target) implements Receiver {
        @Override
        public void accept(final Object record) throws Exception {
            target.accept(function.call(record));
        }
    }

    private record FlatMapStep(FlatMapFunction<Object, Object> function, TaskRun run, Receiver target) implements Receiver {
        @Override
        public void accept(final Object record) throws Exception {
            final Iterator<Object> results = notNull(function.call(record), "flatMap");
            while (results.hasNext()) {
                run.tick();
                target.accept(results.next());
            }
        }
    }

    private record FlatMapToPairStep(PairFlatMapFunction<Object, Object, Object> function, TaskRun run, Receiver target)
            implements Receiver {
        @Override
        public void accept(final Object record) throws Exception {
            final Iterator<Tuple2<Object, Object>> results = notNull(function.call(record), "flatMapToPair");
            while (results.hasNext()) {
                run.tick();
                target.accept(results.next());
            }
        }
    }

    private record MapValuesStep(Function<Object, Object> function, Receiver target) implements Receiver {
        @Override
        public void accept(final Object record) throws Exception {
            final Tuple2<?, ?> pair = (Tuple2<?, ?>) record;
            target.accept(new Tuple2<>(pair._1, function.call(pair._2)));
        }
    }

    private record FlatMapValuesStep(FlatMapFunction<Object, Object> function, TaskRun run, Receiver target) implements Receiver {
        @Override
        public void accept(final Object record) throws Exception {
            final Tuple2<?, ?> pair = (Tuple2<?, ?>) record;
            final Iterator<Object> results = notNull(function.call(pair._2), "flatMapValues");
            while (results.hasNext()) {
                run.tick();
                target.accept(new Tuple2<>(pair._1, results.next()));
            }
        }
    }
}
