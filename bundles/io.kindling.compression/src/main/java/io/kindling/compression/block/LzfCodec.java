package io.kindling.compression.block;

import com.ning.compress.BufferRecycler;
import com.ning.compress.lzf.LZFDecoder;
import com.ning.compress.lzf.LZFEncoder;
import com.ning.compress.lzf.LZFException;
import io.kindling.compression.CompressionCodec;
import java.io.IOException;

/** Kept for those who know it; the chunks of LZF. */
public final class LzfCodec implements CompressionCodec {

    /** In files. */
    public static final int NUMBER = 4;

    @Override
    public String name() {
        return "lzf";
    }

    @Override
    public int number() {
        return NUMBER;
    }

    @Override
    public int bound(final int length) {
        return LZFEncoder.estimateMaxWorkspaceSize(length);
    }

    @Override
    public int compress(final byte[] source, final int offset, final int length, final byte[] target, final int at) {
        // A recycler of its own: the library's hangs on the thread, and would keep this bundle's classes there.
        return length == 0 ? 0 : LZFEncoder.appendEncoded(source, offset, length, target, at, new BufferRecycler()) - at;
    }

    @Override
    public void decompress(final byte[] source, final int offset, final int length, final byte[] target, final int at, final int original)
            throws IOException {
        final byte[] block = new byte[original];
        try {
            final int found = length == 0 ? 0 : LZFDecoder.safeDecode(source, offset, length, block);
            if (found != original) {
                throw new IOException("lzf data of " + length + " bytes stands for " + found + " bytes instead of " + original);
            }
        } catch (final LZFException | IndexOutOfBoundsException e) {
            throw new IOException("These are no " + length + " bytes of lzf data: " + e.getMessage(), e);
        }
        System.arraycopy(block, 0, target, at, original);
    }
}
