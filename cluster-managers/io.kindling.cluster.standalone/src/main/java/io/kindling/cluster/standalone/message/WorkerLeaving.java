package io.kindling.cluster.standalone.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;

/** Worker to master: I end in order, and my executors with me. */
public record WorkerLeaving() implements WireMessage {

    static WorkerLeaving read(final FieldReader in) {
        return new WorkerLeaving();
    }

    @Override
    public int type() {
        return ClusterMessages.WORKER_LEAVING;
    }

    @Override
    public void write(final FieldWriter out) {
    }
}
