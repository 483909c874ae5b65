package io.kindling.executor.shared;

import io.kindling.api.KindlingException;
import io.kindling.protocol.message.SharedFiles.SharedFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files that the application has added for one session, fetched when they are first asked for. Thread-safe; blocks while it fetches. */
final class AddedFiles implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AddedFiles.class);

    private final int session;
    private final ContentSource driver;
    private final HeldContents contents;
    private final BlockFile.Places places;
    private final ReentrantLock lock = new ReentrantLock();
    private Path root; // the lock guards it and the files in it

    /** @param session for which the driver has added them */
    AddedFiles(final int session, final ContentSource driver, final HeldContents contents, final BlockFile.Places places) {
        this.session = session;
        this.driver = driver;
        this.contents = contents;
        this.places = places;
    }

    /** A file, or a directory that was added as a whole. */
    Path file(final String name) {
        lock();
        try {
            final Path known = place(name);
            if (Files.isRegularFile(known)) {
                return known; // a name stands for one content for good
            }
            boolean found = false;
            for (final SharedFile each : driver.files(session).files()) {
                if (each.name().equals(name) || each.name().startsWith(name + "/")) {
                    fetch(each);
                    found = true;
                }
            }
            if (!found) {
                throw new KindlingException("The application has no file '" + name + "'; add it at the driver with KindlingContext.addFile, before the action");
            }
            return known;
        } catch (final IOException e) {
            throw new KindlingException("The file '" + name + "' cannot be had on this executor: " + e.getMessage(), e);
        } finally {
            lock.unlock();
        }
    }

    /** The directory with all of them. */
    Path directory() {
        lock();
        try {
            final List<SharedFile> all = driver.files(session).files();
            for (final SharedFile each : all) {
                fetch(each);
            }
            return root();
        } catch (final IOException e) {
            throw new KindlingException("The files of the application cannot be had on this executor: " + e.getMessage(), e);
        } finally {
            lock.unlock();
        }
    }

    private void lock() {
        try {
            lock.lockInterruptibly();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KindlingException("The task was ended while it waited for a file", e);
        }
    }

    private void fetch(final SharedFile file) throws IOException {
        final Path target = place(file.name());
        if (Files.exists(target)) {
            return;
        }
        Files.createDirectories(target.getParent());
        final Path half = target.resolveSibling(target.getFileName() + ".part");
        contents.read(-1, file.content(), "The file '" + file.name() + "'", new HeldContents.Target<Path>() {

            @Override
            public OutputStream open(final long bytes) throws IOException {
                return Files.newOutputStream(half);
            }

            @Override
            public Path done() throws IOException {
                half.toFile().setExecutable(file.executable(), true);
                return Files.move(half, target, StandardCopyOption.ATOMIC_MOVE);
            }
        });
    }

    private Path place(final String name) throws IOException {
        final Path place = root().resolve(name).normalize();
        if (!place.startsWith(root()) || place.equals(root())) {
            throw new KindlingException("'" + name + "' is no name of a file that KindlingContext.addFile added");
        }
        return place;
    }

    private Path root() throws IOException {
        if (root == null) {
            root = Files.createDirectories(places.newFile());
        }
        return root;
    }

    /** The session has ended: the copies go. Blocks as long as that takes, and as long as a file is fetched. */
    @Override
    public void close() {
        lock.lock();
        try (Stream<Path> all = root == null ? Stream.empty() : Files.walk(root)) {
            for (final Path each : all.sorted(Comparator.reverseOrder()).toList()) { // what is in a directory before the directory
                Files.delete(each);
            }
            root = null;
        } catch (final IOException | UncheckedIOException e) {
            LOG.warn("Files of session {} of the application cannot be deleted; they go with the executor: {}", session, e.toString());
        } finally {
            lock.unlock();
        }
    }
}
