package io.kindling.cluster.standalone.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;

/**
 * A container as its driver knows it.
 *
 * @param container its name
 * @param host      the worker's address
 * @param cores     its slots
 * @param executor  the executor that was launched in it, or -1
 * @param launched  whether the driver has been told that the process runs
 * @param worker    the worker's id; null if the driver does not know it
 */
public record HeldContainer(String container, String host, int cores, int executor, boolean launched, String worker) {

    public static HeldContainer read(final FieldReader in) {
        return new HeldContainer(Names.checked("container", in.text()), Names.checked("host", in.text()), in.int32(), in.int32(), in.bool(),
                in.hasNext() ? in.text() : null);
    }

    public static void write(final HeldContainer held, final FieldWriter out) {
        out.text(held.container);
        out.text(held.host);
        out.int32(held.cores);
        out.int32(held.executor);
        out.bool(held.launched);
        out.text(held.worker);
    }
}
