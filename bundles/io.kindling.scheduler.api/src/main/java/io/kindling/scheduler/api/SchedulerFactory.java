package io.kindling.scheduler.api;

import org.osgi.annotation.versioning.ProviderType;

/** Makes schedulers, one a context. Registered as a service by the scheduler bundle. Thread-safe. */
@ProviderType
public interface SchedulerFactory {

    /** A scheduler without jobs and executors. */
    Scheduler create(SchedulerSettings settings);
}
