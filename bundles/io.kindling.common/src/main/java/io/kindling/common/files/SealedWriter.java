package io.kindling.common.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Seals what is written to a file, frame by frame; the last one, perhaps empty, at its end. Used by one thread at a time. */
final class SealedWriter {

    private final FileChannel raw;
    private final Path file;
    private final FrameCipher cipher;
    private final byte[] plain = new byte[SealedLayout.FRAME];
    private final byte[] sealed = new byte[SealedLayout.SEALED];
    private byte[] header;
    private int filled;
    private long flushed;
    private boolean failed;

    SealedWriter(final FileChannel raw, final Path file, final FrameCipher cipher, final byte[] header) {
        this.raw = raw;
        this.file = file;
        this.cipher = cipher;
        this.header = header;
    }

    /** How many frames are in the file. */
    long flushed() {
        return flushed;
    }

    /** The beginning of the frame after these. */
    byte[] tail() {
        return plain;
    }

    /** How much has been written. */
    long size() {
        return flushed * SealedLayout.FRAME + filled;
    }

    /** Takes everything. When it fails what was written before can still be read, and nothing more can be written. */
    int write(final ByteBuffer source) throws IOException {
        final int length = source.remaining();
        while (source.hasRemaining()) {
            if (filled == plain.length) {
                flush(false); // only now is it known that it is not the last one
            }
            final int now = Math.min(source.remaining(), plain.length - filled);
            source.get(plain, filled, now);
            filled += now;
        }
        return length;
    }

    private void flush(final boolean last) throws IOException {
        if (failed) {
            throw new IOException(file + " could not be written before; nothing is added to it");
        }
        failed = true;
        if (header != null) {
            put(ByteBuffer.wrap(header), 0);
            header = null;
        }
        final int length = cipher.seal(flushed, last, plain, filled, sealed);
        put(ByteBuffer.wrap(sealed, 0, length), SealedLayout.HEADER + flushed * SealedLayout.SEALED);
        failed = false;
        flushed++;
        filled = 0;
    }

    private void put(final ByteBuffer bytes, final long at) throws IOException {
        while (bytes.hasRemaining()) {
            raw.write(bytes, at + bytes.position());
        }
    }

    /** Writes the last frame, unless something could not be written before: then the file never becomes whole. */
    void end() throws IOException {
        if (!failed) {
            flush(true);
        }
    }
}
