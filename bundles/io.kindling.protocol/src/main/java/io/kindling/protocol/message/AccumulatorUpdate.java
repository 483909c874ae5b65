package io.kindling.protocol.message;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What one attempt has gathered for one accumulator.
 *
 * @param application whose accumulator it is
 * @param id          its number in it
 * @param name        for messages; may be null
 * @param kind        how the value is told
 * @param sum         of a {@link Kind#LONG}, or the bits of that of a {@link Kind#DOUBLE}
 * @param count       of these
 * @param value       of a {@link Kind#OBJECT}: the accumulator as its class space writes it; empty for others
 */
public record AccumulatorUpdate(String application, long id, String name, Kind kind, long sum, long count, byte[] value) {

    /** How the value is told. */
    public enum Kind {
        /** A Java object of the class space. */
        OBJECT,
        /** A sum and a count. */
        LONG,
        /** A sum and a count. */
        DOUBLE
    }

    /** A sum of whole numbers. */
    public static AccumulatorUpdate ofLong(final String application, final long id, final String name, final long sum, final long count) {
        return new AccumulatorUpdate(application, id, name, Kind.LONG, sum, count, new byte[0]);
    }

    /** A sum of numbers. */
    public static AccumulatorUpdate ofDouble(final String application, final long id, final String name, final double sum, final long count) {
        return new AccumulatorUpdate(application, id, name, Kind.DOUBLE, Double.doubleToRawLongBits(sum), count, new byte[0]);
    }

    /** An object. */
    public static AccumulatorUpdate ofObject(final String application, final long id, final String name, final byte[] value) {
        return new AccumulatorUpdate(application, id, name, Kind.OBJECT, 0, 0, value);
    }

    /** As the user knows it. */
    public String label() {
        return name == null ? "Accumulator " + id : "Accumulator '" + name + "' (id " + id + ")";
    }

    /** The updates of one attempt as bytes. */
    public static byte[] encode(final List<AccumulatorUpdate> updates) {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(updates.size());
            for (final AccumulatorUpdate update : updates) {
                out.writeUTF(update.application);
                out.writeLong(update.id);
                out.writeBoolean(update.name != null);
                if (update.name != null) {
                    out.writeUTF(update.name);
                }
                out.writeByte(update.kind.ordinal());
                out.writeLong(update.sum);
                out.writeLong(update.count);
                out.writeInt(update.value.length);
                out.write(update.value);
            }
        } catch (final IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    /**
     * The updates back; memory is taken only for what is there.
     *
     * @throws IllegalArgumentException if these are none
     */
    public static List<AccumulatorUpdate> decode(final byte[] bytes) {
        final List<AccumulatorUpdate> updates = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            for (int left = in.readInt(); left > 0; left--) {
                updates.add(next(in));
            }
            return updates;
        } catch (final IOException e) {
            throw new IllegalArgumentException("These are no updates of accumulators: " + e, e);
        }
    }

    private static AccumulatorUpdate next(final DataInputStream in) throws IOException {
        final String application = in.readUTF();
        final long id = in.readLong();
        final String name = in.readBoolean() ? in.readUTF() : null;
        final int kind = in.readUnsignedByte();
        final long sum = in.readLong();
        final long count = in.readLong();
        final int length = in.readInt();
        if (kind >= Kind.values().length || length < 0 || length > in.available()) {
            throw new IOException("kind " + kind + ", length " + length + " of " + in.available());
        }
        return new AccumulatorUpdate(application, id, name, Kind.values()[kind], sum, count, in.readNBytes(length));
    }
}
