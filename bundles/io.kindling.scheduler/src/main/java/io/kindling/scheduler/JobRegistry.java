package io.kindling.scheduler;

import io.kindling.common.JobId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The jobs that have not ended, in the order of submission. */
final class JobRegistry {

    private final Map<JobId, Job> active = new LinkedHashMap<>();
    private long sequence;

    long nextSequence() {
        return sequence++;
    }

    void add(final Job job) {
        active.put(job.id(), job);
    }

    void remove(final Job job) {
        active.remove(job.id());
    }

    /** An active job, or null. */
    Job find(final JobId id) {
        return active.get(id);
    }

    Collection<Job> active() {
        return active.values();
    }

    List<Job> copy() {
        return List.copyOf(active.values());
    }
}
