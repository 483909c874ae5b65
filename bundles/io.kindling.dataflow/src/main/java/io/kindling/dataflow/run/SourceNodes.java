package io.kindling.dataflow.run;

import io.kindling.dataflow.SourcePayloads;
import io.kindling.protocol.stage.RangeSlice;
import java.util.Iterator;

/** Sources whose records come with the task. */
final class SourceNodes {

    private SourceNodes() {
    }

    /**
     * Where a source stands in its stage.
     *
     * @param operator its index
     * @param bundled  whether a task may read several of its partitions
     */
    record Place(int operator, boolean bundled) {
    }

    /** Records that the driver holds. */
    record CollectionNode(Place place) implements Node {
        @Override
        public Iterator<Object> iterate(final TaskRun run, final int partition) {
            final Iterator<Object> records = run.environment().codec().reader(run.payload(place, partition));
            return new Lookahead() {
                @Override
                boolean advance() {
                    if (!records.hasNext()) {
                        return false;
                    }
                    run.environment().counters().recordsRead++;
                    return found(records.next());
                }
            };
        }
    }

    /** Longs counted up. */
    record RangeNode(Place place) implements Node {
        @Override
        public Iterator<Object> iterate(final TaskRun run, final int partition) {
            final RangeSlice slice = slice(run, partition);
            return new Lookahead() {
                private long made;

                @Override
                boolean advance() {
                    if (made == slice.count()) {
                        return false;
                    }
                    run.environment().counters().recordsRead++;
                    return found(slice.first() + made++ * slice.step());
                }
            };
        }

        @Override
        public void drive(final TaskRun run, final int partition, final Receiver target) throws Exception {
            final RangeSlice slice = slice(run, partition);
            run.parts().make(Loop.class, Loops.OfRange.class, slice.first(), slice.step(), slice.count()).run(run, target);
        }

        private RangeSlice slice(final TaskRun run, final int partition) {
            final RangeSlice slice = SourcePayloads.rangeSlice(run.payload(place, partition));
            if (slice.count() < 0) {
                throw new IllegalArgumentException("A range of " + slice.count() + " values cannot be counted");
            }
            return slice;
        }
    }
}
