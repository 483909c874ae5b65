package io.kindling.driver.control;

import io.kindling.api.KindlingException;
import io.kindling.api.admin.ApplicationEvent;
import io.kindling.cluster.api.ApplicationDescription;
import io.kindling.cluster.api.ClusterManager;
import io.kindling.cluster.api.ClusterSession;
import io.kindling.cluster.api.ExecutorTarget;
import io.kindling.cluster.api.ResourceProfile;
import io.kindling.common.ApplicationId;
import io.kindling.common.Clock;
import io.kindling.common.ExecutorId;
import io.kindling.driver.config.ExecutorSettings;
import io.kindling.protocol.message.MapOutputs;
import io.kindling.scheduler.api.Scheduler;
import io.kindling.scheduler.api.SchedulerCommand;
import io.kindling.scheduler.api.SchedulerEvent;
import io.kindling.scheduler.api.SchedulerSnapshot;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The claims and executors of an application on the test's own thread: what would be another thread's turn waits for the test. */
final class SwapHarness implements Scheduler, Clock {

    static final String FIRST = "model://first";
    static final String SECOND = "model://second";

    final ControlInbox inbox = new ControlInbox();
    final List<ClusterProvider> providers = new ArrayList<>();
    /** Calls of adapters that have been begun on threads of their own. */
    final List<Runnable> calls = new ArrayList<>();
    final List<ApplicationEvent> events = new ArrayList<>();
    final List<String> notices = new ArrayList<>();
    final List<SchedulerEvent> told = new ArrayList<>();
    final Set<ExecutorId> draining = new LinkedHashSet<>();
    final ExecutorRegistry executors = new ExecutorRegistry();
    final ExecutorLifecycle lifecycle;
    final ClusterClaims claims;
    final ClusterControl control;
    private final ApplicationId application = new ApplicationId("app");
    private final SchedulerHost scheduler = new SchedulerHost(this, this, null, null, inbox, null);
    private final Liveness liveness = new Liveness(this, Duration.ofHours(1), Duration.ofHours(10));
    private String wanted;
    private long nanos;

    SwapHarness(final int target) {
        inbox.own();
        final ExecutorTarget wanted = new ExecutorTarget(new ResourceProfile(2, 1 << 20, 0), target, ExecutorTarget.AS_MANY_AS_FIT);
        final EnrolmentTokens tokens = new EnrolmentTokens(application, new SecureRandom());
        final Admission admission = new Admission(new LaunchSpecFactory(application, "1", new DriverAddress("h", 1, "f", "t"),
                new ExecutorSettings(wanted, List.of(), Map.of(), "", "", false), tokens), tokens, liveness, Duration.ofSeconds(60));
        final ApplicationEvents tellers = new ApplicationEvents(application, this, () -> List.of(events::add));
        lifecycle = new ExecutorLifecycle(this, executors, admission, scheduler, new CachedRdds(),
                new Progress(application, this, List::of), new ExecutorLog(this, tellers, List::of));
        final BindingSetup setup = new BindingSetup(application, inbox, calls::add, this, 1_000, () -> List.copyOf(providers));
        claims = new ClusterClaims(this, tellers, lifecycle, FIRST,
                url -> new ClusterBinding(setup, new ClusterTie(url, this, tellers, notices::add), lifecycle, wanted),
                new SessionReplacement(setup, "app", Map.of("kindling.master", FIRST)));
        lifecycle.bind(claims);
        control = new ClusterControl(inbox, new Questions(application, inbox),
                new ControlState(executors, null, null, scheduler, null, null, admission, lifecycle, null, claims, tellers, null, null, null, null, null), "app");
    }

    /** An adapter comes. */
    ClusterProvider comes(final ClusterManager manager) {
        final ClusterProvider provider = new ClusterProvider(manager, "model", "model.bundle", "1", 0);
        providers.add(provider);
        control.providersChanged();
        return provider;
    }

    /** An adapter goes; done when it has been let go. */
    CompletableFuture<Void> goes(final ClusterProvider provider) {
        providers.remove(provider);
        return control.leave(provider.manager());
    }

    /** Somebody starts to open the first session. */
    void opens(final ClusterProvider provider) {
        calls.add(opening(provider, FIRST, control.opening(provider)));
    }

    /** Somebody starts to move the application; false if that is refused at once. */
    boolean moves(final ClusterProvider provider, final String url) {
        try {
            calls.add(opening(provider, url, control.moving(url, provider)));
            return true;
        } catch (final KindlingException e) {
            notices.add(e.getMessage());
            return false;
        }
    }

    private Runnable opening(final ClusterProvider provider, final String url, final ClusterControl.Opening opening) {
        return () -> {
            final ClusterSession session;
            try {
                session = provider.manager().open(new ApplicationDescription(application, "app", url, Map.of()), opening.listener());
            } catch (final Exception e) {
                opening.failed().run();
                return;
            }
            if (!opening.taker().test(session)) {
                session.close();
            }
        };
    }

    /** What the agent has been asked is done. */
    void work() {
        while (inbox.drain(1_000) > 0) {
            // Until nothing is left.
        }
    }

    /** All calls are carried out, and what follows from them. */
    void settle() {
        work();
        while (!calls.isEmpty()) {
            calls.remove(0).run();
            work();
        }
    }

    /** Time goes by. */
    void pass(final long millis) {
        nanos += TimeUnit.MILLISECONDS.toNanos(millis);
        claims.onTick();
        lifecycle.onTick();
        work();
    }

    /** An executor registers; false if it is not expected. */
    boolean registers(final int id) {
        return registers(id, null);
    }

    /** Its map outputs outlive it in a place. */
    boolean registers(final int id, final String place) {
        final ExecutorRecord executor = executors.find(new ExecutorId(id));
        if (executor == null || !executor.isExpected()) {
            return false;
        }
        executor.registered(null, new MapOutputs.Location(id, "h", 1), executor.isCustodian() ? 0 : 2, 100 + id, place);
        liveness.begin(executor.id());
        lifecycle.onRegistered(executor);
        return true;
    }

    /** A job waits for map outputs in a place where nobody is. */
    void wants(final String place) {
        wanted = place;
        scheduler.on(new SchedulerEvent.Tick());
        work();
    }

    /** The tasks of a draining executor have ended, and its outputs are elsewhere. */
    void drained(final ExecutorId id) {
        draining.remove(id);
        lifecycle.onDrained(id);
    }

    long registered() {
        return executors.all().stream().filter(each -> each.isReachable() && !each.isDraining()).count();
    }

    @Override
    public List<SchedulerCommand> onEvent(final SchedulerEvent event, final long nowNanos) {
        told.add(event);
        if (event instanceof SchedulerEvent.ExecutorDraining drain) {
            draining.add(drain.executor());
        } else if (event instanceof SchedulerEvent.ExecutorLost lost) {
            draining.remove(lost.executor());
        } else if (event instanceof SchedulerEvent.Tick && wanted != null) {
            return List.of(new SchedulerCommand.OutputsWanted(wanted));
        }
        return List.of();
    }

    @Override
    public SchedulerSnapshot snapshot() {
        return new SchedulerSnapshot(List.of(), List.of(), 0, 0);
    }

    @Override
    public long nanoTime() {
        return nanos;
    }

    @Override
    public long currentTimeMillis() {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }
}
