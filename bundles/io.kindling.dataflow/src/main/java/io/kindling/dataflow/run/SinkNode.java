package io.kindling.dataflow.run;

/** The end of a compiled stage. Holds no state of a run. */
interface SinkNode {

    /** Runs the stage for one partition; the result as the sink's description says. */
    byte[] run(TaskRun run, Node input) throws Exception;
}
