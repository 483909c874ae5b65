package io.kindling.dataflow.run;

import io.kindling.api.Tuple2;
import io.kindling.api.function.Function2;
import io.kindling.api.function.VoidFunction;
import io.kindling.dataflow.RecordWriter;
import io.kindling.dataflow.code.PipelineKey;
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

    /** A receiver that has something at the end. */
    interface Ending extends Receiver {

        Object kept();
    }

    /** All records. */
    record Collect() implements SinkNode {
        @Override
        public byte[] run(final TaskRun run, final Node input) throws Exception {
            final RecordWriter out = run.environment().codec().writer();
            input.drive(run, run.environment().partition(), run.parts().make(Receiver.class, Writing.class, out));
            return out.toByteArray();
        }

        static final class Writing implements Receiver {

            private final RecordWriter out;

            Writing(final RecordWriter out) {
                this.out = out;
            }

            @Override
            public void accept(final Object record) {
                out.write(record);
            }
        }
    }

    /** How many. */
    record Count() implements SinkNode {
        @Override
        public byte[] run(final TaskRun run, final Node input) throws Exception {
            final Ending counting = run.parts().make(Ending.class, Counting.class);
            input.drive(run, run.environment().partition(), counting);
            return one(run, counting.kept());
        }

        static final class Counting implements Ending {

            private long count;

            @Override
            public Object kept() {
                return count;
            }

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
            final Ending reducing = run.parts().make(Ending.class, Reducing.class, run.<Object>function(function));
            input.drive(run, run.environment().partition(), reducing);
            final Object[] kept = (Object[]) reducing.kept();
            return kept == null ? NOTHING : one(run, kept[0]);
        }

        @Override
        public void describe(final TaskRun run, final PipelineKey key) throws Exception {
            key.add(run.function(function));
        }

        static final class Reducing implements Ending {

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

            /** An array of the result, or null. */
            @Override
            public Object kept() {
                return any ? new Object[] {state} : null;
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
            input.drive(run, run.environment().partition(), run.parts().make(Receiver.class, Calling.class, run.<Object>function(function)));
            return NOTHING;
        }

        @Override
        public void describe(final TaskRun run, final PipelineKey key) throws Exception {
            key.add(run.function(function));
        }

        static final class Calling implements Receiver {

            private final VoidFunction<Object> function;

            Calling(final VoidFunction<Object> function) {
                this.function = function;
            }

            @Override
            public void accept(final Object record) throws Exception {
                function.call(record);
            }
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

        static final class Sampling implements Receiver {

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
