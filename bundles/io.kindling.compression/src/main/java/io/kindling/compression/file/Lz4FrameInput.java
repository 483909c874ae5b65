package io.kindling.compression.file;

import io.airlift.compress.lz4.Lz4Decompressor;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Reads LZ4 frames one after the other, of independent blocks; compares every checksum that is there. Used by one thread. */
public final class Lz4FrameInput extends InputStream {

    private static final int MAGIC = 0x184D2204;
    private static final int SKIPPABLE = 0x184D2A50;
    private static final int PLAIN = 0x80000000;

    private final InputStream in;
    private final Lz4Decompressor decompressor = new Lz4Decompressor();
    private byte[] block = {};
    private int at;
    private int filled;
    private boolean inFrame;
    private boolean ended;
    private boolean blockChecksums;
    private boolean contentChecksum;
    private int largest;
    private XxHash32 content;

    /** @param in stands at a frame's magic number */
    public Lz4FrameInput(final InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        return more() ? block[at++] & 0xFF : -1;
    }

    @Override
    public int read(final byte[] target, final int offset, final int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!more()) {
            return -1;
        }
        final int now = Math.min(length, filled - at);
        System.arraycopy(block, at, target, offset, now);
        at += now;
        return now;
    }

    private boolean more() throws IOException {
        while (at == filled && !ended) {
            if (inFrame) {
                nextBlock();
            } else {
                nextFrame();
            }
        }
        return !ended;
    }

    private void nextFrame() throws IOException {
        final byte[] first = in.readNBytes(4);
        if (first.length == 0) {
            ended = true;
            return;
        }
        if (first.length < 4) {
            throw new EOFException("The file ends within the magic number of an LZ4 frame");
        }
        final int magic = XxHash32.int32(first, 0);
        if ((magic & ~0xF) == SKIPPABLE) {
            in.skipNBytes(int32() & 0xFFFFFFFFL);
            return;
        }
        if (magic != MAGIC) {
            throw new IOException("These bytes begin no LZ4 frame: " + Integer.toHexString(magic));
        }
        descriptor();
    }

    private void descriptor() throws IOException {
        final byte[] descriptor = new byte[14];
        take(descriptor, 0, 2);
        final int flags = descriptor[0];
        final int size = descriptor[1] >>> 4 & 7;
        if ((flags & 0xC0) != 0x40 || size < 4) {
            throw new IOException("This LZ4 frame is of an unknown version: " + Integer.toHexString(flags & 0xFF) + " " + Integer.toHexString(descriptor[1]));
        }
        if ((flags & 0x20) == 0 || (flags & 1) != 0) {
            throw new IOException("This LZ4 frame has blocks that depend on each other or on a dictionary; write it with independent blocks (lz4 -BI)");
        }
        int length = 2;
        if ((flags & 8) != 0) {
            take(descriptor, length, 8);
            length += 8;
        }
        final int expected = in.read();
        if (expected != (XxHash32.of(descriptor, 0, length) >>> 8 & 0xFF)) {
            throw new IOException("The header of an LZ4 frame is damaged");
        }
        blockChecksums = (flags & 0x10) != 0;
        contentChecksum = (flags & 4) != 0;
        largest = 1 << 8 + 2 * size;
        block = new byte[largest];
        content = contentChecksum ? new XxHash32() : null;
        inFrame = true;
    }

    private void nextBlock() throws IOException {
        final int header = int32();
        if (header == 0) {
            if (contentChecksum && int32() != content.value()) {
                throw new IOException("The content of an LZ4 frame does not have its checksum");
            }
            inFrame = false;
            return;
        }
        final int length = header & ~PLAIN;
        if (length > largest) {
            throw new IOException("A block of " + length + " bytes in an LZ4 frame of blocks up to " + largest);
        }
        final byte[] stored = new byte[length];
        take(stored, 0, length);
        if (blockChecksums && int32() != XxHash32.of(stored, 0, length)) {
            throw new IOException("A block of an LZ4 frame does not have its checksum");
        }
        if ((header & PLAIN) != 0) {
            System.arraycopy(stored, 0, block, 0, length);
            filled = length;
        } else {
            filled = decompressor.decompress(stored, 0, length, block, 0, largest);
        }
        at = 0;
        if (contentChecksum) {
            content.update(block, 0, filled);
        }
    }

    private int int32() throws IOException {
        final byte[] bytes = new byte[4];
        take(bytes, 0, 4);
        return XxHash32.int32(bytes, 0);
    }

    private void take(final byte[] target, final int offset, final int length) throws IOException {
        if (in.readNBytes(target, offset, length) < length) {
            throw new EOFException("The file ends within an LZ4 frame");
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
