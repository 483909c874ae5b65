package io.kindling.compression.file;

import java.io.IOException;
import java.io.OutputStream;

/** Cuts what is written into blocks of one length, but for the last one and where it is flushed. Used by one thread. */
public abstract class BlockOutput extends OutputStream {

    private final OutputStream out;
    private final byte[] block;
    private int filled;
    private boolean closed;

    protected BlockOutput(final OutputStream out, final int length) {
        this.out = out;
        this.block = new byte[length];
    }

    /** A block of at least one byte is full. */
    protected abstract void block(byte[] bytes, int length) throws IOException;

    /** All blocks have been given: once. */
    protected abstract void end() throws IOException;

    @Override
    public final void write(final int b) throws IOException {
        if (filled == block.length) {
            flushBlock();
        }
        block[filled++] = (byte) b;
    }

    @Override
    public final void write(final byte[] bytes, final int offset, final int length) throws IOException {
        for (int done = 0; done < length;) {
            if (filled == block.length) {
                flushBlock();
            }
            final int now = Math.min(block.length - filled, length - done);
            System.arraycopy(bytes, offset + done, block, filled, now);
            filled += now;
            done += now;
        }
    }

    private void flushBlock() throws IOException {
        if (filled > 0) {
            block(block, filled);
            filled = 0;
        }
    }

    @Override
    public final void flush() throws IOException {
        flushBlock();
        out.flush();
    }

    @Override
    public final void close() throws IOException {
        if (!closed) {
            closed = true;
            try (out) {
                flushBlock();
                end();
            }
        }
    }
}
