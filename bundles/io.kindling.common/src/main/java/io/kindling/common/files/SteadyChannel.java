package io.kindling.common.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * A file that can be used by threads that are interrupted. The operating system's channel is closed by that, for all of them; then the file is
 * opened again and the call made again, and the thread stays interrupted. Calls at given places do not wait for each other.
 */
final class SteadyChannel extends PositionalChannel {

    private final DataFiles beneath;
    private final OpenOption[] again;
    private volatile FileChannel channel;

    private SteadyChannel(final DataFiles beneath, final Path file, final OpenOption[] options) throws IOException {
        super(file);
        this.beneath = beneath;
        again = Arrays.stream(options).filter(option -> option == StandardOpenOption.READ || option == StandardOpenOption.WRITE).toArray(OpenOption[]::new);
        channel = beneath.open(file, options);
    }

    static DataFiles over(final DataFiles beneath) {
        return (file, options) -> new SteadyChannel(beneath, file, options);
    }

    /** To be made again after it has failed: it begins anew. */
    private interface Call {

        long on(FileChannel channel) throws IOException;
    }

    private long steadily(final Call call) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                final FileChannel used = channel;
                try {
                    return call.on(used);
                } catch (final ClosedChannelException e) {
                    interrupted |= Thread.interrupted();
                    openAgain(used);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Unless another of the threads that read has done it already. */
    private synchronized void openAgain(final FileChannel closed) throws IOException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
        if (channel == closed) {
            channel = beneath.open(file(), again);
        }
    }

    @Override
    public int read(final ByteBuffer target, final long from) throws IOException {
        final int begin = target.position();
        return (int) steadily(file -> file.read(target.position(begin), from));
    }

    @Override
    public int write(final ByteBuffer source, final long at) throws IOException {
        final int begin = source.position();
        return (int) steadily(file -> file.write(source.position(begin), at));
    }

    @Override
    public long size() throws IOException {
        return steadily(FileChannel::size);
    }

    @Override
    public void force(final boolean metaData) throws IOException {
        steadily(file -> {
            file.force(metaData);
            return 0;
        });
    }

    @Override
    protected synchronized void implCloseChannel() throws IOException {
        channel.close();
    }
}
