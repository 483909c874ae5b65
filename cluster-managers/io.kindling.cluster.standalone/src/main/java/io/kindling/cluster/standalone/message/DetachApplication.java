package io.kindling.cluster.standalone.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;

/** Driver to master: I let go of the cluster, my executors stay: they end by themselves if I do not come back. */
public record DetachApplication() implements WireMessage {

    static DetachApplication read(final FieldReader in) {
        return new DetachApplication();
    }

    @Override
    public int type() {
        return ClusterMessages.DETACH_APPLICATION;
    }

    @Override
    public void write(final FieldWriter out) {
    }
}
