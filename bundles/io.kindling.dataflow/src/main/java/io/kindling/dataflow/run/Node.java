package io.kindling.dataflow.run;

import java.util.Iterator;

/** An operator of a compiled stage. Holds no state of a run: its tasks run side by side. */
interface Node {

    /** The records one by one, for an operator that wants an iterator. */
    Iterator<Object> iterate(TaskRun run, int partition) throws Exception;

    /** Pushes all records into a receiver. */
    default void drive(final TaskRun run, final int partition, final Receiver target) throws Exception {
        final Iterator<Object> records = iterate(run, partition);
        while (records.hasNext()) {
            run.tick();
            target.accept(records.next());
        }
    }
}
