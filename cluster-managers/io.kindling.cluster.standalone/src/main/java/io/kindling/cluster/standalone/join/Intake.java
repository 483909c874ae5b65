package io.kindling.cluster.standalone.join;

import io.kindling.common.Inbox;
import io.kindling.transport.api.Connection;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Brings what connections carry into an agent's inbox. While the inbox is full its senders are not read from; what
 * they had sent already waits here, so that nothing is dropped and the order within a connection is kept.
 */
public final class Intake {

    private static final int BATCH = 256;

    private final Inbox inbox;
    private final Queue<Runnable> overflow = new ConcurrentLinkedQueue<>();
    private final Set<Connection> held = ConcurrentHashMap.newKeySet();

    public Intake(final Inbox inbox) {
        this.inbox = inbox;
    }

    /** Adds a command that a connection brought; on that connection's transport thread. */
    public void take(final Connection connection, final Runnable command) {
        if (overflow.isEmpty() && inbox.offer(command)) {
            return;
        }
        overflow.add(command);
        if (held.add(connection)) {
            connection.setReading(false);
        }
    }

    /** Adds a command that must not be lost and that no connection can be held back for. */
    public void take(final Runnable command) {
        if (!overflow.isEmpty() || !inbox.offer(command)) {
            overflow.add(command);
        }
    }

    /** Runs what waits, on the agent's thread, and tells how many commands that were. */
    public int drain() {
        int done = inbox.drain(BATCH);
        if (inbox.size() == 0) {
            for (Runnable next; (next = overflow.poll()) != null; done++) {
                next.run();
            }
            for (final Connection connection : held) {
                held.remove(connection);
                connection.setReading(true);
            }
        }
        return done;
    }
}
