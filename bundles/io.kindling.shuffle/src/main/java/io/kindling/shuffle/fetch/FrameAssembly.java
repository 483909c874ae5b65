package io.kindling.shuffle.fetch;

import io.kindling.compression.CompressionCodec;
import io.kindling.protocol.message.ShuffleChunk;
import io.kindling.shuffle.file.FrameParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * A block whose parts arrive one after the other: what is whole of it is given at once, so that a block of any size takes no more memory
 * than a part and twice a frame. Used by one thread.
 */
final class FrameAssembly {

    private static final byte[] NOTHING = {};
    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 64;

    private final CompressionCodec codec;
    private FrameParser parser;
    private long total = -1;
    private int checksum;
    /** Received and not given: the beginning of a frame, in the first {@code held} bytes. */
    private byte[] rest = NOTHING;
    private int held;

    FrameAssembly(final CompressionCodec codec) {
        this.codec = codec;
    }

    /** From where on the next part is needed. */
    long received() {
        return parser == null ? 0 : parser.at() + held;
    }

    /** What has been received and not given is needed once more. */
    void again() {
        rest = NOTHING;
        held = 0;
    }

    boolean isWhole() {
        return parser != null && parser.isAtEnd();
    }

    /**
     * Takes the next part.
     *
     * @param batches gets what is whole now
     * @throws DamagedException if a frame is damaged; the ones before it have been given
     * @throws IOException      if this cannot be the next part
     */
    void add(final ShuffleChunk.BlockPart part, final List<byte[]> batches) throws IOException {
        if (parser == null) {
            if (part.total() < 0) {
                throw new IOException("a block of " + part.total() + " bytes");
            }
            total = part.total();
            checksum = part.checksum();
            parser = new FrameParser(codec, total);
        }
        final byte[] more = part.bytes();
        if (part.total() != total || part.checksum() != checksum || more.length > total - received() || more.length == 0 && received() < total) {
            throw new IOException("a part of " + more.length + " bytes does not continue a block of " + total + " bytes, of which "
                    + received() + " are here");
        }
        final ByteBuffer bytes = held == 0 ? ByteBuffer.wrap(more) : appended(more);
        try {
            while (bytes.remaining() >= FrameParser.HEADER && parser.nextLength(bytes) <= bytes.remaining()) {
                batches.add(parser.next(bytes));
            }
            if (parser.isAtEnd()) {
                parser.end(checksum);
            }
        } catch (final IOException e) {
            throw new DamagedException(e);
        } finally {
            keep(bytes);
        }
    }

    /** A frame of many parts would be copied with each of them, did the room not grow faster than what is in it. */
    private ByteBuffer appended(final byte[] more) {
        final int needed = Math.addExact(held, more.length);
        if (needed > rest.length) {
            rest = Arrays.copyOf(rest, (int) Math.max(needed, Math.min(LONGEST_ARRAY, 2L * rest.length)));
        }
        System.arraycopy(more, 0, rest, held, more.length);
        return ByteBuffer.wrap(rest, 0, needed);
    }

    private void keep(final ByteBuffer bytes) {
        held = bytes.remaining();
        if (bytes.array() != rest || held == 0) {
            rest = held == 0 ? NOTHING : new byte[held];
        }
        System.arraycopy(bytes.array(), bytes.position(), rest, 0, held);
    }

    /** What arrived is not what was written. */
    static final class DamagedException extends IOException {

        private static final long serialVersionUID = 1L;

        DamagedException(final IOException cause) {
            super(cause.getMessage(), cause);
        }
    }
}
