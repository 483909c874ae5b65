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
    private final Map<Integer, Long> begun = new HashMap<>();
    /** Of stages that somebody needs. */
    private final Map<Integer, Totals> totals = new HashMap<>();
    private long failedBefore;

    StageLog(final Clock clock, final ApplicationEvents events) {
        this.clock = clock;
        this.events = events;
    }

    /** A stage has begun, gone on or ended. */
    void progress(final StageProgress news) {
        totals.computeIfAbsent(news.stage(), key -> new Totals()).failed(news.failed());
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

    /** A task of a stage has succeeded. That comes late for one that nobody needs any more, and counts for nothing then. */
    void cost(final StageAttempt stage, final TaskMetrics task) {
        final Totals known = totals.get(stage.stage().value());
        if (known != null) {
            known.cost.add(stage.attempt(), task);
        }
    }

    /** Nobody needs a stage any more. */
    void retire(final int stage) {
        final Totals last = totals.remove(stage);
        failedBefore += last == null ? 0 : last.failed;
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
        return failedBefore + totals.values().stream().mapToLong(each -> each.failed).sum();
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
        final Totals known = totals.get(last.stage());
        properties.addAll((known == null ? new StageCost() : known.cost).properties(last.attempt()));
        events.tell(Topic.STAGE_ENDED, "Stage " + last.stage() + " has ended: " + last.name(), properties.toArray());
    }

    private static boolean isEnded(final StageProgress progress) {
        return progress.state().equals(StageState.COMPLETE.name()) || progress.state().equals(StageState.FAILED.name());
    }

    /** Of all attempts of a stage. */
    private static final class Totals {

        private final StageCost cost = new StageCost();
        private int failed;

        void failed(final int tasks) {
            failed = Math.max(failed, tasks);
        }
    }

    private record Attempt(int job, int stage, int attempt) {

        @Override
        public boolean equals(final Object other) {
            return other instanceof Attempt same && same.job == job && same.stage == stage && same.attempt == attempt;
        }

        /** Multiplied, since jobs and stages are counted together: 31 * job + stage would be multiples of 32. */
        @Override
        public int hashCode() {
            return (31 * (31 * job + stage) + attempt) * 0x9E37_79B1;
        }
    }
}
