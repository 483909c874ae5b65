package io.kindling.storage.memory;

import io.kindling.compression.CompressionCodec;
import io.kindling.compression.CompressionCodecs;
import io.kindling.compression.Frames;
import io.kindling.storage.api.FrameReader;
import java.io.IOException;
import java.util.Arrays;

/**
 * Encoded batches as the store keeps them, in memory and on disk.
 *
 * @param codec null if they are kept as they come
 */
record BatchPacking(CompressionCodec codec) {

    /** @param name of a codec; empty for none */
    static BatchPacking of(final String name) {
        return new BatchPacking(name.isEmpty() ? null : CompressionCodecs.of(name));
    }

    boolean compresses() {
        return codec != null;
    }

    byte[] pack(final byte[] source, final int offset, final int length) {
        return codec == null ? Arrays.copyOfRange(source, offset, offset + length) : Frames.pack(codec, source, offset, length);
    }

    byte[] unpack(final byte[] packed) throws IOException {
        return codec == null ? packed : Frames.unpack(codec, packed, 0);
    }

    /** What a form gives, packed; objects are encoded on the way. */
    FrameReader packed(final Form form) throws IOException {
        final FrameReader batches = form.open();
        return codec == null || form.objects() == null ? batches : new FrameReader() {

            @Override
            public byte[] next() throws IOException {
                final byte[] batch = batches.next();
                return batch == null ? null : pack(batch, 0, batch.length);
            }

            @Override
            public void close() throws IOException {
                batches.close();
            }
        };
    }

    /** What a form gives, as it was encoded. */
    byte[] next(final Form form, final FrameReader batches) throws IOException {
        final byte[] batch = batches.next();
        return batch == null || form.objects() != null ? batch : unpack(batch);
    }
}
