package io.kindling.executor.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Says that somebody lives who uses a directory: a lock on a file in it, which the operating system lets go with its process. */
final class Owner implements AutoCloseable {

    private static final String FILE = "owner";

    private final FileChannel channel;

    private Owner(final FileChannel channel) {
        this.channel = channel;
    }

    static Owner of(final Path directory) throws IOException {
        final Path fresh = directory.resolve(FILE + ".new");
        final FileChannel channel = FileChannel.open(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            channel.lock();
            // Under its name it is never seen without its lock.
            Files.move(fresh, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
            return new Owner(channel);
        } catch (final IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** The directories whose names begin in some way and whose owners have gone without deleting them, as killed processes do. */
    static List<Path> abandoned(final Path base, final String prefix) throws IOException {
        final List<Path> abandoned = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(base, prefix + "*")) {
            for (final Path directory : found) {
                if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS) && isAbandoned(directory.resolve(FILE))) {
                    abandoned.add(directory);
                }
            }
        }
        return abandoned;
    }

    /** One that has no such file is only just being made, or deleted. */
    private static boolean isAbandoned(final Path file) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE); FileLock lock = channel.tryLock()) {
            return lock != null;
        } catch (final IOException | OverlappingFileLockException e) {
            // Gone meanwhile, another user's, or an executor's in this very process.
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
