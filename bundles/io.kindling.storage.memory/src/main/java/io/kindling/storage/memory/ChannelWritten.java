package io.kindling.storage.memory;

import io.kindling.common.files.DataFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that is written from its beginning to its end. */
final class ChannelWritten implements FileOpener.Written {

    private final FileChannel channel;

    private ChannelWritten(final FileChannel channel) {
        this.channel = channel;
    }

    static ChannelWritten create(final DataFiles files, final Path file) throws IOException {
        return new ChannelWritten(files.open(file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.READ,
                StandardOpenOption.WRITE));
    }

    @Override
    public void write(final byte[] bytes, final int offset, final int length) throws IOException {
        final ByteBuffer left = ByteBuffer.wrap(bytes, offset, length);
        while (left.hasRemaining()) {
            channel.write(left);
        }
    }

    @Override
    public InputStream read() {
        return new InputStream() {

            private long at;

            @Override
            public int read() throws IOException {
                final byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(final byte[] target, final int offset, final int length) throws IOException {
                final int read = channel.read(ByteBuffer.wrap(target, offset, length), at);
                at += Math.max(0, read);
                return read;
            }
        };
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
