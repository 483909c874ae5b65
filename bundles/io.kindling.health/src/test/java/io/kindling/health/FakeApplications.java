package io.kindling.health;

import io.kindling.api.admin.ApplicationStatus;
import io.kindling.api.admin.Applications;
import io.kindling.api.admin.ArtifactStatus;
import io.kindling.api.admin.ClusterManagerStatus;
import io.kindling.api.admin.ClusterStatus;
import io.kindling.api.admin.ExecutorStatus;
import io.kindling.api.admin.JobStatus;
import io.kindling.api.spi.StageProgress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Applications as a test wants them. */
final class FakeApplications implements Applications {

    static final Instant START = Instant.parse("2026-01-02T03:00:00Z");

    private final List<ApplicationStatus> running = new ArrayList<>();
    private final List<ExecutorStatus> executors = new ArrayList<>();

    void run(final String id, final ClusterStatus.State state, final Instant since, final int executorCount) {
        running.add(new ApplicationStatus(id, "name-" + id, "", START, "RUNNING",
                new ClusterStatus("kindling://m:7077", "standalone", "1.0.0", state, since, "cluster manager " + state + " since " + since),
                1, executorCount, executorCount, 0));
    }

    void executor(final int number, final String state, final Instant since, final String text) {
        executors.add(new ExecutorStatus(number, "host", 1, state, 1, 0, "standalone", "kindling://m:7077", since, text));
    }

    @Override
    public List<ApplicationStatus> list() {
        return running;
    }

    @Override
    public ApplicationStatus find(final String application) {
        throw notAsked();
    }

    @Override
    public List<JobStatus> jobs(final String application) {
        throw notAsked();
    }

    @Override
    public List<StageProgress> stages(final String application) {
        throw notAsked();
    }

    @Override
    public List<ExecutorStatus> executors(final String application) {
        return executors;
    }

    @Override
    public List<ArtifactStatus> artifacts(final String application) {
        throw notAsked();
    }

    @Override
    public List<ClusterManagerStatus> clusterManagers() {
        throw notAsked();
    }

    @Override
    public void move(final String application, final String masterUrl) {
        throw notAsked();
    }

    @Override
    public void cancelJob(final String application, final int job, final String reason) {
        throw notAsked();
    }

    @Override
    public void kill(final String application, final String reason) {
        throw notAsked();
    }

    private static UnsupportedOperationException notAsked() {
        return new UnsupportedOperationException("checks only list applications and their executors: give this fake the method if a check needs it now");
    }
}
