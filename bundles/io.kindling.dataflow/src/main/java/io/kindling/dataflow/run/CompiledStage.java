package io.kindling.dataflow.run;

import io.kindling.dataflow.StageProgram;
import io.kindling.dataflow.TaskEnvironment;
import io.kindling.dataflow.code.PipelineCodes;
import io.kindling.dataflow.code.PipelineKey;

/** A stage ready to run. */
record CompiledStage(Node last, SinkNode sink, PipelineCodes codes) implements StageProgram {

    @Override
    public byte[] run(final TaskEnvironment environment) throws Exception {
        environment.checkKilled();
        try (TaskRun run = new TaskRun(environment)) {
            final PipelineKey key = new PipelineKey();
            sink.describe(run, key);
            last.describe(run, environment.partition(), key);
            run.begin(codes.of(key));
            return sink.run(run, last);
        }
    }
}
