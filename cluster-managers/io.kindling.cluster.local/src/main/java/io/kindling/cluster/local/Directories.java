package io.kindling.cluster.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes a directory that processes that have just ended may still have been writing to. */
final class Directories {

    private static final Logger LOG = LoggerFactory.getLogger(Directories.class);
    private static final int TRIES = 15;
    private static final long PAUSE_MILLIS = 200;

    private Directories() {
    }

    static void remove(final Path root) {
        IOException last = null;
        try {
            for (int i = 0; i < TRIES; i++) {
                TimeUnit.MILLISECONDS.sleep(i == 0 ? 0 : PAUSE_MILLIS);
                try {
                    removeOnce(root);
                    return;
                } catch (final IOException e) {
                    last = e;
                }
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        LOG.warn("Cannot remove {}: {}", root, String.valueOf(last));
    }

    private static void removeOnce(final Path root) throws IOException {
        if (Files.notExists(root)) {
            return;
        }
        final List<Path> all;
        // Does not follow links; a file that goes away meanwhile is another one's work done.
        try (Stream<Path> tree = Files.walk(root)) {
            all = tree.sorted(Comparator.reverseOrder()).toList();
        } catch (final UncheckedIOException e) {
            throw e.getCause();
        }
        for (final Path path : all) {
            Files.deleteIfExists(path);
        }
    }
}
