package io.kindling.shuffle.file;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * The batches of one block in a file, through a window, so that a block of any size takes no more memory than its largest batch. A frame
 * that is damaged is read a second time. Used by one thread.
 */
final class BlockReader implements AutoCloseable {

    private final FileChannel channel;
    private final FileLayout.Entry entry;
    private final Disks disks;
    private final FrameParser parser;
    private ByteBuffer window;
    private boolean checked;

    BlockReader(final FileChannel channel, final FileLayout.Entry entry, final Disks disks) {
        this.channel = channel;
        this.entry = entry;
        this.disks = disks;
        this.parser = new FrameParser(disks.codec(), entry.length());
        window = disks.buffers().take().limit(0);
    }

    /** The next batch; null at the end. */
    byte[] next() throws IOException {
        if (parser.isAtEnd()) {
            if (!checked) {
                parser.end(entry.checksum());
                checked = true;
            }
            return null;
        }
        try {
            return frame();
        } catch (final EOFException e) {
            throw e;
        } catch (final IOException e) {
            window.limit(0).position(0);
            try {
                return frame();
            } catch (final IOException second) {
                second.addSuppressed(e);
                throw second;
            }
        }
    }

    private byte[] frame() throws IOException {
        need(FrameParser.HEADER);
        final long length = parser.nextLength(window);
        if (length <= window.capacity()) {
            need((int) length);
            return parser.next(window);
        }
        final ByteBuffer large = ByteBuffer.allocate(Math.toIntExact(length));
        final ByteBuffer small = window;
        window = large.limit(0);
        try {
            need((int) length);
            return parser.next(window);
        } finally {
            window = small.limit(0).position(0);
        }
    }

    /** Reads until so many bytes of the block are in the window from its position on. */
    private void need(final int bytes) throws IOException {
        if (window.remaining() >= bytes) {
            return;
        }
        final long left = entry.length() - parser.at();
        if (bytes > left) {
            throw new EOFException("a frame of " + bytes + " bytes begins " + left + " bytes before the end of its block");
        }
        window.compact().limit((int) Math.min(window.capacity(), left));
        while (window.position() < bytes) {
            if (channel.read(window, entry.offset() + parser.at() + window.position()) <= 0) {
                throw new EOFException("the file ends after " + channel.size() + " bytes, a block at " + (entry.offset() + entry.length()));
            }
        }
        window.flip();
    }

    @Override
    public void close() {
        if (window != null) {
            disks.buffers().giveBack(window);
            window = null;
        }
    }
}
