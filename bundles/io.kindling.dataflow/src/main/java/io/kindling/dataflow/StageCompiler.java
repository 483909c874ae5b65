package io.kindling.dataflow;

import io.kindling.protocol.stage.StageSpec;

/** Turns a stage's data into something that runs. Thread-safe. */
public interface StageCompiler {

    /** Compiles a stage. IllegalArgumentException if it is malformed. */
    StageProgram compile(StageSpec stage);
}
