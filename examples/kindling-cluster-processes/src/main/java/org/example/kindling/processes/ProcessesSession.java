package org.example.kindling.processes;

import io.kindling.cluster.api.ClusterListener;
import io.kindling.cluster.api.ClusterSession;
import io.kindling.cluster.api.ContainerId;
import io.kindling.cluster.api.ExecutorLaunchSpec;
import io.kindling.cluster.api.ExecutorTarget;
import io.kindling.common.AgentRunner;
import io.kindling.common.Clock;
import io.kindling.common.ExecutorId;
import io.kindling.common.Inbox;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the driver holds: every verb becomes a command for the agent, so that none of them blocks. */
final class ProcessesSession implements ClusterSession {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessesSession.class);
    private static final int INBOX = 1_024;
    private static final long ANSWER_SECONDS = 5;
    private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final byte[] CLOSED = new byte[0];

    private final ProcessesState state;
    private final Executors executors;
    private final ProcessesAgent agent;
    private final Inbox inbox = new Inbox(INBOX);
    private final AgentRunner runner;
    private final Consumer<ProcessesSession> onEnd;
    /** Set once it is over: what detaching gave, or {@link #CLOSED}. */
    private final AtomicReference<byte[]> end = new AtomicReference<>();

    ProcessesSession(final ProcessesState state, final Executors executors, final ClusterListener listener, final Consumer<ProcessesSession> onEnd) {
        this.state = state;
        this.executors = executors;
        this.onEnd = onEnd;
        agent = new ProcessesAgent(state, executors, listener, Clock.SYSTEM, inbox);
        runner = new AgentRunner(agent, inbox, e -> LOG.error("The session of {} failed at one event", state.application(), e));
    }

    ProcessesSession start() {
        runner.start();
        return this;
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
    public void release(final ExecutorId executor) {
        post(() -> agent.release(executor.value()));
    }

    @Override
    public byte[] detach() {
        if (end.get() == null) {
            stop(ask(agent::detach));
        }
        return end.get().clone();
    }

    @Override
    public void close() {
        if (end.get() != null) {
            return;
        }
        final List<Process> last = ask(agent::close);
        stop(CLOSED);
        try {
            final long start = System.nanoTime();
            for (final Process process : last) {
                if (!process.waitFor(CLOSE_NANOS - (System.nanoTime() - start), TimeUnit.NANOSECONDS)) {
                    process.destroyForcibly().waitFor(1, TimeUnit.SECONDS);
                }
            }
            executors.deleteOutput();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (final IOException e) {
            LOG.warn("The output of {}'s executors remains in {}: {}", state.application(), state.directory(), e.toString());
        }
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
