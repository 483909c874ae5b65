package io.kindling.common.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.Path;
import java.security.SecureRandom;

/**
 * A file as it was before it was sealed: to be written from its beginning to its end, to be read anywhere. What has been written can be read
 * at once by the channel that wrote it, by others when that has been closed. A file that was not closed has no last frame and cannot be read
 * to its end. Thread-safe, one call at a time.
 */
final class SealedChannel extends PositionalChannel {

    private final FileChannel raw;
    private final SealedReader reader;
    /** Null if it is only read. */
    private final SealedWriter writer;

    private SealedChannel(final FileChannel raw, final Path file, final SealedReader reader, final SealedWriter writer) {
        super(file);
        this.raw = raw;
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
    public synchronized int read(final ByteBuffer target, final long from) throws IOException {
        isUsable();
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

    /** Else the part of a frame that waits in memory would be given, or taken, as if there were a file for it. */
    private void isUsable() throws IOException {
        if (!isOpen() || !raw.isOpen()) {
            throw new ClosedChannelException();
        }
    }

    @Override
    public synchronized int write(final ByteBuffer source, final long at) throws IOException {
        if (writer == null) {
            throw new NonWritableChannelException();
        }
        isUsable();
        if (at != writer.size()) {
            throw new IOException(file() + " is sealed and has " + writer.size() + " bytes; it cannot be written at " + at);
        }
        return writer.write(source);
    }

    @Override
    public synchronized long size() throws IOException {
        return writer == null ? reader.size() : writer.size();
    }

    /** What has been sealed; the rest is when the channel is closed. */
    @Override
    public void force(final boolean metaData) throws IOException {
        raw.force(metaData);
    }

    @Override
    protected synchronized void implCloseChannel() throws IOException {
        try (raw) {
            if (writer != null) {
                writer.end();
            }
        }
    }
}
