package io.kindling.shuffle.file;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Gathers small writes to a file in a buffer that belongs to somebody else. Used by one thread. */
final class Gathering {

    private final FileChannel channel;
    private final ByteBuffer buffer;

    Gathering(final FileChannel channel, final ByteBuffer buffer) {
        this.channel = channel;
        this.buffer = buffer.clear();
    }

    /** Room for so many bytes, fewer than the buffer has. */
    ByteBuffer room(final int bytes) throws IOException {
        if (buffer.remaining() < bytes) {
            flush();
        }
        return buffer;
    }

    void write(final byte[] bytes) throws IOException {
        for (int done = 0; done < bytes.length;) {
            if (!buffer.hasRemaining()) {
                flush();
            }
            final int now = Math.min(buffer.remaining(), bytes.length - done);
            buffer.put(bytes, done, now);
            done += now;
        }
    }

    void transfer(final FileChannel source, final long start, final long end) throws IOException {
        if (start == end) {
            return;
        }
        flush();
        long at = start;
        while (at < end) {
            final long moved = source.transferTo(at, end - at, channel);
            if (moved <= 0) {
                throw new EOFException("A spill file of a map output ends at " + at + ", " + end + " bytes were written");
            }
            at += moved;
        }
    }

    void flush() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        buffer.clear();
    }
}
