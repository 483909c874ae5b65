package io.kindling.executor.files;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One directory of this executor's own in each of the configured ones; only its user can enter. Deleted at the end. Thread-safe. */
public final class LocalDirectories implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LocalDirectories.class);

    private final List<Path> directories;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger names = new AtomicInteger();

    private LocalDirectories(final List<Path> directories) {
        this.directories = List.copyOf(directories);
    }

    /**
     * Makes them; passes over those where it is not possible, saying so.
     *
     * @param bases  where
     * @param prefix of their names
     * @throws IOException if it is possible nowhere
     */
    public static LocalDirectories create(final List<Path> bases, final String prefix) throws IOException {
        final List<Path> made = new ArrayList<>();
        for (final Path base : bases) {
            try {
                Files.createDirectories(base);
                made.add(Files.createTempDirectory(base, prefix));
            } catch (final IOException e) {
                LOG.warn("The local directory {} cannot be used: {}", base, e.toString());
            }
        }
        if (made.isEmpty()) {
            throw new IOException("None of the local directories " + bases + " can be written; set kindling.local.dir to one that can");
        }
        return new LocalDirectories(made);
    }

    /** All of them. */
    public List<Path> all() {
        return directories;
    }

    /** A path for a new file, in one after the other; nothing is there yet. */
    public Path newFile(final String prefix) {
        final Path directory = directories.get(Math.floorMod(next.getAndIncrement(), directories.size()));
        return directory.resolve(prefix + "-" + names.incrementAndGet());
    }

    @Override
    public void close() {
        for (final Path directory : directories) {
            try {
                Files.walkFileTree(directory, new Deletion());
            } catch (final NoSuchFileException e) {
                LOG.debug("{} is gone already", directory);
            } catch (final IOException e) {
                LOG.warn("Cannot delete {}: {}", directory, e.toString());
            }
        }
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult visitFile(final Path file, final BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(final Path file, final IOException e) {
            return FileVisitResult.CONTINUE; // gone meanwhile; if not, its directory says so
        }

        @Override
        public FileVisitResult postVisitDirectory(final Path directory, final IOException e) throws IOException {
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
