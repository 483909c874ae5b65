package io.kindling.cluster.standalone.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;

/**
 * Master to worker: no executor of this application will come any more.
 *
 * @param application which
 */
public record ApplicationEnded(String application) implements WireMessage {

    static ApplicationEnded read(final FieldReader in) {
        return new ApplicationEnded(in.text());
    }

    @Override
    public int type() {
        return ClusterMessages.APPLICATION_ENDED;
    }

    @Override
    public void write(final FieldWriter out) {
        out.text(application);
    }
}
