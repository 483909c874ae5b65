package io.kindling.driver.shared;

import io.kindling.common.files.DataFiles;
import io.kindling.compression.CompressionCodec;
import io.kindling.compression.Frames;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;

/** Makes a content of the bytes that are written: hashes them, cuts them into blocks, compresses these. Keeps few blocks in memory, many in a file. */
final class ContentWriter extends OutputStream {

    /** How much of a content a block holds. */
    static final int BLOCK = 4 << 20;

    private static final int FIRST = 8 << 10;
    private static final long MOST_IN_MEMORY = 4 << 20;

    private final CompressionCodec codec;
    private final Places places;
    private final DataFiles opener;
    private final MessageDigest digest;
    private final List<byte[]> memory = new ArrayList<>();
    private final List<Integer> lengths = new ArrayList<>();
    private final List<Integer> checksums = new ArrayList<>();
    private byte[] block = new byte[FIRST];
    private int filled;
    private long bytes;
    private long stored;
    private Path path;
    private FileChannel file;

    /** Where a file may be. */
    interface Places {

        Path newFile() throws IOException;
    }

    /** @param codec null for none */
    ContentWriter(final CompressionCodec codec, final Places places, final DataFiles opener) {
        this.codec = codec;
        this.places = places;
        this.opener = opener;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    @Override
    public void write(final int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(final byte[] source, final int offset, final int length) throws IOException {
        digest.update(source, offset, length);
        bytes += length;
        int done = 0;
        while (done < length) {
            if (filled == block.length) {
                if (filled == BLOCK) {
                    flushBlock();
                } else {
                    block = Arrays.copyOf(block, Math.min(BLOCK, Math.max(2 * block.length, filled + length - done)));
                }
            }
            final int part = Math.min(length - done, block.length - filled);
            System.arraycopy(source, offset + done, block, filled, part);
            filled += part;
            done += part;
        }
    }

    private void flushBlock() throws IOException {
        final byte[] packed = codec == null ? Arrays.copyOf(block, filled) : Frames.pack(codec, block, 0, filled);
        final CRC32C sum = new CRC32C();
        sum.update(packed, 0, packed.length);
        lengths.add(packed.length);
        checksums.add((int) sum.getValue());
        filled = 0;
        if (file == null && stored + packed.length > MOST_IN_MEMORY) {
            path = places.newFile();
            file = opener.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            for (final byte[] each : memory) {
                append(each);
            }
            memory.clear();
        }
        stored += packed.length;
        if (file == null) {
            memory.add(packed);
        } else {
            append(packed);
        }
    }

    private void append(final byte[] packed) throws IOException {
        final ByteBuffer buffer = ByteBuffer.wrap(packed);
        while (buffer.hasRemaining()) {
            file.write(buffer);
        }
    }

    /** The content, after everything has been written. */
    Content finish() throws IOException {
        if (filled > 0) {
            flushBlock();
        }
        close();
        return new Content(HexFormat.of().formatHex(digest.digest()), bytes, codec == null ? "" : codec.name(),
                lengths.stream().mapToInt(Integer::intValue).toArray(), checksums.stream().mapToInt(Integer::intValue).toArray(),
                path == null ? List.copyOf(memory) : null, path, opener);
    }

    /** Ends it; what was written is for nobody unless it was finished. */
    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }

    /** The file that it has begun, or null. */
    Path path() {
        return path;
    }
}
