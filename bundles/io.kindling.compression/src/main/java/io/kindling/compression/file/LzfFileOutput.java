package io.kindling.compression.file;

import com.ning.compress.BufferRecycler;
import com.ning.compress.lzf.LZFEncoder;
import java.io.IOException;
import java.io.OutputStream;

/** Writes LZF chunks of up to 65,535 bytes. Used by one thread. */
public final class LzfFileOutput extends OutputStream {

    /** The most that a chunk's header can say. */
    static final int CHUNK = 0xFFFF;

    private final OutputStream out;
    private final byte[] chunk = new byte[CHUNK];
    private final byte[] stored = new byte[LZFEncoder.estimateMaxWorkspaceSize(CHUNK)];
    private int filled;
    private boolean closed;

    public LzfFileOutput(final OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(final int b) throws IOException {
        if (filled == CHUNK) {
            flushChunk();
        }
        chunk[filled++] = (byte) b;
    }

    @Override
    public void write(final byte[] bytes, final int offset, final int length) throws IOException {
        for (int done = 0; done < length;) {
            if (filled == CHUNK) {
                flushChunk();
            }
            final int now = Math.min(CHUNK - filled, length - done);
            System.arraycopy(bytes, offset + done, chunk, filled, now);
            filled += now;
            done += now;
        }
    }

    private void flushChunk() throws IOException {
        if (filled > 0) {
            // A recycler of its own: the library's hangs on the thread, and would keep this bundle's classes there.
            out.write(stored, 0, LZFEncoder.appendEncoded(chunk, 0, filled, stored, 0, new BufferRecycler()));
            filled = 0;
        }
    }

    @Override
    public void flush() throws IOException {
        flushChunk();
        out.flush();
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            try (out) {
                flushChunk();
            }
        }
    }
}
