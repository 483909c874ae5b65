package io.kindling.cluster.standalone.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;

/**
 * Driver to master: end this executor.
 *
 * @param executor which
 */
public record ReleaseExecutor(int executor) implements WireMessage {

    static ReleaseExecutor read(final FieldReader in) {
        return new ReleaseExecutor(in.int32());
    }

    @Override
    public int type() {
        return ClusterMessages.RELEASE_EXECUTOR;
    }

    @Override
    public void write(final FieldWriter out) {
        out.int32(executor);
    }
}
