package io.kindling.shuffle.file;

import io.kindling.common.Clock;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where files go: into one of several directories, into another one when that fails. One that has failed is asked last for a while.
 * Thread-safe.
 */
final class LocalDirectories {

    private static final Logger LOG = LoggerFactory.getLogger(LocalDirectories.class);
    private static final long AVOIDED_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final List<Path> roots;
    private final Clock clock;
    private final Map<Path, Long> failedAt = new ConcurrentHashMap<>();
    private final Set<Path> made = ConcurrentHashMap.newKeySet();

    /** @throws IOException if none can be made */
    LocalDirectories(final List<Path> roots, final Clock clock) throws IOException {
        this.roots = roots;
        this.clock = clock;
        firstThatWorks(0, Files::createDirectories);
    }

    List<Path> roots() {
        return roots;
    }

    /** Does something in a folder, beginning with the one that {@code spread} chooses. */
    <T> T inFolder(final String folder, final int spread, final Work<T> work) throws IOException {
        return firstThatWorks(spread, root -> {
            final Path path = root.resolve(folder);
            if (!made.contains(path)) {
                Files.createDirectories(path);
                made.add(path);
            }
            try {
                return work.in(path);
            } catch (final IOException e) {
                made.remove(path); // somebody may have deleted it: the next one looks
                throw e;
            }
        });
    }

    private <T> T firstThatWorks(final int spread, final Work<T> work) throws IOException {
        IOException failure = null;
        for (final Path root : inOrder(spread)) {
            try {
                final T result = work.in(root);
                failedAt.remove(root);
                return result;
            } catch (final IOException e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw e; // it is the task that is to end, and no other directory would do better
                }
                if (failedAt.put(root, clock.nanoTime()) == null && roots.size() > 1) {
                    LOG.warn("Local directory {} cannot be written to and is avoided for a while: {}", root, e.toString());
                }
                final IOException named = new IOException("Local directory " + root + " cannot be written to: " + e, e);
                if (failure == null) {
                    failure = named;
                } else {
                    failure.addSuppressed(named);
                }
            }
        }
        throw failure;
    }

    private List<Path> inOrder(final int spread) {
        if (roots.size() == 1) {
            return roots;
        }
        final List<Path> good = new ArrayList<>();
        final List<Path> bad = new ArrayList<>();
        final long now = clock.nanoTime();
        for (int i = 0; i < roots.size(); i++) {
            final Path root = roots.get(Math.floorMod(spread + i, roots.size()));
            final Long failed = failedAt.get(root);
            (failed == null || now - failed > AVOIDED_NANOS ? good : bad).add(root);
        }
        good.addAll(bad);
        return good;
    }

    /** Deletes a folder wherever it is; what cannot be deleted is left to the owner of the directories. */
    void delete(final String folder) {
        for (final Path root : roots) {
            final Path path = root.resolve(folder);
            deleteTree(path);
            made.remove(path);
        }
    }

    /** Deletes the folders with such names wherever they are. */
    void deleteAll(final String names) {
        for (final Path root : roots) {
            try (DirectoryStream<Path> folders = Files.newDirectoryStream(root, names)) {
                folders.forEach(LocalDirectories::deleteTree);
            } catch (final IOException e) {
                LOG.debug("What is in {} cannot be deleted", root, e); // it may be gone already
            }
        }
    }

    private static void deleteTree(final Path path) {
        if (Files.isDirectory(path)) {
            try (Stream<Path> children = Files.list(path)) {
                children.forEach(LocalDirectories::deleteTree);
            } catch (final IOException e) {
                return;
            }
        }
        deleteQuietly(path);
    }

    /** Whether it is gone. */
    static boolean deleteQuietly(final Path path) {
        try {
            Files.deleteIfExists(path);
            return true;
        } catch (final IOException e) {
            return false;
        }
    }

    /** Something that may fail in one directory and succeed in another. */
    @FunctionalInterface
    interface Work<T> {
        T in(Path directory) throws IOException;
    }
}
