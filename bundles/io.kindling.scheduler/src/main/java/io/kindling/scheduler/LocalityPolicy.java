package io.kindling.scheduler;

import io.kindling.scheduler.api.ExecutorView;
import io.kindling.scheduler.api.SchedulingPolicy;
import io.kindling.scheduler.api.TaskView;
import java.util.Comparator;
import java.util.List;

/**
 * The policy unless somebody brings another: a preferred executor, else a preferred host, else whoever has most free
 * slots; ties by lowest id.
 */
final class LocalityPolicy implements SchedulingPolicy {

    private static final Comparator<ExecutorView> MOST_FREE_FIRST =
            Comparator.comparingInt(ExecutorView::free).reversed().thenComparing(ExecutorView::id);

    @Override
    public ExecutorView choose(final TaskView task, final List<ExecutorView> candidates) {
        final Comparator<ExecutorView> nearestFirst = Comparator.comparingInt(executor -> distance(task, executor));
        return candidates.stream().min(nearestFirst.thenComparing(MOST_FREE_FIRST)).orElseThrow();
    }

    private static int distance(final TaskView task, final ExecutorView executor) {
        if (task.preferred().contains("executor_" + executor.id().value())) {
            return 0;
        }
        return task.preferred().contains(executor.host()) ? 1 : 2;
    }
}
