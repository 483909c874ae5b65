package io.kindling.api.admin;

import io.kindling.api.spi.StageProgress;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The applications whose drivers live in this JVM. A service of the driver bundle that stays while that bundle is active.
 * Thread-safe. What it returns is a copy of one moment. An application is named by its id or, if only one has it, its name;
 * a name that fits none or several throws {@link io.kindling.api.KindlingException} and tells those that there are.
 */
@ProviderType
public interface Applications {

    /** Those that run, the oldest first. */
    List<ApplicationStatus> list();

    /** One application. */
    ApplicationStatus find(String application);

    /** Its jobs: those under way and the last hundred that have ended, the oldest first. */
    List<JobStatus> jobs(String application);

    /** The stages of its jobs under way and the last hundred that have ended, the oldest first. */
    List<StageProgress> stages(String application);

    /** Its executors: those that there are and the last hundred that have ended. */
    List<ExecutorStatus> executors(String application);

    /** The code that it has shipped or would ship. */
    List<ArtifactStatus> artifacts(String application);

    /** The cluster managers that contexts can be made with now. */
    List<ClusterManagerStatus> clusterManagers();

    /**
     * Moves an application to another cluster: see {@link io.kindling.api.KindlingContext#moveTo}. Blocks until the new cluster has accepted it.
     */
    void move(String application, String masterUrl);

    /** Ends a job; it fails with the reason. A job that has ended is left alone. */
    void cancelJob(String application, int job, String reason);

    /** Ends an application; its jobs fail with the reason. Blocks until its executors are gone, a few seconds at the most. */
    void kill(String application, String reason);
}
