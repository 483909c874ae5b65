package io.kindling.compression.file;

import com.ning.compress.lzf.LZFDecoder;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Reads LZF chunks one after the other. Used by one thread. */
public final class LzfFileInput extends InputStream {

    private static final int PLAIN = 0;
    private static final int COMPRESSED = 1;

    private final InputStream in;
    private byte[] chunk = {};
    private int at;

    /** @param in stands at a chunk's mark */
    public LzfFileInput(final InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        return more() ? chunk[at++] & 0xFF : -1;
    }

    @Override
    public int read(final byte[] target, final int offset, final int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!more()) {
            return -1;
        }
        final int now = Math.min(length, chunk.length - at);
        System.arraycopy(chunk, at, target, offset, now);
        at += now;
        return now;
    }

    private boolean more() throws IOException {
        while (at == chunk.length) {
            final int mark = in.read();
            if (mark < 0) {
                return false;
            }
            if (mark != 'Z' || in.read() != 'V') {
                throw new IOException("These bytes begin no LZF chunk");
            }
            next(in.read());
            at = 0;
        }
        return true;
    }

    private void next(final int kind) throws IOException {
        if (kind == PLAIN) {
            chunk = take(length());
        } else if (kind == COMPRESSED) {
            final int stored = length();
            final byte[] original = new byte[length()];
            // What the library decodes is a chunk with its header.
            final byte[] whole = new byte[7 + stored];
            whole[0] = 'Z';
            whole[1] = 'V';
            whole[2] = COMPRESSED;
            whole[3] = (byte) (stored >>> 8);
            whole[4] = (byte) stored;
            whole[5] = (byte) (original.length >>> 8);
            whole[6] = (byte) original.length;
            System.arraycopy(take(stored), 0, whole, 7, stored);
            final int found = LZFDecoder.safeDecode(whole, 0, whole.length, original);
            if (found != original.length) {
                throw new IOException("An LZF chunk stands for " + found + " bytes instead of " + original.length);
            }
            chunk = original;
        } else {
            throw new IOException("An LZF chunk is of the unknown kind " + kind);
        }
    }

    private int length() throws IOException {
        final byte[] two = take(2);
        return (two[0] & 0xFF) << 8 | two[1] & 0xFF;
    }

    private byte[] take(final int length) throws IOException {
        final byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("The file ends within an LZF chunk");
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
