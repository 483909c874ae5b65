package io.kindling.cluster.standalone.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;

/**
 * Master to driver: a container and the executor in it are gone.
 *
 * @param container where
 * @param loss      why
 */
public record ExecutorLost(String container, Loss loss) implements WireMessage {

    static ExecutorLost read(final FieldReader in) {
        return new ExecutorLost(in.text(), Loss.read(in));
    }

    @Override
    public int type() {
        return ClusterMessages.EXECUTOR_LOST;
    }

    @Override
    public void write(final FieldWriter out) {
        out.text(container);
        loss.write(out);
    }
}
