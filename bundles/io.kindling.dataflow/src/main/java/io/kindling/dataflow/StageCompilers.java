package io.kindling.dataflow;

import io.kindling.dataflow.run.PushLoopCompiler;

/** Makes stage compilers where there are no services, in tests and benchmarks. */
public final class StageCompilers {

    private StageCompilers() {
    }

    /** A compiler, the same as the service. */
    public static StageCompiler create() {
        return new PushLoopCompiler();
    }
}
