package io.kindling.dataflow.run;

import io.kindling.api.Tuple2;
import io.kindling.api.function.FlatMapFunction;
import io.kindling.api.function.Function;
import io.kindling.api.function.PairFlatMapFunction;
import io.kindling.api.function.PairFunction;
import io.kindling.protocol.stage.TransformKind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * Transforms in a row as one iterator, for what comes before a mapPartitions, and for so many of them that a call
 * within a call for each would need more stack than a thread has.
 */
@SuppressWarnings("unchecked")
final class TransformIterator extends Lookahead {

    private final List<Step> steps;
    private final Iterator<Object> input;
    private final TaskRun run;
    /** What flatMaps gave and is not used up, the last step's first. */
    private final Deque<Results> open = new ArrayDeque<>();

    /** @param steps the first one first */
    TransformIterator(final List<Step> steps, final Iterator<Object> input, final TaskRun run) {
        this.steps = steps;
        this.input = input;
        this.run = run;
    }

    /**
     * One transform.
     *
     * @param function null for kinds without one
     */
    record Step(TransformKind kind, Object function) {
    }

    private record Results(int step, Object key, Iterator<?> rest) {
    }

    @Override
    boolean advance() throws Exception {
        while (true) {
            run.tick();
            final Results results = open.peek();
            if (results == null) {
                if (!input.hasNext()) {
                    return false;
                }
                if (pass(input.next(), 0)) {
                    return true;
                }
            } else if (!results.rest.hasNext()) {
                open.pop();
            } else {
                final Object result = results.rest.next();
                final boolean keyed = steps.get(results.step).kind == TransformKind.FLAT_MAP_VALUES;
                if (pass(keyed ? new Tuple2<>(results.key, result) : result, results.step + 1)) {
                    return true;
                }
            }
        }
    }

    /** Sends a record through the steps from one on; whether it has come out behind the last. */
    private boolean pass(final Object record, final int first) throws Exception {
        Object value = record;
        for (int i = first; i < steps.size(); i++) {
            final Object function = steps.get(i).function;
            switch (steps.get(i).kind) {
                case MAP -> value = ((Function<Object, Object>) function).call(value);
                case FILTER -> {
                    if (!((Function<Object, Boolean>) function).call(value)) {
                        return false;
                    }
                }
                case MAP_TO_PAIR -> value = ((PairFunction<Object, Object, Object>) function).call(value);
                case MAP_VALUES -> value = new Tuple2<>(((Tuple2<?, ?>) value)._1, ((Function<Object, Object>) function).call(((Tuple2<?, ?>) value)._2));
                case KEYS -> value = ((Tuple2<?, ?>) value)._1;
                case VALUES -> value = ((Tuple2<?, ?>) value)._2;
                case FLAT_MAP -> {
                    return open(i, null, Steps.notNull(((FlatMapFunction<Object, Object>) function).call(value), "flatMap"));
                }
                case FLAT_MAP_TO_PAIR -> {
                    return open(i, null, Steps.notNull(((PairFlatMapFunction<Object, Object, Object>) function).call(value), "flatMapToPair"));
                }
                case FLAT_MAP_VALUES -> {
                    final Tuple2<?, ?> pair = (Tuple2<?, ?>) value;
                    return open(i, pair._1, Steps.notNull(((FlatMapFunction<Object, Object>) function).call(pair._2), "flatMapValues"));
                }
                default -> throw new IllegalStateException("No iterator for " + steps.get(i).kind);
            }
        }
        return found(value);
    }

    private boolean open(final int step, final Object key, final Iterator<?> results) {
        open.push(new Results(step, key, results));
        return false;
    }
}
