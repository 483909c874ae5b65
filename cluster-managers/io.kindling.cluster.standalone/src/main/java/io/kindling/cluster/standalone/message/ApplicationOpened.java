package io.kindling.cluster.standalone.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;

/**
 * Master to driver, answers {@link OpenApplication}.
 *
 * @param refusal why not; null if open
 */
public record ApplicationOpened(String refusal) implements WireMessage {

    static ApplicationOpened read(final FieldReader in) {
        return new ApplicationOpened(in.text());
    }

    @Override
    public int type() {
        return ClusterMessages.APPLICATION_OPENED;
    }

    @Override
    public void write(final FieldWriter out) {
        out.text(refusal);
    }
}
