package io.kindling.shell;

import io.kindling.api.KindlingException;
import io.kindling.api.admin.ApplicationStatus;
import io.kindling.api.admin.Applications;
import io.kindling.api.admin.ArtifactStatus;
import io.kindling.api.admin.ClusterManagerStatus;
import io.kindling.api.admin.ClusterStatus;
import io.kindling.api.admin.ExecutorStatus;
import io.kindling.api.admin.JobStatus;
import io.kindling.api.spi.StageProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Two applications, one of them without its cluster manager; remembers what it was told to do. */
final class FakeApplications implements Applications {

    static final Instant START = Instant.parse("2026-01-02T03:04:05.678Z");

    final List<String> told = new ArrayList<>();
    final List<ApplicationStatus> running = new ArrayList<>(List.of(
            status("app-1", "words", new ClusterStatus("kindling://m:7077", "standalone", "1.0.0", ClusterStatus.State.PRESENT, START, "present")),
            status("app-2", "pi", new ClusterStatus("local[2]", "local", "1.0.0", ClusterStatus.State.ABSENT, START.plusSeconds(60),
                    "cluster manager absent since 03:05:05; executors go on"))));

    private static ApplicationStatus status(final String id, final String name, final ClusterStatus cluster) {
        return new ApplicationStatus(id, name, "com.acme/1.2.0", START, "RUNNING", cluster, 1, 2, 4, 0);
    }

    @Override
    public List<ApplicationStatus> list() {
        return running;
    }

    @Override
    public ApplicationStatus find(final String application) {
        return running.stream().filter(each -> each.id().equals(application) || each.name().equals(application)).findFirst()
                .orElseThrow(() -> new KindlingException("There is no application '" + application + "'; there are app-1 (words), app-2 (pi)"));
    }

    @Override
    public List<JobStatus> jobs(final String application) {
        find(application);
        return List.of(new JobStatus(0, "collect at WordCount.java:33", "SUCCEEDED", START, Duration.ofMillis(1_234), 4, 4, ""),
                new JobStatus(11, "count at WordCount.java:40", "RUNNING", START, Duration.ofSeconds(127), 4, 1, ""));
    }

    @Override
    public List<StageProgress> stages(final String application) {
        find(application);
        return List.of(new StageProgress(application, 0, 1, 0, "map at A.java:3", "RUNNING", 10, 3, 2, 1));
    }

    @Override
    public List<ExecutorStatus> executors(final String application) {
        find(application);
        return List.of(new ExecutorStatus(1, "host", 4711, "REGISTERED", 2, 1, "standalone", "kindling://m:7077", START, ""),
                new ExecutorStatus(2, "host", 0, "LOST", 2, 0, "standalone", "kindling://m:7077", START, "its process ended\nwith exit code 137"));
    }

    @Override
    public List<ArtifactStatus> artifacts(final String application) {
        find(application);
        return List.of(new ArtifactStatus("com.acme", "1.2.0", "bundle", "0123456789abcdef0123456789abcdef", 2_048, 2));
    }

    @Override
    public List<ClusterManagerStatus> clusterManagers() {
        return List.of(new ClusterManagerStatus("local", "local, local[N], local[*]", "io.kindling.cluster.local", "0.1.0", 1),
                new ClusterManagerStatus("standalone", "kindling://host:port", "io.kindling.cluster.standalone", "0.1.0", 1));
    }

    @Override
    public void move(final String application, final String masterUrl) {
        told.add("move " + application + " " + masterUrl);
    }

    @Override
    public void cancelJob(final String application, final int job, final String reason) {
        told.add("cancel " + application + " " + job + " " + reason);
    }

    @Override
    public void kill(final String application, final String reason) {
        told.add("kill " + application + " " + reason);
    }
}
