package io.kindling.executor.task;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** As many threads as the executor has slots. */
public final class TaskThreads implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TaskThreads.class);
    private static final int WAITING_PER_SLOT = 1_024;
    private static final long LOOK_MILLIS = 50;
    /** Unions of unions, and mapPartitions of mapPartitions, are calls within calls; memory is taken only as it is used. */
    private static final long STACK_BYTES = 16L << 20;

    private final ThreadPoolExecutor threads;
    private final Set<Thread> made = ConcurrentHashMap.newKeySet();
    private final int slots;
    private final long closeMillis;

    /**
     * Makes them.
     *
     * @param closeMillis how long the attempts may take to end when it closes
     */
    public TaskThreads(final int slots, final long closeMillis) {
        this.slots = slots;
        this.closeMillis = closeMillis;
        final AtomicInteger last = new AtomicInteger();
        threads = new ThreadPoolExecutor(slots, slots, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(slots * WAITING_PER_SLOT), work -> {
            final Thread thread = new Thread(null, work, "kindling-task-" + last.incrementAndGet(), STACK_BYTES);
            thread.setDaemon(true);
            thread.setContextClassLoader(TaskThreads.class.getClassLoader()); // each attempt sets its own
            made.add(thread);
            return thread;
        });
    }

    /** Runs an attempt as soon as a thread is free; false if far too many wait. */
    public boolean run(final TaskAttempt attempt) {
        try {
            threads.execute(attempt);
            return true;
        } catch (final RejectedExecutionException e) {
            return false;
        }
    }

    /** How many there are at most. */
    public int slots() {
        return slots;
    }

    /** Whether attempts wait for a thread. */
    public boolean hasWaiting() {
        return !threads.getQueue().isEmpty();
    }

    /** Lets go of an attempt that waits and will not run. */
    public void drop(final TaskAttempt attempt) {
        threads.remove(attempt);
    }

    /**
     * Ends the threads; those to be killed have been killed. Waits a limited time. A task that has called System.exit is not waited for:
     * it is that call which waits, until the JVM's shutdown hooks, and so this very close, have ended.
     */
    @Override
    public void close() {
        threads.shutdownNow();
        final List<StackTraceElement> exits = exits();
        exits.forEach(caller -> LOG.error("A task has called System.exit [at {}], which ends the JVM of its executor; let it throw instead", caller));
        final long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(closeMillis);
        try {
            while (!threads.awaitTermination(LOOK_MILLIS, TimeUnit.MILLISECONDS) && threads.getActiveCount() > exits.size()) {
                if (System.nanoTime() - deadline > 0) {
                    LOG.warn("{} tasks do not react to their kill and were left running", threads.getActiveCount() - exits.size());
                    return;
                }
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Who called System.exit or halt, on each thread that is in there. */
    private List<StackTraceElement> exits() {
        return made.stream().filter(Thread::isAlive).map(thread -> caller(thread.getStackTrace())).filter(caller -> caller != null).toList();
    }

    private static StackTraceElement caller(final StackTraceElement[] stack) {
        final boolean exiting = Arrays.stream(stack).anyMatch(frame -> frame.getClassName().equals("java.lang.Shutdown"));
        return !exiting ? null : Arrays.stream(stack).filter(frame -> !frame.getClassName().startsWith("java.lang.")).findFirst().orElse(null);
    }
}
