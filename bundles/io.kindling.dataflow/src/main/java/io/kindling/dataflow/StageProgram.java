package io.kindling.dataflow;

/** A stage's code, ready to run; made by {@link StageCompiler}. Thread-safe: its tasks run side by side. */
public interface StageProgram {

    /**
     * Runs one task attempt to its end.
     *
     * @return the result as the stage's sink describes it; empty for a map task, whose output is then committed
     */
    byte[] run(TaskEnvironment environment) throws Exception;
}
