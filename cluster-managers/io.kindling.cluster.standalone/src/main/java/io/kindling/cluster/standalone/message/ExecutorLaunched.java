package io.kindling.cluster.standalone.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;

/**
 * Master to driver: the process runs.
 *
 * @param container where
 * @param executor  which
 * @param host      the worker's address
 */
public record ExecutorLaunched(String container, int executor, String host) implements WireMessage {

    static ExecutorLaunched read(final FieldReader in) {
        return new ExecutorLaunched(in.text(), in.int32(), in.text());
    }

    @Override
    public int type() {
        return ClusterMessages.EXECUTOR_LAUNCHED;
    }

    @Override
    public void write(final FieldWriter out) {
        out.text(container);
        out.int32(executor);
        out.text(host);
    }
}
