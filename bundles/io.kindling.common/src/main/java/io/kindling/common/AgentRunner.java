package io.kindling.common;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Gives an {@link Agent} a daemon thread of its own. {@link #close()} ends it and waits for the end, unless it
 * is called on the agent's own thread.
 */
public final class AgentRunner implements AutoCloseable {

    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long CLOSE_MILLIS = 5_000;

    private final Agent agent;
    private final Inbox inbox;
    private final Consumer<Throwable> onError;
    private final Thread thread;
    private volatile boolean running = true;

    /**
     * @param onError told of every throwable that leaves the agent, on its thread; the agent goes on
     */
    public AgentRunner(final Agent agent, final Inbox inbox, final Consumer<Throwable> onError) {
        this.agent = agent;
        this.inbox = inbox;
        this.onError = onError;
        thread = new Thread(this::run, "kindling-" + agent.roleName());
        thread.setDaemon(true);
        // Not that of whoever made it, an application perhaps.
        thread.setContextClassLoader(agent.getClass().getClassLoader());
    }

    /** Starts the thread; call it once. */
    public AgentRunner start() {
        thread.start();
        return this;
    }

    @Override
    public void close() {
        running = false;
        inbox.offer(() -> { });
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            thread.join(CLOSE_MILLIS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        guarded(agent::onStart);
        while (running) {
            guarded(() -> {
                if (agent.doWork() == 0) {
                    inbox.await(TICK_NANOS);
                }
            });
        }
        guarded(agent::onClose);
    }

    private void guarded(final Runnable step) {
        try {
            step.run();
        } catch (final Throwable e) {
            try {
                onError.accept(e);
            } catch (final Throwable second) {
                // Without this thread nobody would ever be answered again.
                second.addSuppressed(e);
                thread.getUncaughtExceptionHandler().uncaughtException(thread, second);
            }
        }
    }
}
