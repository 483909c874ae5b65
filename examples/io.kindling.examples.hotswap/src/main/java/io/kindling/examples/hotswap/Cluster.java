package io.kindling.examples.hotswap;

import io.kindling.api.KindlingContext;
import io.kindling.api.admin.ApplicationEvent;
import io.kindling.api.admin.ApplicationEvent.Topic;
import io.kindling.api.admin.Applications;
import io.kindling.api.admin.ClusterStatus;
import io.kindling.api.admin.ExecutorStatus;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The application's executors, as its operator sees and changes them. */
final class Cluster {

    private final KindlingContext context;
    private final Applications applications;
    private final Timeline timeline;

    Cluster(final KindlingContext context, final Applications applications, final Timeline timeline) {
        this.context = context;
        this.applications = applications;
        this.timeline = timeline;
    }

    ClusterStatus tie() {
        return context.cluster();
    }

    void request(final int executors) {
        context.requestTotalExecutors(executors);
    }

    void kill(final int executor) {
        context.killExecutor(executor);
    }

    void moveTo(final String masterUrl) {
        context.moveTo(masterUrl);
    }

    /** The process ids of the executors that are registered. */
    Map<Integer, Long> processes() {
        final Map<Integer, Long> processes = new TreeMap<>();
        applications.executors(context.applicationId()).stream()
                .filter(executor -> List.of("REGISTERED", "SUSPECTED", "DRAINING").contains(executor.state()))
                .forEach(executor -> processes.put(executor.executor(), executor.process()));
        return processes;
    }

    /** The one that came last. */
    int newest() {
        return processes().keySet().stream().mapToInt(Integer::intValue).max().orElseThrow();
    }

    /** Waits until so many are registered. */
    void awaitExecutors(final int count) throws InterruptedException {
        int mark = 0;
        while (processes().size() < count) {
            final ApplicationEvent event = timeline.await(mark, count + " executors are registered", e -> e.topic() == Topic.EXECUTOR_REGISTERED);
            mark = Math.max(mark + 1, timeline.indexOf(event) + 1);
        }
    }

    /** Waits until all executors of another cluster are gone. */
    void awaitOnly(final String masterUrl) throws InterruptedException {
        int mark = 0;
        while (applications.executors(context.applicationId()).stream().filter(Cluster::isThere).anyMatch(e -> !e.masterUrl().equals(masterUrl))) {
            final ApplicationEvent event = timeline.await(mark, "only executors of " + masterUrl + " are left",
                    e -> e.topic() == Topic.EXECUTOR_RELEASED || e.topic() == Topic.EXECUTOR_LOST);
            mark = timeline.indexOf(event) + 1;
        }
    }

    private static boolean isThere(final ExecutorStatus executor) {
        return !executor.state().equals("RELEASED") && !executor.state().equals("LOST");
    }
}
