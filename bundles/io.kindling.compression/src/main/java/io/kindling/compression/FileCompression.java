package io.kindling.compression;

import io.airlift.compress.snappy.SnappyFramedInputStream;
import io.airlift.compress.snappy.SnappyFramedOutputStream;
import io.airlift.compress.zstd.ZstdInputStream;
import io.airlift.compress.zstd.ZstdOutputStream;
import io.kindling.compression.file.Lz4FrameInput;
import io.kindling.compression.file.Lz4FrameOutput;
import io.kindling.compression.file.LzfFileInput;
import io.kindling.compression.file.LzfFileOutput;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;

/** The compressed file formats, each known by the endings of file names. None of them can be cut into splits. */
public enum FileCompression {

    /** RFC 1952, also several members one after the other. */
    GZIP(".gz"),
    /** As {@code bzip2} writes it, also several streams one after the other. */
    BZIP2(".bz2"),
    /** RFC 8878. */
    ZSTD(".zst"),
    /** LZ4 frames of independent blocks, as {@code lz4} writes them; not Hadoop's blocks. */
    LZ4(".lz4"),
    /** Snappy's framing format; not Hadoop's blocks. */
    SNAPPY(".sz", ".snappy"),
    /** LZF chunks, as {@code lzf} writes them; they have no checksum. */
    LZF(".lzf"),
    /** RFC 1950. */
    DEFLATE(".deflate");

    private static final int BUFFER = 1 << 16;

    private final List<String> endings;

    FileCompression(final String... endings) {
        this.endings = List.of(endings);
    }

    /** What it is called in operators and configuration, e.g. {@code gzip}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What the names of files end with that are written, with the dot. */
    public String ending() {
        return endings.get(0);
    }

    /** The one with a label; null if it is empty; IllegalArgumentException if there is none. */
    public static FileCompression of(final String label) {
        if (label.isEmpty()) {
            return null;
        }
        for (final FileCompression format : values()) {
            if (format.label().equals(label)) {
                return format;
            }
        }
        throw new IllegalArgumentException("There is no file compression '" + label + "'; choose one of "
                + List.of(values()).stream().map(FileCompression::label).toList());
    }

    /** The one that a file's name tells; null if it tells none. */
    public static FileCompression ofName(final String fileName) {
        final String name = fileName.toLowerCase(Locale.ROOT);
        for (final FileCompression format : values()) {
            if (format.endings.stream().anyMatch(name::endsWith)) {
                return format;
            }
        }
        return null;
    }

    /** Compresses; closing ends the file. */
    public OutputStream output(final OutputStream out) throws IOException {
        return switch (this) {
            case GZIP -> new GZIPOutputStream(out, BUFFER);
            case BZIP2 -> new BZip2CompressorOutputStream(out);
            case ZSTD -> new ZstdOutputStream(out);
            case LZ4 -> new Lz4FrameOutput(out);
            case SNAPPY -> new SnappyFramedOutputStream(out);
            case LZF -> new LzfFileOutput(out);
            case DEFLATE -> new DeflaterOutputStream(out);
        };
    }

    /**
     * The original. What is wrong with the file is told by IOExceptions alone, also where a library throws something else.
     * An empty file stands for no bytes.
     */
    public InputStream input(final InputStream in) throws IOException {
        final BufferedInputStream buffered = new BufferedInputStream(in, BUFFER);
        buffered.mark(1);
        if (buffered.read() < 0) {
            return buffered;
        }
        buffered.reset();
        try {
            return new CheckedInput(this, switch (this) {
                case GZIP -> new GZIPInputStream(buffered, BUFFER);
                case BZIP2 -> new BZip2CompressorInputStream(buffered, true);
                case ZSTD -> new ZstdInputStream(buffered);
                case LZ4 -> new Lz4FrameInput(buffered);
                case SNAPPY -> new SnappyFramedInputStream(buffered, true);
                case LZF -> new LzfFileInput(buffered);
                case DEFLATE -> new InflaterInputStream(buffered);
            });
        } catch (final RuntimeException e) {
            throw new IOException("this is no " + label() + " data: " + e.getMessage(), e);
        }
    }

    /** Turns what libraries throw at damaged data into IOExceptions. */
    private static final class CheckedInput extends InputStream {

        private final FileCompression format;
        private final InputStream in;

        CheckedInput(final FileCompression format, final InputStream in) {
            this.format = format;
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            final byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(final byte[] target, final int offset, final int length) throws IOException {
            try {
                return in.read(target, offset, length);
            } catch (final RuntimeException e) {
                throw new IOException("this " + format.label() + " data is damaged: " + e.getMessage(), e);
            }
        }

        @Override
        public int available() throws IOException {
            return in.available();
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
