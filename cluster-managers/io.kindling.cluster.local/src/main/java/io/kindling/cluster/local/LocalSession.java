package io.kindling.cluster.local;

import io.kindling.cluster.api.ClusterListener;
import io.kindling.cluster.api.ClusterSession;
import io.kindling.cluster.api.ContainerId;
import io.kindling.cluster.api.ExecutorLaunchSpec;
import io.kindling.cluster.api.ExecutorTarget;
import io.kindling.common.AgentRunner;
import io.kindling.common.Clock;
import io.kindling.common.ExecutorEntry;
import io.kindling.common.ExecutorId;
import io.kindling.common.Inbox;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The proxy of a {@link LocalAgent}: every verb becomes a command in its inbox. */
final class LocalSession implements ClusterSession {

    private static final Logger LOG = LoggerFactory.getLogger(LocalSession.class);
    private static final int INBOX = 1_024;
    private static final long ANSWER_SECONDS = 2;
    private static final long CLOSE_MILLIS = 5_000;
    private static final byte[] CLOSED = new byte[0];

    private final LocalAgent agent;
    private final Inbox inbox = new Inbox(INBOX);
    private final AgentRunner runner;
    private final Consumer<LocalSession> onEnd;
    private final AtomicReference<byte[]> end = new AtomicReference<>();

    LocalSession(final LocalState state, final ExecutorEntry entry, final ClusterListener listener, final Consumer<LocalSession> onEnd) {
        this.onEnd = onEnd;
        agent = new LocalAgent(state, entry, listener, Clock.SYSTEM, inbox);
        runner = new AgentRunner(agent, inbox, e -> LOG.error("The session of {} failed at one event", state.application(), e));
    }

    void start() {
        runner.start();
    }

    @Override
    public void setTarget(final ExecutorTarget target) {
        post(() -> agent.setTarget(target.executors()));
    }

    @Override
    public void launch(final ContainerId container, final ExecutorLaunchSpec spec) {
        post(() -> agent.launch(container.value(), spec));
    }

    @Override
    public void release(final ExecutorId executor) {
        post(() -> agent.release(executor.value()));
    }

    @Override
    public byte[] detach() {
        final byte[] before = end.get();
        if (before != null) {
            return before.clone();
        }
        final byte[] detached = ask(() -> agent.detach().encode());
        stop(detached);
        return detached.clone();
    }

    @Override
    public void close() {
        if (end.get() != null) {
            return;
        }
        final Thread executor = ask(agent::close);
        try {
            if (executor != null && executor != Thread.currentThread()) {
                executor.join(CLOSE_MILLIS);
                if (executor.isAlive()) {
                    LOG.warn("{} does not end", executor.getName());
                }
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        stop(CLOSED);
    }

    private <T> T ask(final Supplier<T> question) {
        final CompletableFuture<T> answer = new CompletableFuture<>();
        post(() -> answer.complete(question.get()));
        try {
            return answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the session", e);
        } catch (final ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the session does not answer", e);
        }
    }

    private void stop(final byte[] last) {
        if (end.compareAndSet(null, last)) {
            runner.close();
            onEnd.accept(this);
        }
    }

    private void post(final Runnable command) {
        if (end.get() == null && !inbox.offer(command)) {
            throw new IllegalStateException("the session takes no more than " + INBOX + " commands at a time");
        }
    }
}
