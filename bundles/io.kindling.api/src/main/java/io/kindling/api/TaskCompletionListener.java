package io.kindling.api;

import java.util.EventListener;

/** Told when a task attempt ends, well or not. Stays on its executor. */
@FunctionalInterface
public interface TaskCompletionListener extends EventListener {

    /** Called once, on the attempt's thread. What it throws fails the attempt. */
    void onTaskCompletion(TaskContext context);
}
