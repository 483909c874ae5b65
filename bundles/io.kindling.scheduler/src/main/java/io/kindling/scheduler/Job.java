package io.kindling.scheduler;

import io.kindling.common.JobId;
import java.util.List;

/** One job that has not ended. */
final class Job {

    private final JobId id;
    private final long sequence;
    private final long submittedNanos;
    private List<StageRun> stages = List.of();
    private JobState state = JobState.ACTIVE;

    Job(final JobId id, final long sequence, final long submittedNanos) {
        this.id = id;
        this.sequence = sequence;
        this.submittedNanos = submittedNanos;
    }

    JobId id() {
        return id;
    }

    /** Its place in the order of submission. */
    long sequence() {
        return sequence;
    }

    long submittedNanos() {
        return submittedNanos;
    }

    /** All stages that it may need, the result stage last. */
    List<StageRun> stages() {
        return stages;
    }

    void stages(final List<StageRun> runs) {
        stages = List.copyOf(runs);
    }

    void replace(final StageRun old, final StageRun fresh) {
        stages = stages.stream().map(run -> run == old ? fresh : run).toList();
    }

    StageRun result() {
        return stages.get(stages.size() - 1);
    }

    boolean isActive() {
        return state == JobState.ACTIVE;
    }

    void become(final JobState next) {
        state = TransitionTables.JOB.next(id, state, next);
    }
}
