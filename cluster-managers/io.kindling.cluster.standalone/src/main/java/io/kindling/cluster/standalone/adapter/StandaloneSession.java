package io.kindling.cluster.standalone.adapter;

import io.kindling.cluster.api.ClusterException;
import io.kindling.cluster.api.ClusterListener;
import io.kindling.cluster.api.ClusterSession;
import io.kindling.cluster.api.ContainerId;
import io.kindling.cluster.api.ExecutorLaunchSpec;
import io.kindling.cluster.api.ExecutorTarget;
import io.kindling.cluster.standalone.join.Failures;
import io.kindling.cluster.standalone.join.Intake;
import io.kindling.cluster.standalone.join.MasterDialer;
import io.kindling.cluster.standalone.join.MasterLink;
import io.kindling.common.AgentRunner;
import io.kindling.common.Clock;
import io.kindling.common.ExecutorId;
import io.kindling.common.Inbox;
import io.kindling.protocol.wire.WireFormat;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The proxy of a {@link SessionAgent}: every verb becomes a command in its inbox. */
final class StandaloneSession implements ClusterSession {

    private static final Logger LOG = LoggerFactory.getLogger(StandaloneSession.class);
    private static final int INBOX = 4_096;
    private static final long OPEN_SECONDS = 15;
    private static final long CLOSE_SECONDS = 6;
    private static final long DETACH_SECONDS = 2;
    private static final long STOP_SECONDS = 10;

    private final SessionAgent agent;
    private final WireFormat wire;
    private final AgentRunner runner;
    private final MasterLink link;
    private final Consumer<StandaloneSession> onEnd;
    private final AtomicReference<End> end = new AtomicReference<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final ReentrantLock asking = new ReentrantLock();

    /** How it is over. */
    private enum End { CLOSED, DETACHED }

    /** @param onEnd called once, when the session is closed or detached */
    StandaloneSession(final MasterDialer dialer, final WireFormat wire, final SessionState state, final ClusterListener listener,
                      final Consumer<StandaloneSession> onEnd) {
        this.wire = wire;
        this.onEnd = onEnd;
        final Inbox inbox = new Inbox(INBOX);
        agent = new SessionAgent(state, listener, wire, new Intake(inbox), new Pulse(wire, Clock.SYSTEM));
        runner = new AgentRunner(agent, inbox, e -> LOG.error("The session of {} failed at one event", state.application(), e));
        link = new MasterLink(dialer, wire, "driver", agent);
    }

    /** Begins to remember what the application says; {@link #open} or {@link #reopen} follows, or {@link #letGo}. */
    void begin() {
        runner.start();
    }

    /** Connects, and waits until the master has taken the application; nothing is left open if that fails. */
    void open(final MasterDialer dialer) throws ClusterException {
        try {
            link.open();
            awaitWelcome(dialer);
        } catch (final IOException e) {
            giveUp();
            throw new ClusterException(Failures.explain(dialer.address(), e), e);
        }
    }

    /** As {@link #open}, for an application that has executors already: a master that cannot be reached now is tried again. */
    void reopen(final MasterDialer dialer) throws ClusterException {
        try {
            if (link.openOrKeepTrying()) {
                awaitWelcome(dialer);
            } else {
                agent.opened.complete(null);
            }
        } catch (final IOException e) {
            giveUp();
            throw new ClusterException(Failures.explain(dialer.address(), e), e);
        }
    }

    private void awaitWelcome(final MasterDialer dialer) throws ClusterException {
        try {
            agent.opened.get(OPEN_SECONDS, TimeUnit.SECONDS);
        } catch (final ExecutionException e) {
            giveUp();
            throw new ClusterException(e.getCause().getMessage(), e.getCause());
        } catch (final TimeoutException e) {
            giveUp();
            throw new ClusterException("the master at " + dialer.address() + " does not answer within " + OPEN_SECONDS
                    + " s; look at its log, or restart it", e);
        } catch (final InterruptedException e) {
            giveUp();
            Thread.currentThread().interrupt();
            throw new ClusterException("interrupted while waiting for the master at " + dialer.address(), e);
        }
    }

    @Override
    public void setTarget(final ExecutorTarget target) {
        post(() -> agent.setTarget(target));
    }

    @Override
    public void launch(final ContainerId container, final ExecutorLaunchSpec spec) {
        post(() -> agent.launch(container.value(), spec));
    }

    @Override
    public boolean launchCustodian(final String node, final ExecutorLaunchSpec spec) {
        post(() -> agent.launchCustodian(node, spec));
        return true;
    }

    @Override
    public void release(final ExecutorId executor) {
        post(() -> agent.release(executor.value()));
    }

    @Override
    public byte[] detach() {
        letGo();
        if (end.get() == End.CLOSED) {
            return new byte[0];
        }
        try {
            if (!stopped.await(STOP_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the session does not answer; it cannot be detached");
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the session was detached", e);
        }
        // The adapter on top of this one and the application may both ask.
        asking.lock();
        try {
            // Also what the application said after the adapter had let go of it, and before it knew.
            return agent.state().encode(wire);
        } finally {
            asking.unlock();
        }
    }

    /** Leaves the executors to whoever attaches next; nothing of this session goes on. Any thread, more than once. */
    void letGo() {
        if (end.get() == null) {
            final CompletableFuture<Boolean> done = new CompletableFuture<>();
            agent.post(() -> {
                agent.detach();
                done.complete(true);
            });
            await(done, DETACH_SECONDS);
            stop(End.DETACHED);
        }
    }

    @Override
    public void close() {
        if (end.get() == null) {
            agent.post(agent::close);
            await(agent.closed, CLOSE_SECONDS);
            stop(End.CLOSED);
        }
    }

    private void giveUp() {
        stop(End.CLOSED);
    }

    private void stop(final End how) {
        if (end.compareAndSet(null, how)) {
            link.close();
            runner.close();
            onEnd.accept(this);
            stopped.countDown();
        }
    }

    private void post(final Runnable command) {
        if (end.get() != End.CLOSED) {
            agent.post(command);
        }
    }

    private static <T> T await(final Future<T> future, final long seconds) {
        try {
            return future.get(seconds, TimeUnit.SECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (final ExecutionException | TimeoutException e) {
            LOG.warn("The master does not answer: {}", e.toString());
        }
        return null;
    }
}
