package io.kindling.api.spi;

import io.kindling.api.JavaStatusTracker;
import org.osgi.annotation.versioning.ProviderType;

/** What a context does for jobs beside running them: groups, tags, properties, cancellation, status. Thread-safe. */
@ProviderType
public interface JobControl {

    /** A property of the calling thread, or of the thread that made it; null if it has none. */
    String localProperty(String key);

    /** Sets a property of the calling thread and of those that it makes from now on; null removes it. */
    void localProperty(String key, String value);

    /** See {@link io.kindling.api.KindlingContext#cancelJob(int, String)}; reasons may be null in all of these. */
    void cancelJob(int job, String reason);

    /** @param future whether jobs of the group that are still to come are refused too */
    void cancelJobGroup(String group, boolean future, String reason);

    void cancelJobsWithTag(String tag, String reason);

    void cancelStage(int stage, String reason);

    void cancelAllJobs(String reason);

    /** False if no such attempt is under way. */
    boolean killTaskAttempt(long task, String reason);

    JavaStatusTracker statusTracker();
}
