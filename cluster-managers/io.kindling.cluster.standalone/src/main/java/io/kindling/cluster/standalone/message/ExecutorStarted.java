package io.kindling.cluster.standalone.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;

/**
 * Worker to master: a process runs.
 *
 * @param container which
 */
public record ExecutorStarted(String container) implements WireMessage {

    static ExecutorStarted read(final FieldReader in) {
        return new ExecutorStarted(Names.checked("container", in.text()));
    }

    @Override
    public int type() {
        return ClusterMessages.EXECUTOR_STARTED;
    }

    @Override
    public void write(final FieldWriter out) {
        out.text(container);
    }
}
