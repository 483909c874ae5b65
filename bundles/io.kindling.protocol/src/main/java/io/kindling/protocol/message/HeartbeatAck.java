package io.kindling.protocol.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;

/**
 * Driver to executor, reply.
 *
 * @param sequence the heartbeat's
 * @param known    false if the driver has given the executor up: it must end
 */
public record HeartbeatAck(long sequence, boolean known) implements WireMessage {

    /** Reads what {@link #write} wrote. */
    public static HeartbeatAck read(final FieldReader in) {
        return new HeartbeatAck(in.int64(), in.bool());
    }

    @Override
    public int type() {
        return Messages.HEARTBEAT_ACK;
    }

    @Override
    public void write(final FieldWriter out) {
        out.int64(sequence);
        out.bool(known);
    }
}
