package io.kindling.cluster.standalone.message;

import io.kindling.cluster.api.ExecutorTarget;
import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;

/**
 * Driver to master: how much the application should have.
 *
 * @param target not an increment
 */
public record SetTarget(ExecutorTarget target) implements WireMessage {

    static SetTarget read(final FieldReader in) {
        return new SetTarget(TargetFields.read(in));
    }

    @Override
    public int type() {
        return ClusterMessages.SET_TARGET;
    }

    @Override
    public void write(final FieldWriter out) {
        TargetFields.write(out, target);
    }
}
