package io.kindling.deploy.artifact;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A directory that only this user can enter, made when it is first needed and deleted at the end. Thread-safe. */
public final class TemporaryFiles implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TemporaryFiles.class);

    private final String prefix;
    private final AtomicInteger last = new AtomicInteger();
    private Path directory;
    private boolean closed;

    /** @param prefix of the directory's name */
    public TemporaryFiles(final String prefix) {
        this.prefix = prefix;
    }

    /** A path that nobody has got before; nothing is there yet. */
    public Path next(final String suffix) {
        return directory().resolve(last.incrementAndGet() + suffix);
    }

    private synchronized Path directory() {
        if (closed) {
            throw new IllegalStateException("The class space is closed");
        }
        if (directory == null) {
            try {
                directory = Files.createTempDirectory(prefix); // 0700 wherever the file system knows modes
            } catch (final IOException e) {
                throw new UncheckedIOException("No temporary directory can be made in " + System.getProperty("java.io.tmpdir"), e);
            }
        }
        return directory;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (directory == null) {
            return;
        }
        try {
            Files.walkFileTree(directory, new Deletion());
        } catch (final IOException e) {
            LOG.warn("Cannot delete {}: {}", directory, e.toString());
        }
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult visitFile(final Path file, final BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(final Path directory, final IOException e) throws IOException {
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
