package io.kindling.scheduler.api;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Chooses one of the executors that may run a task. Pure: the same question gets the same answer. A whiteboard service. */
@ConsumerType
public interface SchedulingPolicy {

    /**
     * Chooses.
     *
     * @param task       the task
     * @param candidates at least one
     * @return one of them
     */
    ExecutorView choose(TaskView task, List<ExecutorView> candidates);
}
