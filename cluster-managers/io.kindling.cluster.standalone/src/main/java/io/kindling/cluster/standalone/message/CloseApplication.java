package io.kindling.cluster.standalone.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;

/** Driver to master: the application ends, and its executors with it. */
public record CloseApplication() implements WireMessage {

    static CloseApplication read(final FieldReader in) {
        return new CloseApplication();
    }

    @Override
    public int type() {
        return ClusterMessages.CLOSE_APPLICATION;
    }

    @Override
    public void write(final FieldWriter out) {
    }
}
