package io.kindling.shuffle;

import io.kindling.common.files.DataFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** Disks that have so many bytes left below some directories, and that cannot read files whose names contain a text. */
final class FailingDisk implements DataFiles {

    private final Path full;
    private final String message;
    volatile long left;
    volatile String unreadable;

    FailingDisk(final Path full, final long left, final String message) {
        this.full = full;
        this.left = left;
        this.message = message;
    }

    @Override
    public FileChannel open(final Path path, final OpenOption... options) throws IOException {
        final FileChannel channel = FileChannel.open(path, options);
        final boolean writes = Arrays.asList(options).contains(StandardOpenOption.WRITE);
        return new Limited(channel, writes && path.startsWith(full), path.toString());
    }

    private final class Limited extends FileChannel {

        private final FileChannel channel;
        private final boolean limited;
        private final String path;

        Limited(final FileChannel channel, final boolean limited, final String path) {
            this.channel = channel;
            this.limited = limited;
            this.path = path;
        }

        private void take(final long bytes) throws IOException {
            if (limited && (left -= bytes) < 0) {
                throw new IOException(message);
            }
        }

        private UnsupportedOperationException notCounted() {
            return new UnsupportedOperationException("Nothing uses this of " + path + " yet; whoever does lets this disk count and fail it first");
        }

        private void readable() throws IOException {
            final String name = unreadable;
            if (name != null && path.contains(name)) {
                throw new IOException("Input/output error");
            }
        }

        @Override
        public int read(final ByteBuffer target) throws IOException {
            readable();
            return channel.read(target);
        }

        @Override
        public long read(final ByteBuffer[] targets, final int offset, final int length) throws IOException {
            readable();
            return channel.read(targets, offset, length);
        }

        @Override
        public int write(final ByteBuffer source) throws IOException {
            take(source.remaining());
            return channel.write(source);
        }

        @Override
        public long write(final ByteBuffer[] sources, final int offset, final int length) throws IOException {
            throw notCounted();
        }

        @Override
        public long position() throws IOException {
            return channel.position();
        }

        @Override
        public FileChannel position(final long position) throws IOException {
            channel.position(position);
            return this;
        }

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public FileChannel truncate(final long size) throws IOException {
            channel.truncate(size);
            return this;
        }

        @Override
        public void force(final boolean metaData) throws IOException {
            channel.force(metaData);
        }

        @Override
        public long transferTo(final long position, final long count, final WritableByteChannel target) throws IOException {
            readable();
            final ByteBuffer all = ByteBuffer.allocate((int) Math.min(count, 1 << 16));
            channel.read(all, position);
            return target.write(all.flip());
        }

        @Override
        public long transferFrom(final ReadableByteChannel source, final long position, final long count) {
            throw notCounted();
        }

        @Override
        public int read(final ByteBuffer target, final long position) throws IOException {
            readable();
            return channel.read(target, position);
        }

        @Override
        public int write(final ByteBuffer source, final long position) throws IOException {
            take(source.remaining());
            return channel.write(source, position);
        }

        @Override
        public MappedByteBuffer map(final MapMode mode, final long position, final long size) {
            throw notCounted();
        }

        @Override
        public FileLock lock(final long position, final long size, final boolean shared) {
            throw notCounted();
        }

        @Override
        public FileLock tryLock(final long position, final long size, final boolean shared) {
            throw notCounted();
        }

        @Override
        protected void implCloseChannel() throws IOException {
            channel.close();
        }
    }
}
