package io.kindling.dataflow.run;

import io.kindling.dataflow.code.PipelineKey;

/** The end of a compiled stage. Holds no state of a run. */
interface SinkNode {

    /** Runs the stage for one partition; the result as the sink's description says. */
    byte[] run(TaskRun run, Node input) throws Exception;

    /** Adds the functions that the records end in. */
    default void describe(final TaskRun run, final PipelineKey key) throws Exception {
        key.add(this);
    }
}
