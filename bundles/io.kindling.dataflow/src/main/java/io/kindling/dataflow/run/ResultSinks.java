package io.kindling.dataflow.run;

import io.kindling.api.Tuple2;
import io.kindling.api.function.Function2;
import io.kindling.api.function.VoidFunction;
import io.kindling.dataflow.RecordWriter;
import io.kindling.protocol.stage.FunctionBlob;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/** Sinks whose result goes to the driver. */
final class ResultSinks {

    private static final byte[] NOTHING = {};

    private ResultSinks() {
    }

    /** All records. */
    record Collect() implements SinkNode {
        @Override
        public byte[] run(final TaskRun run, final Node input) throws Exception {
            final RecordWriter out = run.environment().codec().writer();
            input.drive(run, run.environment().partition(), out::write);
            return out.toByteArray();
        }
    }

    /** How many. */
    record Count() implements SinkNode {
        @Override
        public byte[] run(final TaskRun run, final Node input) throws Exception {
            final Counting counting = new Counting();
            input.drive(run, run.environment().partition(), counting);
            return one(run, counting.count);
        }

        private static final class Counting implements Receiver {

            private long count;

            @Override
            public void accept(final Object record) {
                count++;
            }
        }
    }

    /** All to one. */
    record Reduce(FunctionBlob function) implements SinkNode {
        @Override
        public byte[] run(final TaskRun run, final Node input) throws Exception {
            final Reducing reducing = new Reducing(run.function(function));
            input.drive(run, run.environment().partition(), reducing);
            return reducing.any ? one(run, reducing.state) : NOTHING;
        }

        private static final class Reducing implements Receiver {

            private final Function2<Object, Object, Object> function;
            private Object state;
            private boolean any;

            Reducing(final Function2<Object, Object, Object> function) {
                this.function = function;
            }

            @Override
            public void accept(final Object record) throws Exception {
                state = any ? function.call(state, record) : record;
                any = true;
            }
        }
    }

    /** The first ones. */
    record Take(int limit) implements SinkNode {
        @Override
        public byte[] run(final TaskRun run, final Node input) throws Exception {
            if (limit <= 0) {
                return NOTHING;
            }
            final RecordWriter out = run.environment().codec().writer();
            final EnoughSignal enough = new EnoughSignal();
            final Receiver taking = new Receiver() {
                private int left = limit;

                @Override
                public void accept(final Object record) {
                    out.write(record);
                    if (--left == 0) {
                        throw enough;
                    }
                }
            };
            try {
                input.drive(run, run.environment().partition(), taking);
            } catch (final EnoughSignal signal) {
                if (signal != enough) {
                    throw signal;
                }
            }
            return out.toByteArray();
        }
    }

    /** A function for each. */
    record ForEach(FunctionBlob function) implements SinkNode {
        @Override
        public byte[] run(final TaskRun run, final Node input) throws Exception {
            final VoidFunction<Object> live = run.function(function);
            input.drive(run, run.environment().partition(), live::call);
            return NOTHING;
        }
    }

    /** A reservoir of keys after their count. */
    record SampleKeys(int limit, long seed) implements SinkNode {
        @Override
        public byte[] run(final TaskRun run, final Node input) throws Exception {
            final int partition = run.environment().partition();
            final Sampling sampling = new Sampling(limit, new SplittableRandom(seed + partition * 0x9E3779B97F4A7C15L));
            input.drive(run, partition, sampling);
            final List<Object> result = new ArrayList<>();
            result.add(sampling.count);
            result.addAll(sampling.keys);
            return run.environment().codec().encode(result.iterator());
        }

        private static final class Sampling implements Receiver {

            private final int limit;
            private final SplittableRandom random;
            private final List<Object> keys = new ArrayList<>();
            private long count;

            Sampling(final int limit, final SplittableRandom random) {
                this.limit = limit;
                this.random = random;
            }

            @Override
            public void accept(final Object record) {
                final Object key = ((Tuple2<?, ?>) record)._1;
                count++;
                if (keys.size() < limit) {
                    keys.add(key);
                } else if (limit > 0) {
                    final long at = random.nextLong(count);
                    if (at < limit) {
                        keys.set((int) at, key);
                    }
                }
            }
        }
    }

    static byte[] one(final TaskRun run, final Object record) {
        return run.environment().codec().encode(Collections.singletonList(record).iterator());
    }
}
