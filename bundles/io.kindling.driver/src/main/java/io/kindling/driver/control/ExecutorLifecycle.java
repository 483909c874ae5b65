package io.kindling.driver.control;

import io.kindling.cluster.api.Container;
import io.kindling.cluster.api.LossCause;
import io.kindling.common.Clock;
import io.kindling.common.ExecutorId;
import io.kindling.scheduler.api.SchedulerEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Executors from grant to loss. The agent's own. */
final class ExecutorLifecycle implements ClusterEvents.Receiver {

    /** How long after a connection's end the cluster may take to say why. */
    private static final long CAUSE_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final int TAIL_LIMIT = 16_384;

    private final Clock clock;
    private final ExecutorRegistry executors;
    private final Admission admission;
    private final SchedulerHost scheduler;
    private final CachedRdds cached;
    private final Progress progress;
    private final List<Container> early = new ArrayList<>();
    private ClusterBinding cluster;
    private int failuresInARow;
    private boolean everRegistered;
    private boolean gaveUp;

    ExecutorLifecycle(final Clock clock, final ExecutorRegistry executors, final Admission admission, final SchedulerHost scheduler,
                      final CachedRdds cached, final Progress progress) {
        this.clock = clock;
        this.executors = executors;
        this.admission = admission;
        this.scheduler = scheduler;
        this.cached = cached;
        this.progress = progress;
    }

    /** The claim on the cluster; given before anything else is called, since each knows the other. */
    void bind(final ClusterBinding binding) {
        cluster = binding;
    }

    @Override
    public void onOpened() {
        List.copyOf(early).forEach(this::onGranted);
        early.clear();
    }

    @Override
    public void onGranted(final Container container) {
        if (gaveUp) {
            return;
        }
        if (!cluster.isOpen()) {
            early.add(container);
            return;
        }
        final ExecutorRecord executor = executors.grant(container, clock.nanoTime());
        cluster.launch(container.id(), admission.specs().create(executor.id(), container));
    }

    @Override
    public void onLost(final ExecutorId id, final LossCause cause) {
        final ExecutorRecord executor = executors.find(id);
        if (executor == null) {
            return;
        }
        final boolean released = cause instanceof LossCause.Released;
        lose(executor, cause.countsAgainstTasks(), cause.text() + tail(cause), !released);
    }

    @Override
    public void onNotice(final String text) {
        progress.notice(text);
    }

    @Override
    public void onFailed(final String reason) {
        progress.notice("The cluster gives no more executors: " + reason);
        scheduler.on(new SchedulerEvent.ClusterFailed(reason));
    }

    /** An executor has been taken in. */
    void onRegistered(final ExecutorRecord executor, final int slots) {
        failuresInARow = 0;
        everRegistered = true;
        admission.liveness().begin(executor.id());
        scheduler.on(new SchedulerEvent.ExecutorRegistered(executor.id(), executor.host(), slots));
    }

    /** An executor runs another build, or something of the kind: it is of no use. */
    void onUnfit(final ExecutorRecord executor, final String why) {
        cluster.release(executor.id());
        lose(executor, false, why, true);
    }

    /** A control connection has ended. */
    void onDisconnected(final ExecutorRecord executor) {
        executor.to(ExecutorState.DISCONNECTED, clock.nanoTime());
        admission.liveness().end(executor.id());
        scheduler.on(new SchedulerEvent.ExecutorSuspected(executor.id()));
    }

    /** Time has passed. */
    void onTick() {
        for (final ExecutorRecord executor : executors.all()) {
            final long age = clock.nanoTime() - executor.sinceNanos();
            switch (executor.state()) {
                case LAUNCHING -> {
                    if (age >= admission.registrationTimeout().toNanos()) {
                        cluster.release(executor.id());
                        lose(executor, false, "it was launched on " + executor.host() + " but did not register within "
                                + admission.registrationTimeout().toSeconds() + " s; see its log there, and whether it can reach the driver", true);
                    }
                }
                case DISCONNECTED -> {
                    if (age >= CAUSE_NANOS) {
                        cluster.release(executor.id());
                        lose(executor, true, "its connection to the driver ended", true);
                    }
                }
                case REGISTERED, SUSPECTED -> judge(executor);
                default -> { }
            }
        }
    }

    private void judge(final ExecutorRecord executor) {
        switch (admission.liveness().verdict(executor.id())) {
            case DEAD -> {
                cluster.release(executor.id());
                lose(executor, true, "it sent no heartbeat for " + admission.liveness().timeout().toSeconds() + " s", true);
            }
            case SUSPECT -> {
                if (executor.isIn(ExecutorState.REGISTERED)) {
                    executor.to(ExecutorState.SUSPECTED, clock.nanoTime());
                    scheduler.on(new SchedulerEvent.ExecutorSuspected(executor.id()));
                }
            }
            default -> {
                if (executor.isIn(ExecutorState.SUSPECTED)) {
                    executor.to(ExecutorState.REGISTERED, clock.nanoTime());
                    scheduler.on(new SchedulerEvent.ExecutorTrusted(executor.id()));
                }
            }
        }
    }

    private void lose(final ExecutorRecord executor, final boolean counts, final String why, final boolean tell) {
        final boolean neverRegistered = executor.isIn(ExecutorState.LAUNCHING);
        executor.to(ExecutorState.LOST, clock.nanoTime());
        executors.remove(executor);
        admission.tokens().revoke(executor.id());
        admission.liveness().end(executor.id());
        cached.lost(executor.id());
        if (executor.connection() != null) {
            executor.connection().close();
        }
        final String text = "Executor " + executor.id() + " on " + executor.host() + " was lost: " + why;
        if (tell) {
            progress.notice(text);
        }
        if (neverRegistered) {
            launchFailed(text);
        } else {
            scheduler.on(new SchedulerEvent.ExecutorLost(executor.id(), counts, text));
        }
    }

    private void launchFailed(final String text) {
        failuresInARow++;
        if (failuresInARow >= admission.maxLaunchFailures() && !gaveUp) {
            gaveUp = true;
            onFailed(failuresInARow + " executors in a row ended before they had registered" + (everRegistered ? "" : ", and none ever did")
                    + "; the last: " + text);
        }
    }

    private static String tail(final LossCause cause) {
        if (!(cause instanceof LossCause.Exited exited) || exited.logTail() == null || exited.logTail().isBlank()) {
            return "";
        }
        final String log = exited.logTail().strip();
        return "\nThe end of its log:\n" + log.substring(Math.max(0, log.length() - TAIL_LIMIT));
    }
}
