package io.kindling.protocol.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;

/**
 * Executor to driver, request: which others could keep copies of partitions.
 *
 * @param executor who asks
 */
public record FindKeepers(int executor) implements WireMessage {

    /** Reads what {@link #write} wrote. */
    public static FindKeepers read(final FieldReader in) {
        return new FindKeepers(in.int32());
    }

    @Override
    public int type() {
        return Messages.FIND_KEEPERS;
    }

    @Override
    public void write(final FieldWriter out) {
        out.int32(executor);
    }
}
