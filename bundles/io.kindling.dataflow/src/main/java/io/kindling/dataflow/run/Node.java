package io.kindling.dataflow.run;

import io.kindling.dataflow.code.PipelineKey;
import java.util.Iterator;

/** An operator of a compiled stage. Holds no state of a run: its tasks run side by side. */
interface Node {

    /** The records one by one, for an operator that wants an iterator. */
    Iterator<Object> iterate(TaskRun run, int partition) throws Exception;

    /** Pushes all records into a receiver. */
    default void drive(final TaskRun run, final int partition, final Receiver target) throws Exception {
        run.parts().make(Loop.class, Loops.OfIterator.class, iterate(run, partition)).run(run, target);
    }

    /** Adds the functions that a partition's records go through; a task's pipeline is known by them. */
    default void describe(final TaskRun run, final int partition, final PipelineKey key) throws Exception {
        key.add(this);
    }
}
