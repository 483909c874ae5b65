package io.kindling.cluster.standalone.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;

/**
 * Master to joiner, answers {@link Heartbeat}.
 *
 * @param known false if the master has given the sender up, so that it must register again
 */
public record HeartbeatAck(boolean known) implements WireMessage {

    static HeartbeatAck read(final FieldReader in) {
        return new HeartbeatAck(in.bool());
    }

    @Override
    public int type() {
        return ClusterMessages.HEARTBEAT_ACK;
    }

    @Override
    public void write(final FieldWriter out) {
        out.bool(known);
    }
}
