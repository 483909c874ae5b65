package io.kindling.scheduler;

import io.kindling.scheduler.api.SchedulerSettings;

/** All that one scheduler knows; its parts are changed by the types that own a rule each. */
record SchedulerState(SchedulerSettings settings, ExecutorRegistry executors, MapOutputRegistry outputs,
                      StageGraph graph, JobRegistry jobs, ReadyStages ready, Outbox outbox) {

    static SchedulerState create(final SchedulerSettings settings) {
        return new SchedulerState(settings, new ExecutorRegistry(settings.cpusPerTask()), new MapOutputRegistry(),
                new StageGraph(), new JobRegistry(), new ReadyStages(), new Outbox());
    }

    /** Whether all that a stage reads is there. */
    boolean inputsComplete(final StageRun run) {
        return run.node().reads().stream().allMatch(outputs::isComplete);
    }
}
