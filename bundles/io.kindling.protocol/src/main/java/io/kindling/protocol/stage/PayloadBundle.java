package io.kindling.protocol.stage;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Map;

/**
 * The payloads of several partitions of one source as one, for a task that reads them all (below {@link Operator.Coalesce}):
 * for each the partition, the length and the bytes.
 */
public final class PayloadBundle {

    private PayloadBundle() {
    }

    /** Puts payloads together, by partition of the source. */
    public static byte[] of(final Map<Integer, byte[]> payloads) {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (final Map.Entry<Integer, byte[]> entry : payloads.entrySet()) {
                out.writeInt(entry.getKey());
                out.writeInt(entry.getValue().length);
                out.write(entry.getValue());
            }
        } catch (final IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    /**
     * The payload of one partition.
     *
     * @throws IllegalArgumentException if it is not there, or these are no payloads
     */
    public static byte[] find(final byte[] bundle, final int partition) {
        final ByteBuffer in = ByteBuffer.wrap(bundle);
        try {
            while (in.hasRemaining()) {
                final int found = in.getInt();
                final int length = in.getInt();
                if (length < 0 || length > in.remaining()) {
                    throw new IllegalArgumentException("The payload of partition " + found + " has " + length + " bytes, of which " + in.remaining() + " are there");
                }
                if (found == partition) {
                    final byte[] payload = new byte[length];
                    in.get(payload);
                    return payload;
                }
                in.position(in.position() + length);
            }
        } catch (final BufferUnderflowException e) {
            throw new IllegalArgumentException("A bundle of payloads ends in the middle of one", e);
        }
        throw new IllegalArgumentException("There is no payload of partition " + partition);
    }
}
