package io.kindling.configuration;

import io.kindling.cluster.api.ClusterException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * What is left of a session while its adapter is away: the cluster that it is with, whatever its name stands for when the adapter is back.
 *
 * @param masterUrl of the cluster itself
 * @param state     the adapter's own
 */
record DetachedClaim(String masterUrl, byte[] state) {

    byte[] encode() {
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream(); DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(masterUrl);
            out.write(state);
            return bytes.toByteArray();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static DetachedClaim decode(final byte[] bytes) throws ClusterException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return new DetachedClaim(in.readUTF(), in.readAllBytes());
        } catch (final IOException e) {
            throw new ClusterException("the state of " + bytes.length + " bytes that was left is not that of a cluster by name", e);
        }
    }
}
