package io.kindling.scheduler.api;

import org.osgi.annotation.versioning.ConsumerType;

/** Says whether a task may run on an executor. Pure. A whiteboard service; all of them must agree. */
@ConsumerType
@FunctionalInterface
public interface SchedulingConstraint {

    /** Whether it may run there now. */
    boolean allows(TaskView task, ExecutorView executor);
}
