package io.kindling.cluster.standalone.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;

/**
 * Master to worker, answers {@link ExecutorEnded}.
 *
 * @param container which
 */
public record ExecutorEndAcknowledged(String container) implements WireMessage {

    static ExecutorEndAcknowledged read(final FieldReader in) {
        return new ExecutorEndAcknowledged(in.text());
    }

    @Override
    public int type() {
        return ClusterMessages.EXECUTOR_END_ACKNOWLEDGED;
    }

    @Override
    public void write(final FieldWriter out) {
        out.text(container);
    }
}
