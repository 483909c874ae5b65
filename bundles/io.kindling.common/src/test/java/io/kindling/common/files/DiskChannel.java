package io.kindling.common.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A file of the operating system, for tests to change one of its calls. */
class DiskChannel extends PositionalChannel {

    final FileChannel disk;

    DiskChannel(final Path file, final FileChannel disk) {
        super(file);
        this.disk = disk;
    }

    @Override
    public int read(final ByteBuffer target, final long from) throws IOException {
        return disk.read(target, from);
    }

    @Override
    public int write(final ByteBuffer source, final long at) throws IOException {
        return disk.write(source, at);
    }

    @Override
    public long size() throws IOException {
        return disk.size();
    }

    @Override
    public void force(final boolean metaData) throws IOException {
        disk.force(metaData);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        disk.close();
    }
}
