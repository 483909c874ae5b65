package io.kindling.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The throwaway directory of one framework, readable by its user alone, deleted when closed. A process that is killed
 * cannot delete its own: each start deletes what dead processes left, told by the process id in the name and by a lock
 * that only the dead have let go (ids repeat across containers that share a temporary directory).
 */
final class StorageDirectory implements AutoCloseable {

    private static final String PREFIX = "kindling-launcher-";
    private static final String LOCK = "lock";

    private final Path path;
    private final FileChannel lock;

    private StorageDirectory(final Path path, final FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    static StorageDirectory create(final Path parent) {
        deleteAbandoned(parent);
        try {
            final String prefix = PREFIX + ProcessHandle.current().pid() + "-";
            final Path path = Files.createTempDirectory(parent, prefix,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            final FileChannel lock = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE);
            lock.lock();
            return new StorageDirectory(path, lock);
        } catch (IOException e) {
            throw new LaunchException("cannot make a temporary directory in " + parent + ": " + e
                + "; set -Djava.io.tmpdir to a directory that can be written", e);
        }
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        lock.close();
        delete(path);
    }

    private static void deleteAbandoned(final Path parent) {
        try (DirectoryStream<Path> siblings = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (final Path sibling : siblings) {
                if (isOurs(sibling) && !isAlive(sibling) && isUnlocked(sibling)) {
                    delete(sibling);
                }
            }
        } catch (IOException e) {
            // Somebody else's directory, or another process was faster: what is left is the next start's.
            return;
        }
    }

    /** A directory of this very user: in a shared temporary directory others may lay traps under the same name. */
    private static boolean isOurs(final Path directory) throws IOException {
        return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
            && Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS).getName().equals(System.getProperty("user.name"));
    }

    private static boolean isAlive(final Path directory) {
        final String name = directory.getFileName().toString();
        final int end = name.indexOf('-', PREFIX.length());
        try {
            return end < 0 || ProcessHandle.of(Long.parseLong(name.substring(PREFIX.length(), end))).isPresent();
        } catch (NumberFormatException e) {
            return true;
        }
    }

    private static boolean isUnlocked(final Path directory) {
        final Path file = directory.resolve(LOCK);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || !Files.isWritable(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE); FileLock held = channel.tryLock()) {
            return held != null;
        } catch (IOException e) {
            return false;
        }
    }

    private static void delete(final Path directory) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(final Path file, final BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(final Path visited, final IOException failure) throws IOException {
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
