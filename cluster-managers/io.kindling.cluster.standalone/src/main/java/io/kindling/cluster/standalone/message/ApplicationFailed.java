package io.kindling.cluster.standalone.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;

/**
 * Master to driver: there will be no more executors.
 *
 * @param reason why, and what to do
 */
public record ApplicationFailed(String reason) implements WireMessage {

    static ApplicationFailed read(final FieldReader in) {
        return new ApplicationFailed(in.text());
    }

    @Override
    public int type() {
        return ClusterMessages.APPLICATION_FAILED;
    }

    @Override
    public void write(final FieldWriter out) {
        out.text(reason);
    }
}
