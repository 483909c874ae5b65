package io.kindling.driver.control;

import io.kindling.api.admin.ApplicationEvent.Topic;
import io.kindling.api.admin.ExecutorStatus;
import io.kindling.common.Clock;
import io.kindling.scheduler.api.ExecutorView;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What has happened to executors, but for custodians: told when it does, and remembered of the last hundred that have ended. The agent's own. */
final class ExecutorLog {

    private final Clock clock;
    private final ApplicationEvents events;
    private final Supplier<List<ExecutorView>> views;
    private final Deque<ExecutorStatus> ended = new ArrayDeque<>();

    /** @param views how many slots of each are free */
    ExecutorLog(final Clock clock, final ApplicationEvents events, final Supplier<List<ExecutorView>> views) {
        this.clock = clock;
        this.events = events;
        this.views = views;
    }

    void granted(final ExecutorRecord executor) {
        tellPlace(Topic.EXECUTOR_GRANTED, executor, "has been granted");
    }

    void launched(final ExecutorRecord executor) {
        tellPlace(Topic.EXECUTOR_LAUNCHED, executor, "has been launched");
    }

    void registered(final ExecutorRecord executor) {
        tell(executor, Topic.EXECUTOR_REGISTERED, "Executor " + executor.id() + " on " + executor.host() + " has registered", "executor", executor.id(),
                "host", executor.host(), "slots", executor.slots(), "process", executor.process());
    }

    void draining(final ExecutorRecord executor) {
        tell(executor, Topic.EXECUTOR_DRAINING, "Executor " + executor.id() + " on " + executor.host() + " is being drained", "executor", executor.id());
    }

    void released(final ExecutorRecord executor, final String why) {
        remember(executor, why);
        tell(executor, Topic.EXECUTOR_RELEASED, "Executor " + executor.id() + " on " + executor.host() + " has been released: " + why,
                "executor", executor.id());
    }

    void lost(final ExecutorRecord executor, final String why) {
        remember(executor, why);
        tell(executor, Topic.EXECUTOR_LOST, "Executor " + executor.id() + " on " + executor.host() + " was lost: " + why, "executor", executor.id(),
                "cause", why);
    }

    /** Those that have ended and are remembered, and those that there are. */
    List<ExecutorStatus> all(final Collection<ExecutorRecord> live) {
        final Map<Integer, ExecutorView> byId = views.get().stream().collect(Collectors.toMap(view -> view.id().value(), Function.identity()));
        final List<ExecutorStatus> all = new ArrayList<>(ended);
        for (final ExecutorRecord executor : live) {
            final ExecutorView view = byId.get(executor.id().value());
            all.add(status(executor, view == null ? 0 : view.slots() - view.free(), ""));
        }
        return all;
    }

    private void tell(final ExecutorRecord executor, final Topic topic, final String text, final Object... details) {
        if (!executor.isCustodian()) {
            events.tell(topic, text, details);
        }
    }

    private void remember(final ExecutorRecord executor, final String why) {
        if (executor.isCustodian()) {
            return;
        }
        ended.add(status(executor, 0, why));
        if (ended.size() > JobLog.ENDED) {
            ended.remove();
        }
    }

    private ExecutorStatus status(final ExecutorRecord executor, final int running, final String text) {
        final long ageNanos = clock.nanoTime() - executor.sinceNanos();
        final ClusterTie tie = executor.binding().tie();
        return new ExecutorStatus(executor.id().value(), executor.host(), executor.process(), state(executor), executor.slots(), running,
                tie.manager(), tie.masterUrl(), Instant.ofEpochMilli(clock.currentTimeMillis()).minusNanos(ageNanos), text);
    }

    /** A connection that has just ended makes an executor suspect: the cluster soon says what it was. */
    private static String state(final ExecutorRecord executor) {
        final ExecutorState state = executor.state();
        return switch (state) {
            case RELEASED, LOST, GRANTED, LAUNCHED -> state.name();
            default -> executor.isDraining() ? "DRAINING" : state == ExecutorState.DISCONNECTED ? ExecutorState.SUSPECTED.name() : state.name();
        };
    }

    private void tellPlace(final Topic topic, final ExecutorRecord executor, final String what) {
        tell(executor, topic, "Executor " + executor.id() + " " + what + " on " + executor.host(), "executor", executor.id(), "host", executor.host(),
                "manager", executor.binding().tie().manager());
    }
}
