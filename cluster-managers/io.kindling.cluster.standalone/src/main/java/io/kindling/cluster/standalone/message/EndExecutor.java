package io.kindling.cluster.standalone.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;

/**
 * Master to worker: end an executor.
 *
 * @param container which
 */
public record EndExecutor(String container) implements WireMessage {

    static EndExecutor read(final FieldReader in) {
        return new EndExecutor(in.text());
    }

    @Override
    public int type() {
        return ClusterMessages.END_EXECUTOR;
    }

    @Override
    public void write(final FieldWriter out) {
        out.text(container);
    }
}
