package io.kindling.common.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.security.SecureRandom;

/**
 * A file as it was before it was sealed: to be written from its beginning to its end, to be read anywhere. What has been written can be read
 * at once by the channel that wrote it, by others when that has been closed. A file that was not closed has no last frame and cannot be read
 * to its end. Thread-safe, one call at a time.
 */
final class SealedChannel extends FileChannel {

    private final FileChannel raw;
    private final Path file;
    private final SealedReader reader;
    /** Null if it is only read. */
    private final SealedWriter writer;
    private long position;

    private SealedChannel(final FileChannel raw, final Path file, final SealedReader reader, final SealedWriter writer) {
        this.raw = raw;
        this.file = file;
        this.reader = reader;
        this.writer = writer;
    }

    /** Over an empty file. */
    static SealedChannel create(final FileChannel raw, final Path file, final byte[] key, final SecureRandom salts) throws IOException {
        if (raw.size() > 0) {
            throw new IOException(file + " has " + raw.size() + " bytes already; a sealed file is written once");
        }
        final byte[] header = SealedLayout.newHeader(salts);
        final SealedWriter writer = new SealedWriter(raw, file, new FrameCipher(key, header), header);
        return new SealedChannel(raw, file, new SealedReader(raw, file, new FrameCipher(key, header)), writer);
    }

    /** Over one that was written. */
    static SealedChannel open(final FileChannel raw, final Path file, final byte[] key) throws IOException {
        final byte[] header = SealedLayout.readHeader(raw, file);
        final SealedReader reader = new SealedReader(raw, file, new FrameCipher(key, header));
        reader.isWhole();
        return new SealedChannel(raw, file, reader, null);
    }

    @Override
    public synchronized int read(final ByteBuffer target) throws IOException {
        final int read = read(target, position);
        position += Math.max(0, read);
        return read;
    }

    @Override
    public synchronized long read(final ByteBuffer[] targets, final int offset, final int length) throws IOException {
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
    public synchronized int read(final ByteBuffer target, final long from) throws IOException {
        final long size = size();
        if (from >= size) {
            return target.hasRemaining() ? -1 : 0;
        }
        int done = 0;
        for (long at = from; target.hasRemaining() && at < size; at = from + done) {
            final long frame = at / SealedLayout.FRAME;
            final byte[] plain = writer == null || frame < writer.flushed() ? reader.frame(frame) : writer.tail();
            final int inFrame = (int) (at % SealedLayout.FRAME);
            final int now = (int) Math.min(target.remaining(), Math.min(SealedLayout.FRAME - inFrame, size - at));
            target.put(plain, inFrame, now);
            done += now;
        }
        return done;
    }

    @Override
    public synchronized int write(final ByteBuffer source) throws IOException {
        final int written = write(source, position);
        position += written;
        return written;
    }

    @Override
    public synchronized long write(final ByteBuffer[] sources, final int offset, final int length) throws IOException {
        long done = 0;
        for (int i = offset; i < offset + length; i++) {
            done += write(sources[i]);
        }
        return done;
    }

    @Override
    public synchronized int write(final ByteBuffer source, final long at) throws IOException {
        if (writer == null) {
            throw new NonWritableChannelException();
        }
        if (at != writer.size()) {
            throw new IOException(file + " is sealed and has " + writer.size() + " bytes; it cannot be written at " + at);
        }
        return writer.write(source);
    }

    @Override
    public synchronized long position() {
        return position;
    }

    @Override
    public synchronized FileChannel position(final long newPosition) {
        position = newPosition;
        return this;
    }

    @Override
    public synchronized long size() throws IOException {
        return writer == null ? reader.size() : writer.size();
    }

    @Override
    public FileChannel truncate(final long size) throws IOException {
        throw new IOException(file + " is sealed; it cannot be cut to " + size + " bytes");
    }

    /** What has been sealed; the rest is when the channel is closed. */
    @Override
    public void force(final boolean metaData) throws IOException {
        raw.force(metaData);
    }

    @Override
    public long transferTo(final long from, final long count, final WritableByteChannel target) throws IOException {
        final ByteBuffer part = ByteBuffer.allocate((int) Math.min(count, SealedLayout.FRAME));
        final int read = read(part, from);
        part.flip();
        while (part.hasRemaining()) {
            target.write(part);
        }
        return Math.max(0, read);
    }

    @Override
    public long transferFrom(final ReadableByteChannel source, final long at, final long count) throws IOException {
        final ByteBuffer part = ByteBuffer.allocate((int) Math.min(count, SealedLayout.FRAME));
        source.read(part);
        return write(part.flip(), at);
    }

    @Override
    public MappedByteBuffer map(final MapMode mode, final long from, final long length) {
        throw new UnsupportedOperationException(file + " is sealed; it cannot be mapped");
    }

    @Override
    public FileLock lock(final long from, final long length, final boolean shared) throws IOException {
        return raw.lock(from, length, shared);
    }

    @Override
    public FileLock tryLock(final long from, final long length, final boolean shared) throws IOException {
        return raw.tryLock(from, length, shared);
    }

    @Override
    protected synchronized void implCloseChannel() throws IOException {
        try (raw) {
            if (writer != null && raw.isOpen()) {
                writer.end();
            }
        }
    }
}
