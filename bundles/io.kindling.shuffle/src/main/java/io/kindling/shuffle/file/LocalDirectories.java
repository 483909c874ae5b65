package io.kindling.shuffle.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where files go: into one of several directories, into another one when that fails. Thread-safe. */
final class LocalDirectories {

    private final List<Path> roots;

    /** @throws IOException if none can be made */
    LocalDirectories(final List<Path> roots) throws IOException {
        this.roots = roots;
        firstThatWorks(0, root -> root);
    }

    /** Does something in a folder, beginning with the one that {@code spread} chooses. */
    <T> T inFolder(final String folder, final int spread, final Work<T> work) throws IOException {
        return firstThatWorks(spread, root -> work.in(Files.createDirectories(root.resolve(folder))));
    }

    private <T> T firstThatWorks(final int spread, final Work<T> work) throws IOException {
        IOException failure = null;
        for (int i = 0; i < roots.size(); i++) {
            final Path root = roots.get(Math.floorMod(spread + i, roots.size()));
            try {
                Files.createDirectories(root);
                return work.in(root);
            } catch (final IOException e) {
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

    /** Deletes a folder wherever it is; what cannot be deleted is left to the owner of the directories. */
    void delete(final String folder) {
        for (final Path root : roots) {
            deleteTree(root.resolve(folder));
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
