package io.kindling.compression;

import io.kindling.compression.file.BlockOutput;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Streams of compressed blocks with a checksum each (CRC-32C over what is stored): for spills, kept blocks, broadcasts, checkpoints.
 * The streams are used by one thread, and close what they stand on. The end is written by closing, so a stream that was cut off is found.
 */
public final class CompressedStreams {

    private static final int BLOCK = 1 << 16;
    private static final int END = -1;

    private CompressedStreams() {
    }

    /** Compresses what is written. */
    public static OutputStream output(final CompressionCodec codec, final OutputStream out) {
        return new Output(codec, out);
    }

    /** The original; IOException if a block is damaged or the end is missing. */
    public static InputStream input(final CompressionCodec codec, final InputStream in) {
        return new Input(codec, in);
    }

    private static int checksum(final byte[] bytes, final int length) {
        final CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, length);
        return (int) checksum.getValue();
    }

    private static final class Output extends BlockOutput {

        private final CompressionCodec codec;
        private final OutputStream out;
        private final byte[] frame;

        Output(final CompressionCodec codec, final OutputStream out) {
            super(out, BLOCK);
            this.codec = codec;
            this.out = out;
            frame = new byte[Frames.bound(codec, BLOCK)];
        }

        @Override
        protected void block(final byte[] bytes, final int length) throws IOException {
            final int stored = Frames.pack(codec, bytes, 0, length, frame, 0);
            out.write(ByteBuffer.allocate(8).putInt(stored).putInt(checksum(frame, stored)).array());
            out.write(frame, 0, stored);
        }

        @Override
        protected void end() throws IOException {
            out.write(ByteBuffer.allocate(8).putInt(END).putInt(0).array());
        }
    }

    private static final class Input extends InputStream {

        private final CompressionCodec codec;
        private final DataInputStream in;
        private byte[] block = {};
        private int at;
        private boolean ended;

        Input(final CompressionCodec codec, final InputStream in) {
            this.codec = codec;
            this.in = new DataInputStream(in);
        }

        @Override
        public int read() throws IOException {
            return more() ? block[at++] & 0xFF : -1;
        }

        @Override
        public int read(final byte[] target, final int offset, final int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (!more()) {
                return -1;
            }
            final int now = Math.min(length, block.length - at);
            System.arraycopy(block, at, target, offset, now);
            at += now;
            return now;
        }

        @Override
        public int available() {
            return block.length - at;
        }

        private boolean more() throws IOException {
            while (at == block.length && !ended) {
                next();
            }
            return !ended;
        }

        private void next() throws IOException {
            try {
                final int length = in.readInt();
                final int expected = in.readInt();
                if (length == END) {
                    ended = true;
                    return;
                }
                if (length < Frames.HEADER || length > Frames.HEADER + BLOCK) {
                    throw new IOException("A compressed block is damaged: it says that it has " + length + " bytes");
                }
                final byte[] frame = in.readNBytes(length);
                if (frame.length < length) {
                    throw new EOFException();
                }
                if (checksum(frame, length) != expected) {
                    throw new IOException("A compressed block is damaged: it has the checksum " + Integer.toHexString(checksum(frame, length))
                            + " instead of " + Integer.toHexString(expected));
                }
                if (ByteBuffer.wrap(frame).getInt() > BLOCK) {
                    throw new IOException("A compressed block says that it was " + ByteBuffer.wrap(frame).getInt() + " bytes; at most " + BLOCK + " can be");
                }
                block = Frames.unpack(codec, frame, 0);
                at = 0;
            } catch (final EOFException e) {
                throw new IOException("A stream of compressed blocks is cut off", e);
            }
        }

        @Override
        public void close() throws IOException {
            block = Arrays.copyOf(block, 0);
            at = 0;
            ended = true;
            in.close();
        }
    }
}
