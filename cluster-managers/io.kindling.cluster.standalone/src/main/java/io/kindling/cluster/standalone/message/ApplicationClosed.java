package io.kindling.cluster.standalone.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;

/** Master to driver, answers {@link CloseApplication} when the last executor is gone. */
public record ApplicationClosed() implements WireMessage {

    static ApplicationClosed read(final FieldReader in) {
        return new ApplicationClosed();
    }

    @Override
    public int type() {
        return ClusterMessages.APPLICATION_CLOSED;
    }

    @Override
    public void write(final FieldWriter out) {
    }
}
