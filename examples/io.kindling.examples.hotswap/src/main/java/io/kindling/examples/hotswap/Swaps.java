package io.kindling.examples.hotswap;

import io.kindling.api.KindlingException;
import io.kindling.api.admin.ApplicationEvent.Topic;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;

/** Replaces the adapter's bundles, each time while something that the application has asked for is outstanding. */
final class Swaps {

    private final Adapter adapter;
    private final Cluster cluster;
    private final Timeline timeline;

    Swaps(final Adapter adapter, final Cluster cluster, final Timeline timeline) {
        this.adapter = adapter;
        this.cluster = cluster;
        this.timeline = timeline;
    }

    /** One update: the even ones while a third executor is being granted or launched, the odd ones while it is being released. */
    void update(final int number) throws InterruptedException {
        final Map<Integer, Long> before = cluster.processes();
        final int mark = timeline.mark();
        final Moment moment = Moment.values()[number % Moment.values().length];
        switch (moment) {
            case GRANT -> cluster.request(before.size() + 1);
            case LAUNCH -> {
                cluster.request(before.size() + 1);
                timeline.await(mark, "a third executor is launched", event -> event.topic() == Topic.EXECUTOR_LAUNCHED);
            }
            default -> {
                final int executor = cluster.newest();
                before.remove(executor);
                cluster.kill(executor);
            }
        }
        swap(number, moment);
        final Topic answer = moment == Moment.RELEASE || moment == Moment.RELEASE_AGAIN ? Topic.EXECUTOR_RELEASED : Topic.EXECUTOR_REGISTERED;
        timeline.await(mark, "what was outstanding is answered: " + answer, event -> event.topic() == answer);
        final Map<Integer, Long> after = cluster.processes();
        after.keySet().retainAll(before.keySet());
        if (!after.equals(before)) {
            throw new KindlingException("update " + number + " cost an executor: " + before + " before, " + after + " after");
        }
        timeline.say("the same executors before and after (number=process): " + after);
    }

    /** Moves the application to a second cluster. */
    void move(final String masterUrl) throws InterruptedException {
        timeline.say("moving from " + cluster.tie().masterUrl() + " to " + masterUrl);
        cluster.moveTo(masterUrl);
        cluster.awaitOnly(masterUrl);
        timeline.say("executors of " + masterUrl + " (number=process): " + cluster.processes());
    }

    private void swap(final int number, final Moment moment) throws InterruptedException {
        final List<WeakReference<ClassLoader>> old = adapter.loaders();
        final int mark = timeline.mark();
        final String from = adapter.versions();
        adapter.update();
        timeline.await(mark, "the new cluster manager takes over", event -> event.topic() == Topic.CLUSTER_PRESENT);
        timeline.say("update " + (number + 1) + " while " + moment.text + " is outstanding: " + from + " -> " + adapter.versions() + " answers");
        if (!Adapter.collected(old)) {
            throw new KindlingException("the class loader of " + from + " is still there after update " + (number + 1));
        }
        timeline.say("the class loaders of " + from + " are collected");
    }

    /** What is outstanding when the bundles go. */
    private enum Moment {
        GRANT("a grant"), RELEASE("a release"), LAUNCH("a launch"), RELEASE_AGAIN("a release");

        private final String text;

        Moment(final String text) {
            this.text = text;
        }
    }
}
