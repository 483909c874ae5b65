package io.kindling.cluster.standalone.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;

/**
 * Master to driver: room for an executor.
 *
 * @param container its name
 * @param host      the worker's address
 * @param cores     its slots
 * @param worker    the worker's id; null from a master of minor version 0
 */
public record ContainerGranted(String container, String host, int cores, String worker) implements WireMessage {

    static ContainerGranted read(final FieldReader in) {
        return new ContainerGranted(in.text(), in.text(), in.int32(), in.hasNext() ? in.text() : null);
    }

    @Override
    public int type() {
        return ClusterMessages.CONTAINER_GRANTED;
    }

    @Override
    public void write(final FieldWriter out) {
        out.text(container);
        out.text(host);
        out.int32(cores);
        out.text(worker);
    }
}
