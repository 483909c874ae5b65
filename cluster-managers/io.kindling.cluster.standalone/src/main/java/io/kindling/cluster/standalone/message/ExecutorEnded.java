package io.kindling.cluster.standalone.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;

/**
 * Worker to master: a process has ended or could not be started; repeated until acknowledged.
 *
 * @param container which
 * @param loss      why
 */
public record ExecutorEnded(String container, Loss loss) implements WireMessage {

    static ExecutorEnded read(final FieldReader in) {
        return new ExecutorEnded(Names.checked("container", in.text()), Loss.read(in));
    }

    @Override
    public int type() {
        return ClusterMessages.EXECUTOR_ENDED;
    }

    @Override
    public void write(final FieldWriter out) {
        out.text(container);
        loss.write(out);
    }
}
