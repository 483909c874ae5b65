package io.kindling.cluster.standalone.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;

/**
 * Joiner to master, request: I am alive. Workers send it on a connection of its own.
 *
 * @param sequence counted up by the sender
 */
public record Heartbeat(long sequence) implements WireMessage {

    static Heartbeat read(final FieldReader in) {
        return new Heartbeat(in.int64());
    }

    @Override
    public int type() {
        return ClusterMessages.HEARTBEAT;
    }

    @Override
    public void write(final FieldWriter out) {
        out.int64(sequence);
    }
}
