package io.kindling.scheduler;

import io.kindling.scheduler.api.Speculation;
import io.kindling.scheduler.api.StageState;
import java.util.Collection;

/** Looks for tasks that run far longer than those of their stage that have ended, so that another executor tries them, too. */
final class Speculator {

    private final SchedulerState state;
    private final Speculation settings;
    private long lastNanos;
    private boolean begun;

    Speculator(final SchedulerState state) {
        this.state = state;
        settings = state.settings().speculation();
    }

    boolean isEnabled() {
        return settings.enabled();
    }

    void onTick(final Collection<StageRun> wanted, final long nowNanos) {
        if (!settings.enabled() || begun && nowNanos - lastNanos < settings.intervalNanos()) {
            return;
        }
        begun = true;
        lastNanos = nowNanos;
        for (final StageRun run : wanted) {
            if (run.state() == StageState.RUNNING && run.done() >= Math.max(1, Math.ceil(settings.quantile() * run.results().wanted()))) {
                look(run, nowNanos);
            }
        }
    }

    private void look(final StageRun run, final long nowNanos) {
        final long most = Math.max(settings.minRunNanos(), (long) (settings.multiplier() * run.times().medianNanos()));
        for (final Attempt attempt : run.live().values()) {
            if (attempt.state() == AttemptState.RUNNING && nowNanos - attempt.sinceNanos() > most) {
                run.suspect(attempt.partition());
            }
        }
        state.ready().update(run);
    }
}
