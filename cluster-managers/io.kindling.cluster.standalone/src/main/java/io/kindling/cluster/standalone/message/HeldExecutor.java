package io.kindling.cluster.standalone.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;

/**
 * An executor as its worker knows it, so that a master that does not know it can adopt it.
 *
 * @param container   its container
 * @param application whose
 * @param ticket      the SHA-256 of the application's secret: who shows the secret may have the executor
 * @param executor    its number
 * @param cores       what is accounted for it
 * @param memoryBytes what is accounted for it
 */
public record HeldExecutor(String container, String application, String ticket, int executor, int cores, long memoryBytes) {

    public static HeldExecutor read(final FieldReader in) {
        return new HeldExecutor(Names.checked("container", in.text()), Names.checked("application", in.text()), Names.checked("ticket", in.text()), in.int32(), in.int32(), in.int64());
    }

    public static void write(final HeldExecutor held, final FieldWriter out) {
        out.text(held.container);
        out.text(held.application);
        out.text(held.ticket);
        out.int32(held.executor);
        out.int32(held.cores);
        out.int64(held.memoryBytes);
    }
}
