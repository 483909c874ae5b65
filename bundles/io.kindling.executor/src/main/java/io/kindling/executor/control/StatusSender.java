package io.kindling.executor.control;

import io.kindling.protocol.message.StatusUpdates;
import io.kindling.protocol.message.TaskStatus;
import io.kindling.protocol.wire.WireFormat;
import io.kindling.transport.api.Connection;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects how attempts ended and sends it in batches, as fast as the connection takes them. The agent's own. What
 * waits is bounded by the slots, and what the driver lets wait for them: it sends no new task for an end that it has not seen.
 */
final class StatusSender {

    private static final long BATCH_BYTES = 8 << 20;
    private static final int BATCH_UPDATES = 1_000;

    private final int executor;
    private final WireFormat format;
    private final Connection connection;
    private final ArrayDeque<TaskStatus> pending = new ArrayDeque<>();

    StatusSender(final int executor, final WireFormat format, final Connection connection) {
        this.executor = executor;
        this.format = format;
        this.connection = connection;
    }

    void add(final TaskStatus status) {
        pending.add(status);
    }

    /** Sends what the connection takes; returns how many updates. */
    int flush() {
        int sent = 0;
        while (!pending.isEmpty() && connection.isWritable()) {
            final List<TaskStatus> batch = new ArrayList<>();
            long bytes = 0;
            while (!pending.isEmpty() && bytes < BATCH_BYTES && batch.size() < BATCH_UPDATES) {
                bytes += size(pending.peek());
                if (batch.isEmpty() || bytes < BATCH_BYTES) {
                    batch.add(pending.poll());
                }
            }
            final StatusUpdates message = new StatusUpdates(executor, batch);
            if (!connection.send(message.type(), format.encode(message))) {
                pending.clear(); // the connection has ended, and with it this executor
            }
            sent += batch.size();
        }
        return sent;
    }

    private static long size(final TaskStatus status) {
        if (status instanceof TaskStatus.Kept kept) {
            return 100L + (kept.updates() == null ? 0 : kept.updates().length);
        }
        if (status instanceof TaskStatus.Succeeded success) {
            return success.result().length + (success.updates() == null ? 100L : success.updates().length + 100L);
        }
        return status instanceof TaskStatus.Failed failure ? failure.exception().length() + 100L : 100L;
    }
}
