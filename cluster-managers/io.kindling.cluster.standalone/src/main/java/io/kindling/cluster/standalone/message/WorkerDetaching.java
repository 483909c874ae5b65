package io.kindling.cluster.standalone.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;

/** Worker to master: my code is being replaced. I am back soon, under the same id; my executors go on meanwhile. */
public record WorkerDetaching() implements WireMessage {

    static WorkerDetaching read(final FieldReader in) {
        return new WorkerDetaching();
    }

    @Override
    public int type() {
        return ClusterMessages.WORKER_DETACHING;
    }

    @Override
    public void write(final FieldWriter out) {
    }
}
