package io.kindling.cluster.standalone.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;

/**
 * Joiner to master, request, first on every connection: which protocol I speak.
 *
 * @param major          messages of different major versions do not mix
 * @param minor          a higher one has more fields at the ends of messages
 * @param runtimeVersion the build, for messages
 */
public record Hello(int major, int minor, String runtimeVersion) implements WireMessage {

    static Hello read(final FieldReader in) {
        return new Hello(in.int32(), in.int32(), in.text());
    }

    @Override
    public int type() {
        return ClusterMessages.HELLO;
    }

    @Override
    public void write(final FieldWriter out) {
        out.int32(major);
        out.int32(minor);
        out.text(runtimeVersion);
    }
}
