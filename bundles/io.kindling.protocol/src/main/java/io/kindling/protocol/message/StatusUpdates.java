package io.kindling.protocol.message;

import java.util.List;

/** Executor to driver: how task attempts ended, batched. */
public record StatusUpdates(int executor, List<TaskStatus> updates) {

    public StatusUpdates {
        updates = List.copyOf(updates);
    }
}
