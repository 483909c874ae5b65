package io.kindling.protocol.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;
import java.util.List;

/** Executor to driver: how task attempts ended, batched. */
public record StatusUpdates(int executor, List<TaskStatus> updates) implements WireMessage {

    public StatusUpdates {
        updates = List.copyOf(updates);
    }

    /** Reads what {@link #write} wrote. */
    public static StatusUpdates read(final FieldReader in) {
        return new StatusUpdates(in.int32(), in.list(TaskStatusCodec::read));
    }

    @Override
    public int type() {
        return Messages.STATUS_UPDATES;
    }

    @Override
    public void write(final FieldWriter out) {
        out.int32(executor);
        out.list(updates, TaskStatusCodec::write);
    }
}
