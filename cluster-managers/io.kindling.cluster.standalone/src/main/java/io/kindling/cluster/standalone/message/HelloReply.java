package io.kindling.cluster.standalone.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;

/**
 * Master to joiner, answers {@link Hello}.
 *
 * @param major   the master's
 * @param minor   the lower of both sides'
 * @param refusal why not; null if welcome
 */
public record HelloReply(int major, int minor, String refusal) implements WireMessage {

    static HelloReply read(final FieldReader in) {
        return new HelloReply(in.int32(), in.int32(), in.text());
    }

    @Override
    public int type() {
        return ClusterMessages.HELLO_REPLY;
    }

    @Override
    public void write(final FieldWriter out) {
        out.int32(major);
        out.int32(minor);
        out.text(refusal);
    }
}
