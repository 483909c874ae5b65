package io.kindling.driver.rdd;

import io.kindling.api.JavaStatusTracker;
import io.kindling.api.spi.JobControl;
import io.kindling.driver.control.ApplicationControl;

/** What a context does for jobs beside running them. Thread-safe. */
final class ContextJobs implements JobControl {

    private final DataSets data;
    private final ApplicationControl control;

    ContextJobs(final DataSets data) {
        this.data = data;
        control = data.jobs();
    }

    @Override
    public String localProperty(final String key) {
        return control.properties().current().get(key);
    }

    @Override
    public void localProperty(final String key, final String value) {
        control.properties().set(key, value);
    }

    @Override
    public void cancelJob(final int job, final String reason) {
        control.canceller().job(job, reason);
    }

    @Override
    public void cancelJobGroup(final String group, final boolean future, final String reason) {
        control.canceller().group(group, future, reason);
    }

    @Override
    public void cancelJobsWithTag(final String tag, final String reason) {
        control.canceller().tag(tag, reason);
    }

    @Override
    public void cancelStage(final int stage, final String reason) {
        control.canceller().stage(stage, reason);
    }

    @Override
    public void cancelAllJobs(final String reason) {
        control.canceller().all(reason);
    }

    @Override
    public boolean killTaskAttempt(final long task, final String reason) {
        return control.canceller().task(task, reason);
    }

    @Override
    public JavaStatusTracker statusTracker() {
        return control.tracker();
    }
}
