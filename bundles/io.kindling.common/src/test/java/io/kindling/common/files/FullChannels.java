package io.kindling.common.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;

/** Files on a disk that has room for so many bytes each. */
record FullChannels(long room) implements DataFiles {

    @Override
    public FileChannel open(final Path file, final OpenOption... options) throws IOException {
        return new Full(file, FileChannel.open(file, options));
    }

    private final class Full extends DiskChannel {

        Full(final Path file, final FileChannel disk) {
            super(file, disk);
        }

        @Override
        public int write(final ByteBuffer source, final long position) throws IOException {
            final int fits = (int) Math.max(0, Math.min(source.remaining(), room - position));
            if (fits == 0) {
                throw new IOException("No space left on device");
            }
            final int written = disk.write(source.slice(source.position(), fits), position);
            source.position(source.position() + written);
            return written;
        }
    }
}
