package io.kindling.driver.control;

import io.kindling.cluster.api.ClusterListener;
import io.kindling.cluster.api.ClusterManager;
import io.kindling.cluster.api.ClusterSession;
import io.kindling.cluster.api.Container;
import io.kindling.cluster.api.ExecutorLaunchSpec;
import io.kindling.cluster.api.ExecutorTarget;
import io.kindling.cluster.api.LossCause;
import io.kindling.common.ExecutorId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The application's claim on one cluster, which outlives the adapters that carry it. What adapters may take their time
 * for, namely to attach, to detach and to close, runs on threads of its own; its outcome comes back through the inbox and
 * counts only if it is that of the last {@link #attempt}. Once an adapter has been let go, nothing here refers to it.
 * The agent's own.
 */
final class ClusterBinding {

    /** What the claim is at. */
    enum Phase {
        /** Somebody else opens the session. */
        OPENING,
        /** There is a session. */
        OPEN,
        /** The session is asked for its state. */
        DETACHING,
        /** There is no adapter, or none that takes the application over. */
        DETACHED,
        /** An adapter is asked to take the application over. */
        ATTACHING,
        /** The session is being closed, since the application has left the cluster. */
        CLOSING,
        /** It is over. */
        CLOSED
    }

    /** What is done with what the cluster tells; called on the agent's thread. */
    interface Receiver {

        /** A session is there again, and has been told everything; it tells of what has happened meanwhile. */
        void onAttached(ClusterBinding by);

        void onGranted(ClusterBinding by, Container container);

        void onLaunched(ExecutorId executor);

        void onLost(ExecutorId executor, LossCause cause);

        void onFailed(ClusterBinding by, String reason);
    }

    private static final Logger LOG = LoggerFactory.getLogger(ClusterBinding.class);
    private static final long DETACH_NANOS = TimeUnit.SECONDS.toNanos(10);
    /** After how many refusals in a row the cluster is taken to have given the application up. */
    private static final int MOST_REFUSALS = 8;

    private final BindingSetup setup;
    private final ClusterTie tie;
    private final Receiver receiver;
    private final ClusterIntents intents;
    private final LaunchFailures failures;
    private final AdapterCalls calls;
    private final Backoff backoff;
    private final List<Runnable> early = new ArrayList<>();
    private Phase phase = Phase.DETACHED;
    private int attempt;
    private ClusterProvider provider;
    private ClusterSession session;
    private ClusterEvents events;
    private byte[] detached;
    private CompletableFuture<Void> free = CompletableFuture.completedFuture(null);
    private boolean hadSession;
    private boolean unsaid;
    private boolean leaving;
    private boolean retired;
    private int refusals;
    private long phaseNanos;

    ClusterBinding(final BindingSetup setup, final ClusterTie tie, final Receiver receiver, final ExecutorTarget target) {
        this.setup = setup;
        this.tie = tie;
        this.receiver = receiver;
        intents = new ClusterIntents(target);
        failures = new LaunchFailures(setup.maxLaunchFailures());
        calls = new AdapterCalls(setup);
        backoff = new Backoff(setup.clock());
    }

    ClusterTie tie() {
        return tie;
    }

    Phase phase() {
        return phase;
    }

    LaunchFailures failures() {
        return failures;
    }

    /** Whether what is asked for is carried out now. */
    boolean isOpen() {
        return phase == Phase.OPEN;
    }

    /** Whether the application goes away from this cluster. */
    boolean isLeaving() {
        return leaving;
    }

    /** Whether the last adapter has gone without handing the session over, or nobody takes it over: a new one may be opened. */
    boolean isAbandoned() {
        return phase == Phase.DETACHED && hadSession && !retired && (detached == null || refusals >= MOST_REFUSALS);
    }

    boolean uses(final ClusterManager manager) {
        return provider != null && provider.manager() == manager;
    }

    /** Somebody begins to open a session; returns what the adapter is to tell. */
    ClusterListener opening(final ClusterProvider by) {
        acquire(by, Phase.OPENING);
        return events;
    }

    /** The session has been opened, or taken over. */
    void opened(final int number, final ClusterSession opened) {
        if (number != attempt || phase != Phase.OPENING && phase != Phase.ATTACHING) {
            // The application has ended meanwhile, or left; nobody else knows of this session.
            calls.close(opened);
            return;
        }
        session = opened;
        to(Phase.OPEN);
        detached = null;
        refusals = 0;
        backoff.reset();
        if (retired) {
            retire();
            return;
        }
        if (!isThere()) {
            // It went while it was at it. What it has told so far, the next one tells again.
            hadSession = true;
            early.clear();
            detach();
            return;
        }
        if (hadSession) {
            tie.back();
        } else {
            tie.present();
        }
        hadSession = true;
        sayEverything();
        receiver.onAttached(this);
        final List<Runnable> news = List.copyOf(early);
        early.clear();
        news.forEach(Runnable::run);
    }

    /** The session could not be opened. */
    void notOpened(final int number) {
        if (number == attempt && phase == Phase.OPENING) {
            release(Phase.DETACHED);
        }
    }

    /** Names what is under way; its outcome must name it too. */
    int attempt() {
        return attempt;
    }

    ExecutorTarget target() {
        return intents.target();
    }

    /** How many executors there should be. */
    void setTarget(final ExecutorTarget wanted) {
        intents.target(wanted);
        say(s -> s.setTarget(wanted));
    }

    /** Launches an executor in a container, now or when there is an adapter again. */
    void launch(final ExecutorId executor, final Container container, final ExecutorLaunchSpec spec) {
        intents.launch(executor, container.id(), spec);
        say(s -> s.launch(container.id(), spec));
    }

    /** Starts a custodian on a node, now or when there is an adapter again; the receiver hears of it as of any executor, also if it cannot be done. */
    void launchCustodian(final ExecutorId executor, final String node, final ExecutorLaunchSpec spec) {
        intents.launchCustodian(executor, node, spec);
        say(s -> {
            if (!s.launchCustodian(node, spec)) {
                setup.inbox().post(() -> onLost(executor, new LossCause.LaunchFailed("the cluster manager " + tie.manager() + " cannot start custodians")));
            }
        });
    }

    /** A container has been granted again, since its launch did not come through. */
    void launchAgain(final ExecutorId executor) {
        say(s -> intents.launchAgain(executor, s));
    }

    /** An executor has been launched for sure. */
    void launched(final ExecutorId executor) {
        intents.launched(executor);
    }

    /** Ends an executor, now or when there is an adapter again. */
    void release(final ExecutorId executor) {
        intents.release(executor);
        say(s -> s.release(executor));
    }

    /**
     * An adapter goes.
     *
     * @return done when nothing here refers to it any more
     */
    CompletableFuture<Void> leave(final ClusterManager manager) {
        if (!uses(manager)) {
            return CompletableFuture.completedFuture(null);
        }
        if (phase == Phase.OPEN) {
            detach();
        }
        return free;
    }

    /** Adapters have come: whatever failed before may be tried at once, and what one said that was about to go does not count. */
    void providersChanged() {
        backoff.reset();
        refusals = 0;
        onTick();
    }

    /** Time has passed. */
    void onTick() {
        switch (phase) {
            case OPEN -> {
                if (!isThere()) {
                    detach();
                } else if (unsaid && backoff.isOver()) {
                    sayEverything();
                }
            }
            case DETACHING -> {
                if (setup.clock().nanoTime() - phaseNanos >= DETACH_NANOS) {
                    handedOver(attempt, null, "it did not answer within " + TimeUnit.NANOSECONDS.toSeconds(DETACH_NANOS) + " s");
                }
            }
            case DETACHED -> {
                if (detached != null && backoff.isOver()) {
                    ClusterProvider.best(setup.providers().get(), tie.masterUrl()).ifPresent(this::attach);
                }
            }
            default -> { }
        }
    }

    /** The application goes to another cluster: no new executors. */
    void leaveCluster() {
        leaving = true;
        tie.leave();
        setTarget(new ExecutorTarget(intents.target().profile(), 0, intents.target().totalCores()));
    }

    /** No executor is left: the claim is given up, now or when there is an adapter again. */
    void retire() {
        retired = true;
        if (phase == Phase.OPEN) {
            closeForGood();
        } else if (phase == Phase.DETACHED && detached == null) {
            release(Phase.CLOSED);
        }
    }

    /** The application ends. Returns the session, which is the caller's from now on; null if there is none. */
    ClusterSession take() {
        final ClusterSession taken = session;
        if (hadSession && (phase == Phase.DETACHING || phase == Phase.DETACHED)) {
            LOG.warn("Application {} ends while the cluster manager {} is absent: its executors are told to end, and the cluster at {} frees the rest by itself",
                    setup.application(), tie.manager(), tie.masterUrl());
        }
        release(Phase.CLOSED);
        attempt++;
        return taken;
    }

    void onGranted(final ClusterEvents from, final Container container) {
        ifCurrent(from, () -> receiver.onGranted(this, container));
    }

    /** Facts about executors are true whoever tells them, and however late. */
    void onLaunched(final ExecutorId executor, final String host) {
        intents.launched(executor);
        receiver.onLaunched(executor);
    }

    void onLost(final ExecutorId executor, final LossCause cause) {
        intents.gone(executor);
        receiver.onLost(executor, cause);
    }

    void onUnreachable(final ClusterEvents from, final String reason) {
        ifCurrent(from, () -> tie.unreachable(reason));
    }

    void onReachable(final ClusterEvents from) {
        ifCurrent(from, tie::reachable);
    }

    void onFailed(final ClusterEvents from, final String reason) {
        ifCurrent(from, () -> receiver.onFailed(this, reason));
    }

    private void ifCurrent(final ClusterEvents from, final Runnable news) {
        if (from == events && phase == Phase.OPEN) {
            news.run();
        } else if (from == events && (phase == Phase.OPENING || phase == Phase.ATTACHING)) {
            early.add(news);
        }
    }

    private boolean isThere() {
        return setup.providers().get().stream().anyMatch(each -> uses(each.manager()));
    }

    private void detach() {
        final ClusterSession last = session;
        session = null;
        unsaid = false;
        to(Phase.DETACHING);
        tie.absent();
        final int number = ++attempt;
        calls.detach(last, (state, failure) -> handedOver(number, state, failure));
    }

    private void handedOver(final int number, final byte[] state, final String failure) {
        final boolean late = phase == Phase.DETACHED && detached == null;
        if (number != attempt || phase != Phase.DETACHING && !late) {
            return;
        }
        detached = state;
        release(Phase.DETACHED);
        backoff.reset();
        if (state == null && !late) {
            tie.trouble("it went without handing over: " + failure);
        }
        onTick();
    }

    private void closeForGood() {
        final ClusterSession last = session;
        session = null;
        to(Phase.CLOSING);
        final int number = ++attempt;
        calls.closeOrDetach(last, rest -> closed(number, rest));
    }

    private void closed(final int number, final byte[] rest) {
        if (number != attempt || phase != Phase.CLOSING) {
            return;
        }
        if (isThere() || rest == null || rest.length == 0) {
            release(Phase.CLOSED);
        } else {
            detached = rest;
            tie.absent();
            release(Phase.DETACHED);
            backoff.reset();
        }
    }

    private void attach(final ClusterProvider by) {
        acquire(by, Phase.ATTACHING);
        final int number = attempt;
        calls.attach(by, detached, events, attached -> opened(number, attached), why -> notAttached(number, why));
    }

    private void notAttached(final int number, final String why) {
        if (number != attempt || phase != Phase.ATTACHING) {
            return;
        }
        refusals++;
        if (retired && refusals >= MOST_REFUSALS) {
            // The cluster has given the application up itself.
            release(Phase.CLOSED);
            return;
        }
        release(Phase.DETACHED);
        backoff.failed();
        tie.trouble("its adapter is there but has not taken the application over: " + why + "; it is tried again");
    }

    private void acquire(final ClusterProvider by, final Phase next) {
        attempt++;
        provider = by;
        events = new ClusterEvents(setup.inbox(), this);
        early.clear();
        free = new CompletableFuture<>();
        tie.known(by);
        to(next);
    }

    /** Lets the adapter go. */
    private void release(final Phase next) {
        to(next);
        provider = null;
        session = null;
        events = null;
        early.clear();
        free.complete(null);
    }

    private void to(final Phase next) {
        phase = next;
        phaseNanos = setup.clock().nanoTime();
    }

    private void say(final Consumer<ClusterSession> what) {
        if (phase == Phase.OPEN && !unsaid) {
            try {
                what.accept(session);
            } catch (final RuntimeException | LinkageError e) {
                LOG.warn("A cluster manager failed at a request; it is said again [application={}]", setup.application(), e);
                unsaid = true;
                backoff.failed();
            }
        }
    }

    private void sayEverything() {
        unsaid = false;
        say(intents::sayTo);
        if (!unsaid) {
            backoff.reset();
        }
    }
}
