package io.kindling.cluster.local;

import io.kindling.cluster.api.ClusterException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A session with a local cluster, at rest.
 *
 * @param application the application's id
 * @param workers     how many workers there are
 * @param directory   the cluster's directory
 * @param inner       what the adapter for standalone clusters needs
 */
record MachineState(String application, int workers, String directory, byte[] inner) {

    private static final int MAGIC = 0x4b4c4331;

    byte[] encode() {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(MAGIC);
            out.writeUTF(application);
            out.writeInt(workers);
            out.writeUTF(directory);
            out.write(inner);
        } catch (final IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    static MachineState decode(final byte[] bytes) throws ClusterException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readInt() == MAGIC) {
                return new MachineState(in.readUTF(), in.readInt(), in.readUTF(), in.readAllBytes());
            }
        } catch (final IOException e) {
            throw new ClusterException("this is no session that the adapter for local-cluster has detached (" + bytes.length + " bytes)", e);
        }
        throw new ClusterException("this is no session that the adapter for local-cluster has detached (" + bytes.length + " bytes)");
    }

    @Override
    public String toString() {
        return "MachineState[" + application + "]";
    }
}
