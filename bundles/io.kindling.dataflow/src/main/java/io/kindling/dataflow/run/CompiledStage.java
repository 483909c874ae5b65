package io.kindling.dataflow.run;

import io.kindling.dataflow.StageProgram;
import io.kindling.dataflow.TaskEnvironment;

/** A stage ready to run. */
record CompiledStage(Node last, SinkNode sink) implements StageProgram {

    @Override
    public byte[] run(final TaskEnvironment environment) throws Exception {
        environment.checkKilled();
        try (TaskRun run = new TaskRun(environment)) {
            return sink.run(run, last);
        }
    }
}
