package io.kindling.driver.shared;

import io.kindling.common.files.DataFiles;
import io.kindling.compression.CompressionCodec;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The contents of one application at its driver, each once, by hash, as long as somebody uses them. Thread-safe. */
final class Contents implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Contents.class);

    private final String application;
    private final CompressionCodec codec;
    private final DataFiles opener;
    private final Map<String, Used> contents = new HashMap<>(); // guarded by this
    private Path directory;
    private int files;
    private boolean closed;

    /**
     * With nothing in it.
     *
     * @param codec  null for none
     * @param opener opens the files of large ones
     */
    Contents(final String application, final CompressionCodec codec, final DataFiles opener) {
        this.application = application;
        this.codec = codec;
        this.opener = opener;
    }

    /** What writes a content. */
    interface Source {

        void writeTo(OutputStream out) throws IOException;
    }

    private static final class Used {

        private final Content content;
        private int users = 1;

        Used(final Content content) {
            this.content = content;
        }
    }

    /** Takes a content; for each time it is to be released once. Blocks while the source writes. */
    Content add(final Source source) throws IOException {
        final Content made;
        try (ContentWriter writer = new ContentWriter(codec, this::newFile, opener)) {
            try {
                source.writeTo(writer);
                made = writer.finish();
            } catch (final IOException | RuntimeException | Error e) {
                delete(writer.path());
                throw e;
            }
        }
        synchronized (this) {
            final Used known = contents.get(made.hash());
            if (known == null && !closed) {
                contents.put(made.hash(), new Used(made));
                return made;
            }
            delete(made.file());
            if (known == null) {
                throw closed();
            }
            known.users++;
            return known.content;
        }
    }

    private static IOException closed() {
        return new IOException("The context has been closed: it shares no values and files any more");
    }

    /** A content, or null. */
    synchronized Content find(final String hash) {
        final Used used = contents.get(hash);
        return used == null ? null : used.content;
    }

    /** How many use a content. */
    synchronized int users(final String hash) {
        final Used used = contents.get(hash);
        return used == null ? 0 : used.users;
    }

    /** One of its users does not need it any more; whether it was the last. */
    synchronized boolean release(final String hash) {
        final Used used = contents.get(hash);
        if (used == null || --used.users > 0) {
            return false;
        }
        contents.remove(hash);
        delete(used.content.file());
        return true;
    }

    /** A path in the driver's own directory. */
    synchronized Path newFile() throws IOException {
        if (closed) {
            throw closed();
        }
        if (directory == null) {
            directory = Files.createTempDirectory("kindling-" + application + "-driver-"); // only its user can enter
        }
        return directory.resolve("content-" + ++files);
    }

    private static void delete(final Path file) {
        if (file != null) {
            try {
                Files.deleteIfExists(file);
            } catch (final IOException e) {
                LOG.warn("Cannot delete {}: {}", file, e.toString());
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        contents.clear();
        if (directory != null) {
            deleteAll(directory);
        }
    }

    /** A directory and all that is in it. */
    static void deleteAll(final Path root) {
        try (Stream<Path> all = Files.walk(root)) {
            all.sorted((one, other) -> other.compareTo(one)).forEach(Contents::delete); // what is in a directory before the directory
        } catch (final IOException | UncheckedIOException e) {
            LOG.warn("Cannot delete {}: {}", root, e.toString());
        }
    }
}
