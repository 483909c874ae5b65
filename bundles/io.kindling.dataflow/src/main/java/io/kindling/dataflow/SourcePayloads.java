package io.kindling.dataflow;

import io.kindling.protocol.stage.RangeSlice;
import io.kindling.protocol.stage.TextSplit;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What source operators get with each task, as bytes: the driver encodes, the task decodes. */
public final class SourcePayloads {

    private static final int LONGEST_PATH = 1 << 16;

    private SourcePayloads() {
    }

    /** For a range source. */
    public static byte[] encode(final RangeSlice slice) {
        return write(out -> {
            out.writeLong(slice.first());
            out.writeLong(slice.count());
            out.writeLong(slice.step());
        });
    }

    /** For a text source. */
    public static byte[] encode(final TextSplit split) {
        final byte[] path = split.path().getBytes(StandardCharsets.UTF_8);
        return write(out -> {
            out.writeInt(path.length);
            out.write(path);
            out.writeLong(split.start());
            out.writeLong(split.length());
            out.writeLong(split.fileLength());
            out.writeLong(split.modifiedMillis());
            out.writeBoolean(split.gzip());
        });
    }

    /** What {@link #encode(RangeSlice)} made; IllegalArgumentException if it did not. */
    public static RangeSlice rangeSlice(final byte[] payload) {
        return read(payload, "range slice", in -> new RangeSlice(in.readLong(), in.readLong(), in.readLong()));
    }

    /** What {@link #encode(TextSplit)} made; IllegalArgumentException if it did not. */
    public static TextSplit textSplit(final byte[] payload) {
        return read(payload, "text split", in -> {
            final int length = in.readInt();
            if (length < 0 || length > LONGEST_PATH) {
                throw new IOException("a path of " + length + " bytes");
            }
            final String path = new String(in.readNBytes(length), StandardCharsets.UTF_8);
            return new TextSplit(path, in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readBoolean());
        });
    }

    private static byte[] write(final Fields fields) {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            fields.write(new DataOutputStream(bytes));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static <T> T read(final byte[] payload, final String what, final Decoder<T> decoder) {
        try {
            return decoder.read(new DataInputStream(new ByteArrayInputStream(payload)));
        } catch (final IOException e) {
            throw new IllegalArgumentException("The payload of " + payload.length + " bytes is no " + what + ": " + e.getMessage(), e);
        }
    }

    @FunctionalInterface
    private interface Fields {
        void write(DataOutputStream out) throws IOException;
    }

    @FunctionalInterface
    private interface Decoder<T> {
        T read(DataInputStream in) throws IOException;
    }
}
