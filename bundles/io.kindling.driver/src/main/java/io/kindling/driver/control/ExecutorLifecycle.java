package io.kindling.driver.control;

import io.kindling.api.KindlingException;
import io.kindling.cluster.api.Container;
import io.kindling.cluster.api.LossCause;
import io.kindling.common.Clock;
import io.kindling.common.ExecutorId;
import io.kindling.scheduler.api.SchedulerEvent;
import java.util.concurrent.TimeUnit;

/** Executors from grant to end. The agent's own. */
final class ExecutorLifecycle implements ClusterBinding.Receiver {

    /** How long after a connection's end the cluster may take to say why. */
    private static final long CAUSE_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final int TAIL_LIMIT = 16_384;

    private final Clock clock;
    private final ExecutorRegistry executors;
    private final Admission admission;
    private final SchedulerHost scheduler;
    private final CachedRdds cached;
    private final Progress progress;
    private final ExecutorLog log;
    private final Custodians custodians;
    private ClusterClaims claims;
    private boolean clusterFailed;

    ExecutorLifecycle(final Clock clock, final ExecutorRegistry executors, final Admission admission, final SchedulerHost scheduler,
                      final CachedRdds cached, final Progress progress, final ExecutorLog log) {
        this.clock = clock;
        this.executors = executors;
        this.admission = admission;
        this.scheduler = scheduler;
        this.cached = cached;
        this.progress = progress;
        this.log = log;
        custodians = new Custodians(clock, executors, admission.specs(), progress);
        scheduler.whenDrained(this::onDrained);
        scheduler.whenWanted(custodians::onWanted);
    }

    /** The claims on clusters; given before anything else is called, since each knows the other. */
    void bind(final ClusterClaims all) {
        claims = all;
    }

    /**
     * The executor of a number, or null if it has ended.
     *
     * @throws KindlingException if there never was one
     */
    ExecutorRecord find(final int number) {
        if (!executors.wasThere(number)) {
            throw new KindlingException("Application " + progress.application() + " has no executor " + number);
        }
        return executors.find(new ExecutorId(number));
    }

    /** How many executors there are by one claim, custodians too. */
    int executorsOf(final ClusterBinding binding) {
        return executors.of(binding).size();
    }

    /** How many there are by one claim that run tasks. */
    int slottedOf(final ClusterBinding binding) {
        return (int) executors.of(binding).stream().filter(executor -> !executor.isCustodian()).count();
    }

    /** What was to come while nobody could tell of it may take its time from now on. */
    @Override
    public void onAttached(final ClusterBinding by) {
        executors.of(by).stream().filter(ExecutorRecord::isExpected).forEach(executor -> executor.restart(clock.nanoTime()));
    }

    @Override
    public void onGranted(final ClusterBinding by, final Container container) {
        final ExecutorRecord known = executors.find(by, container.id());
        if (known != null) {
            by.launchAgain(known.id());
        } else if (!by.isLeaving() && !by.failures().isOver()) {
            final ExecutorRecord executor = executors.grant(by, container, clock.nanoTime());
            log.granted(executor);
            by.launch(executor.id(), container, admission.specs().create(executor.id(), container));
        }
    }

    @Override
    public void onLaunched(final ExecutorId id) {
        final ExecutorRecord executor = executors.find(id);
        if (executor != null && executor.isIn(ExecutorState.GRANTED)) {
            executor.to(ExecutorState.LAUNCHED, clock.nanoTime());
            log.launched(executor);
        }
    }

    @Override
    public void onLost(final ExecutorId id, final LossCause cause) {
        final ExecutorRecord executor = executors.find(id);
        if (executor == null) {
            return;
        }
        if (cause instanceof LossCause.Released) {
            release(executor, "it was released");
        } else {
            lose(executor, cause.countsAgainstTasks(), cause instanceof LossCause.Exited exited && exited.wasKilled(), cause.text() + tail(cause));
        }
    }

    @Override
    public void onFailed(final ClusterBinding by, final String reason) {
        progress.notice("The cluster gives no more executors: " + reason);
        if (by == claims.current()) {
            clusterFailed = true;
            scheduler.on(new SchedulerEvent.ClusterFailed(reason));
        }
    }

    /** Executors come from another cluster from now on. */
    void onMoved() {
        if (clusterFailed) {
            clusterFailed = false;
            scheduler.on(new SchedulerEvent.ClusterChanged());
        }
    }

    /** An executor has been taken in. */
    void onRegistered(final ExecutorRecord executor) {
        final ClusterBinding binding = executor.binding();
        binding.launched(executor.id());
        if (executor.isCustodian()) {
            custodians.onRegistered(executor);
        } else {
            binding.failures().registered();
            custodians.onPlace(executor);
        }
        onLaunched(executor.id());
        executor.to(ExecutorState.REGISTERED, clock.nanoTime());
        log.registered(executor);
        scheduler.on(new SchedulerEvent.ExecutorRegistered(executor.id(), executor.host(), executor.slots(), executor.outputs()));
    }

    /** An executor runs another build, or something of the kind: it is of no use. */
    void onUnfit(final ExecutorRecord executor, final String why) {
        giveBack(executor, false, why);
    }

    /** A control connection has ended. */
    void onDisconnected(final ExecutorRecord executor) {
        executor.to(ExecutorState.DISCONNECTED, clock.nanoTime());
        admission.liveness().end(executor.id());
        scheduler.on(new SchedulerEvent.ExecutorSuspected(executor.id()));
    }

    /**
     * All executors of one claim are to go in peace: those that run tasks drain, the others are not waited for.
     *
     * @param leavesPlaces whether nobody will come any more where their map outputs lie
     */
    void drain(final ClusterBinding binding, final String why, final boolean leavesPlaces) {
        executors.of(binding).forEach(executor -> drain(executor, why, leavesPlaces));
    }

    /** One executor is to go in peace. */
    void drain(final ExecutorRecord executor, final String why) {
        drain(executor, why, false);
    }

    private void drain(final ExecutorRecord executor, final String why, final boolean leavesPlace) {
        if (executor.isDraining()) {
            return;
        }
        if (executor.isExpected()) {
            executor.binding().release(executor.id());
            release(executor, why);
            return;
        }
        executors.drain(executor, clock.nanoTime());
        log.draining(executor);
        scheduler.on(new SchedulerEvent.ExecutorDraining(executor.id(), leavesPlace));
    }

    /** The scheduler does not need a draining executor any more. */
    void onDrained(final ExecutorId id) {
        final ExecutorRecord executor = executors.find(id);
        if (executor != null) {
            executor.binding().release(id);
            release(executor, "it was drained");
        }
    }

    /** The application ends, and its executors with it: they have been told. */
    void onShutdown(final String reason) {
        for (final ExecutorRecord executor : executors.all()) {
            executor.to(ExecutorState.RELEASED, clock.nanoTime());
            executors.remove(executor);
            log.released(executor, reason);
        }
    }

    /** Time has passed. */
    void onTick() {
        for (final ExecutorRecord executor : executors.all()) {
            final long age = clock.nanoTime() - executor.sinceNanos();
            switch (executor.state()) {
                case GRANTED, LAUNCHED -> {
                    // While there is no adapter nothing is launched, and nobody tells what became of it.
                    if (executor.binding().isOpen() && age >= admission.registrationTimeout().toNanos()) {
                        giveBack(executor, false, "it was launched on " + executor.host() + " but did not register within "
                                + admission.registrationTimeout().toSeconds() + " s; see its log there, and whether it can reach the driver");
                    }
                }
                case DISCONNECTED -> {
                    if (age >= CAUSE_NANOS) {
                        giveBack(executor, true, "its connection to the driver ended");
                    }
                }
                case REGISTERED, SUSPECTED -> judge(executor);
                default -> { }
            }
        }
    }

    private void judge(final ExecutorRecord executor) {
        switch (admission.liveness().verdict(executor.id())) {
            case DEAD -> giveBack(executor, true, "it sent no heartbeat for " + admission.liveness().timeout().toSeconds() + " s");
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

    /** Nobody but us knows that it is lost. */
    private void giveBack(final ExecutorRecord executor, final boolean counts, final String why) {
        executor.binding().release(executor.id());
        lose(executor, counts, false, why);
    }

    private void lose(final ExecutorRecord executor, final boolean counts, final boolean killed, final String why) {
        final boolean neverRegistered = executor.isExpected();
        final String text = "Executor " + executor.id() + " on " + executor.host() + " was lost: " + why;
        end(executor, ExecutorState.LOST);
        log.lost(executor, why);
        if (executor.isCustodian()) {
            custodians.onLost(executor, why);
        } else {
            progress.notice(text);
        }
        if (neverRegistered && !executor.isCustodian()) {
            final String tooMany = executor.binding().failures().failed(text, killed);
            if (tooMany != null) {
                onFailed(executor.binding(), tooMany);
            }
        } else if (!neverRegistered) {
            scheduler.on(new SchedulerEvent.ExecutorLost(executor.id(), counts, text));
        }
        claims.onExecutorEnded(executor.binding());
    }

    private void release(final ExecutorRecord executor, final String why) {
        final boolean neverRegistered = executor.isExpected();
        end(executor, ExecutorState.RELEASED);
        log.released(executor, why);
        if (!neverRegistered) {
            scheduler.on(new SchedulerEvent.ExecutorLost(executor.id(), false, "Executor " + executor.id() + " on " + executor.host()
                    + " was released: " + why));
        }
        claims.onExecutorEnded(executor.binding());
    }

    private void end(final ExecutorRecord executor, final ExecutorState last) {
        executor.to(last, clock.nanoTime());
        executors.remove(executor);
        admission.tokens().revoke(executor.id());
        admission.liveness().end(executor.id());
        cached.lost(executor.id());
        if (executor.connection() != null) {
            executor.connection().close();
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
