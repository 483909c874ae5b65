package io.kindling.protocol.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;

/**
 * Driver to executor: end these attempts.
 *
 * @param tasks   their ids
 * @param reason  for messages
 * @param waiting whether only those are meant that have not begun; the others go on
 */
public record KillTasks(long[] tasks, String reason, boolean waiting) implements WireMessage {

    /** Whatever they are at. */
    public KillTasks(final long[] tasks, final String reason) {
        this(tasks, reason, false);
    }

    /** Reads what {@link #write} wrote. */
    public static KillTasks read(final FieldReader in) {
        return new KillTasks(in.longs(), in.text(), in.bool());
    }

    @Override
    public int type() {
        return Messages.KILL_TASKS;
    }

    @Override
    public void write(final FieldWriter out) {
        out.longs(tasks);
        out.text(reason);
        out.bool(waiting);
    }
}
