package io.kindling.common.files;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.SecureRandom;

/** The layout of a sealed file: a magic number, a version, a salt; then frames, all but the last of them full, each with its tag. */
final class SealedLayout {

    /** How much of the original a frame holds: little enough for small blocks anywhere in a file, enough that a frame's own cost is small. */
    static final int FRAME = 1 << 14;
    static final int SEALED = FRAME + FrameCipher.TAG;
    static final int HEADER = 40;

    private static final int MAGIC = 0x4B445345;
    private static final int VERSION = 1;

    private SealedLayout() {
    }

    static byte[] newHeader(final SecureRandom salts) {
        final byte[] salt = new byte[HEADER - 2 * Integer.BYTES];
        salts.nextBytes(salt);
        return ByteBuffer.allocate(HEADER).putInt(MAGIC).putInt(VERSION).put(salt).array();
    }

    static byte[] readHeader(final FileChannel raw, final Path file) throws IOException {
        final ByteBuffer header = ByteBuffer.allocate(HEADER);
        read(raw, header, 0, file);
        if (header.getInt(0) != MAGIC || header.getInt(Integer.BYTES) != VERSION) {
            throw new IOException(file + " is no sealed file of this version: it begins with " + Integer.toHexString(header.getInt(0)) + " and version "
                    + header.getInt(Integer.BYTES));
        }
        return header.array();
    }

    static void read(final FileChannel raw, final ByteBuffer target, final long at, final Path file) throws IOException {
        final int begin = target.position();
        while (target.hasRemaining()) {
            if (raw.read(target, at + target.position() - begin) <= 0) {
                throw new EOFException("The sealed file " + file + " ends after " + (at + target.position() - begin) + " bytes");
            }
        }
    }
}
