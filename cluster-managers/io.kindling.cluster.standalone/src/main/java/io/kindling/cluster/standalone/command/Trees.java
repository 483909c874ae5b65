package io.kindling.cluster.standalone.command;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes directories with all that is in them; never follows a symbolic link. */
public final class Trees {

    private static final Logger LOG = LoggerFactory.getLogger(Trees.class);
    private static final int TRIES = 25;
    private static final long PAUSE_MILLIS = 200;

    private Trees() {
    }

    /** Removes a directory; tries again for five seconds if something is still being written there, and logs what stays. */
    public static void remove(final Path root) {
        removeExcept(root, file -> false);
    }

    /** Removes what is in a directory but for the files that are to be kept, and the directories that hold them. */
    public static void removeExcept(final Path root, final Predicate<Path> keep) {
        IOException last = null;
        for (int i = 0; i < TRIES && pause(i); i++) {
            try {
                Files.walkFileTree(root, new Remover(keep));
                return;
            } catch (final NoSuchFileException e) {
                if (Files.notExists(root)) {
                    return;
                }
                last = e;
            } catch (final IOException e) {
                last = e;
            }
        }
        LOG.warn("Cannot remove {}: {}", root, String.valueOf(last));
    }

    private static boolean pause(final int attempt) {
        try {
            TimeUnit.MILLISECONDS.sleep(attempt == 0 ? 0 : PAUSE_MILLIS);
            return true;
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Removes files first, then their directories unless something was kept there. */
    private static final class Remover extends SimpleFileVisitor<Path> {

        private final Predicate<Path> keep;

        Remover(final Predicate<Path> keep) {
            this.keep = keep;
        }

        @Override
        public FileVisitResult visitFile(final Path file, final BasicFileAttributes attributes) throws IOException {
            if (!keep.test(file)) {
                Files.deleteIfExists(file);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(final Path directory, final IOException failure) throws IOException {
            final boolean keeps;
            try (var entries = Files.list(directory)) {
                keeps = entries.anyMatch(e -> Files.isDirectory(e) || keep.test(e));
            }
            if (!keeps) {
                Files.deleteIfExists(directory);
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
