package io.kindling.dataflow;

import io.kindling.protocol.stage.FileBatch;
import io.kindling.protocol.stage.RangeSlice;
import io.kindling.protocol.stage.TextSplit;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What source operators get with each task, as bytes: the driver encodes, the task decodes. */
public final class SourcePayloads {

    private static final int LONGEST_TEXT = 1 << 16;

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
        return write(out -> write(split, out));
    }

    /** For a source of files. */
    public static byte[] encode(final FileBatch batch) {
        return write(out -> {
            out.writeInt(batch.recordLength());
            out.writeInt(batch.splits().size());
            for (final TextSplit split : batch.splits()) {
                write(split, out);
            }
        });
    }

    private static void write(final TextSplit split, final DataOutputStream out) throws IOException {
        text(split.path(), out);
        out.writeLong(split.start());
        out.writeLong(split.length());
        out.writeLong(split.fileLength());
        out.writeLong(split.modifiedMillis());
        text(split.compression(), out);
        out.writeBoolean(split.skipMissing());
        out.writeBoolean(split.skipCorrupt());
    }

    private static void text(final String text, final DataOutputStream out) throws IOException {
        final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** What {@link #encode(RangeSlice)} made; IllegalArgumentException if it did not. */
    public static RangeSlice rangeSlice(final byte[] payload) {
        return read(payload, "range slice", in -> new RangeSlice(in.readLong(), in.readLong(), in.readLong()));
    }

    /** What {@link #encode(TextSplit)} made; IllegalArgumentException if it did not. */
    public static TextSplit textSplit(final byte[] payload) {
        return read(payload, "text split", SourcePayloads::textSplit);
    }

    /** What {@link #encode(FileBatch)} made; IllegalArgumentException if it did not. */
    public static FileBatch fileBatch(final byte[] payload) {
        return read(payload, "batch of files", in -> {
            final int recordLength = in.readInt();
            final int count = in.readInt();
            final List<TextSplit> splits = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                splits.add(textSplit(in));
            }
            return new FileBatch(recordLength, splits);
        });
    }

    private static TextSplit textSplit(final DataInputStream in) throws IOException {
        return new TextSplit(text(in), in.readLong(), in.readLong(), in.readLong(), in.readLong(), text(in), in.readBoolean(), in.readBoolean());
    }

    private static String text(final DataInputStream in) throws IOException {
        final int length = in.readInt();
        if (length < 0 || length > LONGEST_TEXT) {
            throw new IOException("a text of " + length + " bytes");
        }
        final byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("a text of " + length + " bytes ends after " + bytes.length);
        }
        return new String(bytes, StandardCharsets.UTF_8);
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
