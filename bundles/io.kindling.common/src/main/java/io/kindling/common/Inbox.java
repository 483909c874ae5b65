package io.kindling.common;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * The bounded queue of commands in front of an {@link Agent}. Any thread offers; only the agent's thread drains.
 * A full inbox refuses: the caller stops reading from whatever feeds it, so that nothing acknowledged is dropped.
 */
public final class Inbox {

    private final ArrayBlockingQueue<Runnable> commands;
    private final AtomicBoolean sleeping = new AtomicBoolean();
    private volatile Thread owner;

    /** @param capacity the most commands that wait at a time */
    public Inbox(final int capacity) {
        commands = new ArrayBlockingQueue<>(capacity);
    }

    /**
     * Adds a command; never blocks.
     *
     * @return false if the inbox is full, and the command was not taken
     */
    public boolean offer(final Runnable command) {
        if (!commands.offer(command)) {
            return false;
        }
        if (sleeping.compareAndSet(true, false)) {
            LockSupport.unpark(owner);
        }
        return true;
    }

    /** Runs up to {@code limit} waiting commands on the calling thread and tells how many. */
    public int drain(final int limit) {
        int done = 0;
        for (Runnable next; done < limit && (next = commands.poll()) != null; done++) {
            next.run();
        }
        return done;
    }

    /** How many commands wait. */
    public int size() {
        return commands.size();
    }

    /** Waits on the agent's thread until a command is there, the time is over or the thread is interrupted. */
    void await(final long nanos) {
        owner = Thread.currentThread();
        sleeping.set(true);
        if (commands.isEmpty()) {
            LockSupport.parkNanos(this, nanos);
        }
        sleeping.set(false);
    }
}
