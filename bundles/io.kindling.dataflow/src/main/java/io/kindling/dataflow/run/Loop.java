package io.kindling.dataflow.run;

/** Pushes the records of a source: where a push loop begins. */
interface Loop {

    /** Runs to the end. */
    void run(TaskRun run, Receiver target) throws Exception;
}
