package io.kindling.cluster.local;

import io.kindling.cluster.api.ClusterException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A session with one executor in this JVM, at rest.
 *
 * @param application the application's id
 * @param slots       how many tasks at a time
 * @param containers  how many containers there have been
 * @param container   the number of the one that there is, or {@link #NONE}
 * @param executor    the executor in it, or {@link #NONE}
 * @param wanted      whether the application wants an executor
 * @param released    whether the executor was told to end
 */
record LocalState(String application, int slots, int containers, int container, int executor, boolean wanted, boolean released) {

    static final int NONE = -1;
    private static final int MAGIC = 0x4b4c4f32;

    /** Of an application that has nothing yet. */
    static LocalState fresh(final String application, final int slots) {
        return new LocalState(application, slots, 0, NONE, NONE, false, false);
    }

    byte[] encode() {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(MAGIC);
            out.writeUTF(application);
            out.writeInt(slots);
            out.writeInt(containers);
            out.writeInt(container);
            out.writeInt(executor);
            out.writeBoolean(wanted);
            out.writeBoolean(released);
        } catch (final IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    static LocalState decode(final byte[] bytes) throws ClusterException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readInt() == MAGIC) {
                return new LocalState(in.readUTF(), in.readInt(), in.readInt(), in.readInt(), in.readInt(), in.readBoolean(), in.readBoolean());
            }
        } catch (final IOException e) {
            throw new ClusterException("this is no session that the adapter for local has detached (" + bytes.length + " bytes)", e);
        }
        throw new ClusterException("this is no session that the adapter for local has detached (" + bytes.length + " bytes)");
    }
}
