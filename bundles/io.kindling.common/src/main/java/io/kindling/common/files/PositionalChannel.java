package io.kindling.common.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/** A file that is read and written at given places; the calls that need no more than that are made of those. Thread-safe; calls without a place go one at a time. */
abstract class PositionalChannel extends FileChannel {

    private static final int PART = 1 << 17;

    private final Path file;
    private long position;

    /** @param file for messages */
    PositionalChannel(final Path file) {
        this.file = file;
    }

    final Path file() {
        return file;
    }

    @Override
    public final synchronized int read(final ByteBuffer target) throws IOException {
        final int read = read(target, position);
        position += Math.max(0, read);
        return read;
    }

    @Override
    public final synchronized long read(final ByteBuffer[] targets, final int offset, final int length) throws IOException {
        long done = 0;
        for (int i = offset; i < offset + length; i++) {
            while (targets[i].hasRemaining()) {
                final int read = read(targets[i]);
                if (read < 0) {
                    return done == 0 ? -1 : done;
                }
                done += read;
            }
        }
        return done;
    }

    @Override
    public final synchronized int write(final ByteBuffer source) throws IOException {
        final int written = write(source, position);
        position += written;
        return written;
    }

    @Override
    public final synchronized long write(final ByteBuffer[] sources, final int offset, final int length) throws IOException {
        long done = 0;
        for (int i = offset; i < offset + length; i++) {
            while (sources[i].hasRemaining()) {
                done += write(sources[i]);
            }
        }
        return done;
    }

    @Override
    public final synchronized long position() {
        return position;
    }

    @Override
    public final synchronized FileChannel position(final long newPosition) {
        position = newPosition;
        return this;
    }

    @Override
    public final long transferTo(final long from, final long count, final WritableByteChannel target) throws IOException {
        final ByteBuffer part = ByteBuffer.allocate((int) Math.min(count, PART));
        final int read = read(part, from);
        part.flip();
        while (part.hasRemaining()) {
            target.write(part);
        }
        return Math.max(0, read);
    }

    @Override
    public final long transferFrom(final ReadableByteChannel source, final long at, final long count) throws IOException {
        final ByteBuffer part = ByteBuffer.allocate((int) Math.min(count, PART));
        source.read(part);
        part.flip();
        long done = 0;
        while (part.hasRemaining()) {
            done += write(part, at + done);
        }
        return done;
    }

    @Override
    public final FileChannel truncate(final long size) throws IOException {
        throw new IOException(file + " is written from its beginning to its end and cannot be cut to " + size + " bytes; write another one in its place");
    }

    @Override
    public final MappedByteBuffer map(final MapMode mode, final long from, final long length) {
        throw new UnsupportedOperationException(file + " cannot be mapped here, for what is on the disk may be sealed; read it");
    }

    @Override
    public final FileLock lock(final long from, final long length, final boolean shared) {
        throw notLocked();
    }

    @Override
    public final FileLock tryLock(final long from, final long length, final boolean shared) {
        throw notLocked();
    }

    private UnsupportedOperationException notLocked() {
        return new UnsupportedOperationException(file + " belongs to one process and cannot be locked here; lock a file of its own instead");
    }
}
