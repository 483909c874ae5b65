package io.kindling.dataflow.run;

import io.kindling.api.Tuple2;
import io.kindling.api.function.FlatMapFunction;
import io.kindling.api.function.Function;
import io.kindling.api.function.PairFlatMapFunction;
import io.kindling.api.function.PairFunction;
import io.kindling.protocol.stage.TransformKind;
import java.util.Iterator;

/** The steps of push loops, one small class for each kind; they are templates for the copies of a pipeline. */
final class Steps {

    private Steps() {
    }

    /** A step that passes on to {@code target}. */
    static Receiver of(final TransformKind kind, final Object function, final TaskRun run, final Receiver target) {
        return switch (kind) {
            case MAP -> run.parts().make(Receiver.class, MapStep.class, function, target);
            case FILTER -> run.parts().make(Receiver.class, FilterStep.class, function, target);
            case FLAT_MAP -> run.parts().make(Receiver.class, FlatMapStep.class, function, run, target);
            case MAP_TO_PAIR -> run.parts().make(Receiver.class, MapToPairStep.class, function, target);
            case FLAT_MAP_TO_PAIR -> run.parts().make(Receiver.class, FlatMapToPairStep.class, function, run, target);
            case MAP_VALUES -> run.parts().make(Receiver.class, MapValuesStep.class, function, target);
            case FLAT_MAP_VALUES -> run.parts().make(Receiver.class, FlatMapValuesStep.class, function, run, target);
            case KEYS -> run.parts().make(Receiver.class, KeysStep.class, target);
            case VALUES -> run.parts().make(Receiver.class, ValuesStep.class, target);
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

    static final class MapStep implements Receiver {

        private final Function<Object, Object> function;
        private final Receiver target;

        MapStep(final Function<Object, Object> function, final Receiver target) {
            this.function = function;
            this.target = target;
        }

        @Override
        public void accept(final Object record) throws Exception {
            target.accept(function.call(record));
        }
    }

    static final class FilterStep implements Receiver {

        private final Function<Object, Boolean> function;
        private final Receiver target;

        FilterStep(final Function<Object, Boolean> function, final Receiver target) {
            this.function = function;
            this.target = target;
        }

        @Override
        public void accept(final Object record) throws Exception {
            if (function.call(record)) {
                target.accept(record);
            }
        }
    }

    static final class MapToPairStep implements Receiver {

        private final PairFunction<Object, Object, Object> function;
        private final Receiver target;

        MapToPairStep(final PairFunction<Object, Object, Object> function, final Receiver target) {
            this.function = function;
            this.target = target;
        }

        @Override
        public void accept(final Object record) throws Exception {
            target.accept(function.call(record));
        }
    }

    static final class FlatMapStep implements Receiver {

        private final FlatMapFunction<Object, Object> function;
        private final TaskRun run;
        private final Receiver target;

        FlatMapStep(final FlatMapFunction<Object, Object> function, final TaskRun run, final Receiver target) {
            this.function = function;
            this.run = run;
            this.target = target;
        }

        @Override
        public void accept(final Object record) throws Exception {
            final Iterator<Object> results = notNull(function.call(record), "flatMap");
            while (results.hasNext()) {
                run.tick();
                target.accept(results.next());
            }
        }
    }

    static final class FlatMapToPairStep implements Receiver {

        private final PairFlatMapFunction<Object, Object, Object> function;
        private final TaskRun run;
        private final Receiver target;

        FlatMapToPairStep(final PairFlatMapFunction<Object, Object, Object> function, final TaskRun run, final Receiver target) {
            this.function = function;
            this.run = run;
            this.target = target;
        }

        @Override
        public void accept(final Object record) throws Exception {
            final Iterator<Tuple2<Object, Object>> results = notNull(function.call(record), "flatMapToPair");
            while (results.hasNext()) {
                run.tick();
                target.accept(results.next());
            }
        }
    }

    static final class MapValuesStep implements Receiver {

        private final Function<Object, Object> function;
        private final Receiver target;

        MapValuesStep(final Function<Object, Object> function, final Receiver target) {
            this.function = function;
            this.target = target;
        }

        @Override
        public void accept(final Object record) throws Exception {
            final Tuple2<?, ?> pair = (Tuple2<?, ?>) record;
            target.accept(new Tuple2<>(pair._1, function.call(pair._2)));
        }
    }

    static final class FlatMapValuesStep implements Receiver {

        private final FlatMapFunction<Object, Object> function;
        private final TaskRun run;
        private final Receiver target;

        FlatMapValuesStep(final FlatMapFunction<Object, Object> function, final TaskRun run, final Receiver target) {
            this.function = function;
            this.run = run;
            this.target = target;
        }

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

    static final class KeysStep implements Receiver {

        private final Receiver target;

        KeysStep(final Receiver target) {
            this.target = target;
        }

        @Override
        public void accept(final Object record) throws Exception {
            target.accept(((Tuple2<?, ?>) record)._1);
        }
    }

    static final class ValuesStep implements Receiver {

        private final Receiver target;

        ValuesStep(final Receiver target) {
            this.target = target;
        }

        @Override
        public void accept(final Object record) throws Exception {
            target.accept(((Tuple2<?, ?>) record)._2);
        }
    }
}
