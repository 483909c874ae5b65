package io.kindling.api;

import java.util.EventListener;

/** Told when a task attempt fails or is killed. Stays on its executor. */
@FunctionalInterface
public interface TaskFailureListener extends EventListener {

    /** Called at most once, on the attempt's thread. */
    void onTaskFailure(TaskContext context, Throwable error);
}
