package io.kindling.events.log;

import io.kindling.compression.FileCompression;
import java.io.IOException;
import java.io.InputStream;

/** Ends where it cannot be read, and keeps why: what comes before must reach the reader whole. Used by one thread. */
final class TailInput extends InputStream {

    private final InputStream in;
    private IOException failure;

    private TailInput(final InputStream in) {
        this.in = in;
    }

    /** @param compression null for none */
    static TailInput of(final InputStream stored, final FileCompression compression) {
        try {
            return new TailInput(compression == null ? stored : compression.input(stored));
        } catch (final IOException e) {
            final TailInput nothing = new TailInput(stored);
            nothing.failure = e;
            return nothing;
        }
    }

    /** Why it ended early, or null. */
    IOException failure() {
        return failure;
    }

    @Override
    public int read() throws IOException {
        final byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(final byte[] target, final int offset, final int length) {
        if (failure != null) {
            return -1;
        }
        try {
            return in.read(target, offset, length);
        } catch (final IOException e) {
            failure = e;
            return -1;
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
