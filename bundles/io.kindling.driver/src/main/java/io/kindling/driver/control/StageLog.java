package io.kindling.driver.control;

import io.kindling.api.TrackedStage;
import io.kindling.api.admin.ApplicationEvent.Topic;
import io.kindling.api.spi.StageProgress;
import io.kindling.common.Clock;
import io.kindling.protocol.message.TaskMetrics;
import io.kindling.scheduler.api.StageAttempt;
import io.kindling.scheduler.api.StageState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * How far the stages of an application are: those under way, and the last hundred that have ended; and how many task
 * attempts have failed in all of them. The agent's own.
 */
final class StageLog {

    private static final int MOST_BEGUN = 4 * JobLog.ENDED;

    private final Clock clock;
    private final ApplicationEvents events;
    private final Map<Attempt, StageProgress> stages = new LinkedHashMap<>();
    private final Map<Integer, Integer> failures = new HashMap<>();
    private final Map<Integer, Long> begun = new HashMap<>();
    private final Map<Integer, StageCost> costs = new HashMap<>();
    private long failedBefore;

    StageLog(final Clock clock, final ApplicationEvents events) {
        this.clock = clock;
        this.events = events;
    }

    /** A stage has begun, gone on or ended. */
    void progress(final StageProgress news) {
        failures.merge(news.stage(), news.failed(), Math::max);
        final Attempt attempt = new Attempt(news.job(), news.stage(), news.attempt());
        final StageProgress before = stages.get(attempt);
        if (before == null ? !news.state().equals(StageState.RUNNING.name()) : isEnded(before)) {
            // It waits, or had ended before this job wanted it.
            return;
        }
        stages.put(attempt, news);
        if (before == null) {
            begun.put(news.stage(), clock.currentTimeMillis());
            superseded(attempt);
            events.tell(Topic.STAGE_STARTED, "Stage " + news.stage() + " has started: " + news.name(), "job", news.job(), "stage", news.stage(),
                    "attempt", news.attempt(), "name", news.name(), "tasks", news.tasks());
        }
        if (isEnded(news)) {
            ended(news);
        }
    }

    /** A task of a stage has succeeded. */
    void cost(final StageAttempt stage, final TaskMetrics task) {
        costs.computeIfAbsent(stage.stage().value(), key -> new StageCost()).add(stage.attempt(), task);
    }

    /** Nobody needs a stage any more. */
    void retire(final int stage) {
        costs.remove(stage);
        final Integer failed = failures.remove(stage);
        failedBefore += failed == null ? 0 : failed;
    }

    /** A job has ended, and its stages as far as it is concerned. */
    void jobEnded(final int job) {
        close(open(each -> each.job() == job));
    }

    List<StageProgress> all() {
        return List.copyOf(stages.values());
    }

    /** The numbers of those that have begun and not ended. */
    int[] active() {
        return stages.values().stream().filter(each -> !isEnded(each)).mapToInt(StageProgress::stage).distinct().toArray();
    }

    /** The last attempt of a stage as an application is told of it, or null. */
    TrackedStage tracked(final int stage) {
        StageProgress last = null;
        for (final StageProgress each : stages.values()) {
            last = each.stage() == stage ? each : last;
        }
        return last == null ? null : new TrackedStage(stage, last.attempt(), begun.getOrDefault(stage, 0L), last.name(), last.tasks(), last.running(),
                last.done(), last.failed());
    }

    /** Task attempts that have failed since the application started. */
    long failedTasks() {
        return failedBefore + failures.values().stream().mapToLong(Integer::longValue).sum();
    }

    /** A new attempt of a stage ends those before. */
    private void superseded(final Attempt by) {
        close(open(each -> each.job() == by.job && each.stage() == by.stage && each.attempt() < by.attempt));
    }

    private List<StageProgress> open(final Predicate<StageProgress> which) {
        final List<StageProgress> open = new ArrayList<>(2);
        for (final StageProgress each : stages.values()) {
            if (!isEnded(each) && which.test(each)) {
                open.add(each);
            }
        }
        return open;
    }

    private void close(final List<StageProgress> open) {
        for (final StageProgress last : open) {
            final StageProgress closed = new StageProgress(last.application(), last.job(), last.stage(), last.attempt(), last.name(),
                    StageState.FAILED.name(), last.tasks(), last.done(), 0, last.failed());
            stages.put(new Attempt(last.job(), last.stage(), last.attempt()), closed);
            ended(closed);
        }
    }

    private void ended(final StageProgress last) {
        Bounded.dropFirst(stages.values(), StageLog::isEnded, JobLog.ENDED);
        if (begun.size() > MOST_BEGUN) {
            begun.keySet().retainAll(stages.values().stream().map(StageProgress::stage).collect(Collectors.toSet()));
        }
        final List<Object> properties = new ArrayList<>(List.of("job", last.job(), "stage", last.stage(), "attempt", last.attempt(),
                "state", last.state(), "failed", last.failed()));
        final StageCost cost = costs.get(last.stage());
        properties.addAll((cost == null ? new StageCost() : cost).properties(last.attempt()));
        events.tell(Topic.STAGE_ENDED, "Stage " + last.stage() + " has ended: " + last.name(), properties.toArray());
    }

    private static boolean isEnded(final StageProgress progress) {
        return progress.state().equals(StageState.COMPLETE.name()) || progress.state().equals(StageState.FAILED.name());
    }

    private record Attempt(int job, int stage, int attempt) {

        @Override
        public boolean equals(final Object other) {
            return other instanceof Attempt same && same.job == job && same.stage == stage && same.attempt == attempt;
        }

        @Override
        public int hashCode() {
            return 31 * (31 * job + stage) + attempt;
        }
    }
}
