package io.kindling.driver.control;

import io.kindling.api.admin.ApplicationEvent.Topic;
import io.kindling.api.admin.ArtifactStatus;
import io.kindling.api.admin.ExecutorStatus;
import io.kindling.api.admin.JobStatus;
import io.kindling.api.spi.StageProgress;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What is told of an application's jobs, stages and executors. Thread-safe; waits a few seconds for the agent at the most. */
public final class ControlReport {

    private final ControlInbox inbox;
    private final Questions questions;
    private final ControlState state;
    private final ArtifactServer artifacts;

    ControlReport(final ControlInbox inbox, final Questions questions, final ControlState state, final ArtifactServer artifacts) {
        this.inbox = inbox;
        this.questions = questions;
        this.state = state;
        this.artifacts = artifacts;
    }

    /** The application's figures at one moment. */
    public Figures figures() {
        return questions.ask(() -> {
            final List<ExecutorRecord> registered = state.executors().withSlots().stream().filter(ExecutorRecord::isReachable).toList();
            return new Figures(state.jobs().active(), registered.size(), registered.stream().mapToInt(ExecutorRecord::slots).sum(),
                    state.stageLog().failedTasks());
        }, new Figures(0, 0, 0, 0));
    }

    /** Jobs under way and the last hundred that have ended, the oldest first. */
    public List<JobStatus> jobs() {
        return questions.ask(state.jobLog()::all, List.of());
    }

    /** Stages under way and the last hundred that have ended, the oldest first. */
    public List<StageProgress> stages() {
        return questions.ask(state.stageLog()::all, List.of());
    }

    /** The last hundred executors that have ended, and those that there are. */
    public List<ExecutorStatus> executors() {
        return questions.ask(() -> state.executorLog().all(state.executors().withSlots()), List.of());
    }

    /** The code on which new jobs run, and how many of the executors that there are have fetched it; those in this JVM may have borrowed it. */
    public List<ArtifactStatus> artifacts() {
        return artifacts.status(questions.ask(() -> state.executors().withSlots().stream().filter(ExecutorRecord::isReachable)
                .map(executor -> executor.connection().peer()).collect(Collectors.toSet()), Set.of()));
    }

    /** The application's code has changed: {@code added}, {@code removed} or {@code updated}. Listeners are told. */
    public void codeChanged(final String artifact, final String change) {
        inbox.post(() -> state.events().tell(Topic.CODE_CHANGED, artifact + " has been " + change, "artifact", artifact, "change", change));
    }

    /**
     * An application in numbers.
     *
     * @param activeJobs  that have not ended
     * @param executors   that are registered
     * @param slots       of them
     * @param failedTasks attempts that have failed since it started
     */
    public record Figures(int activeJobs, int executors, int slots, long failedTasks) {
    }
}
