package io.kindling.compression;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Blocks with their lengths before them, so that several can stand one after the other: the original length, the stored length, the
 * bytes. What does not become smaller is stored as it is, and then both lengths are the same. The checksum is the business of whoever
 * keeps them, over what is stored.
 */
public final class Frames {

    /** The two lengths. */
    public static final int HEADER = 8;

    private Frames() {
    }

    /** One block as a frame. */
    public static byte[] pack(final CompressionCodec codec, final byte[] bytes, final int offset, final int length) {
        final byte[] target = new byte[bound(codec, length)];
        final int stored = pack(codec, bytes, offset, length, target, 0);
        return Arrays.copyOf(target, stored);
    }

    /** The most bytes that a frame of so many bytes can have. */
    public static int bound(final CompressionCodec codec, final int length) {
        return Math.addExact(HEADER, Math.max(length, codec.bound(length)));
    }

    /**
     * One block as a frame.
     *
     * @param target has room for {@link #bound} from {@code at} on
     * @return how many bytes were written
     */
    public static int pack(final CompressionCodec codec, final byte[] bytes, final int offset, final int length, final byte[] target, final int at) {
        int stored = codec.compress(bytes, offset, length, target, at + HEADER);
        if (stored >= length) {
            System.arraycopy(bytes, offset, target, at + HEADER, length);
            stored = length;
        }
        ByteBuffer.wrap(target, at, HEADER).putInt(length).putInt(stored);
        return HEADER + stored;
    }

    /** How many bytes the frame has that begins at a place, with its header. */
    public static int length(final byte[] frames, final int offset) throws IOException {
        check(frames, offset);
        return HEADER + ByteBuffer.wrap(frames, offset + 4, 4).getInt();
    }

    /**
     * The block of the frame that begins at a place.
     *
     * @throws IOException if there is no frame
     */
    public static byte[] unpack(final CompressionCodec codec, final byte[] frames, final int offset) throws IOException {
        check(frames, offset);
        final ByteBuffer header = ByteBuffer.wrap(frames, offset, HEADER);
        final byte[] block = new byte[header.getInt()];
        final int stored = header.getInt();
        if (stored == block.length) {
            System.arraycopy(frames, offset + HEADER, block, 0, stored);
        } else {
            codec.decompress(frames, offset + HEADER, stored, block, 0, block.length);
        }
        return block;
    }

    private static void check(final byte[] frames, final int offset) throws IOException {
        if (frames.length - offset < HEADER) {
            throw new IOException("A frame's header at " + offset + " is cut off after " + (frames.length - offset) + " bytes");
        }
        final ByteBuffer header = ByteBuffer.wrap(frames, offset, HEADER);
        final int original = header.getInt();
        final int stored = header.getInt();
        if (original < 0 || stored < 0 || stored > original || stored > frames.length - offset - HEADER) {
            throw new IOException("The frame at " + offset + " says that it has " + stored + " bytes for " + original + ", "
                    + (frames.length - offset - HEADER) + " are there");
        }
    }
}
