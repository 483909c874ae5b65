package io.kindling.protocol.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;

/**
 * Executor to executor, reply: what has come of a {@link KeepCopy}.
 *
 * @param failure null, or why there is no copy
 */
public record CopyKept(String failure) implements WireMessage {

    /** Reads what {@link #write} wrote. */
    public static CopyKept read(final FieldReader in) {
        return new CopyKept(in.text());
    }

    @Override
    public int type() {
        return Messages.COPY_KEPT;
    }

    @Override
    public void write(final FieldWriter out) {
        out.text(failure);
    }
}
