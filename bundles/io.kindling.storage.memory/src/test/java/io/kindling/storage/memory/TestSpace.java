package io.kindling.storage.memory;

import io.kindling.common.files.DataFiles;
import io.kindling.storage.api.FileSpace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Two directories, of which each is left out after a failure in it. */
final class TestSpace implements FileSpace {

    DataFiles dataFiles = DataFiles.STEADY;
    final List<String> failures = new ArrayList<>();
    private final List<Path> directories = new ArrayList<>();
    private final Path root;
    private int next;

    TestSpace(final Path root) {
        this.root = root;
        try {
            directories.add(Files.createDirectories(root.resolve("one")));
            directories.add(Files.createDirectories(root.resolve("two")));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Path newFile(final String prefix) throws IOException {
        if (directories.isEmpty()) {
            throw new IOException("no directory is left");
        }
        return directories.get(0).resolve(prefix + "-" + ++next);
    }

    @Override
    public void failed(final Path file, final IOException cause) {
        failures.add(cause.getMessage());
        directories.remove(file.getParent());
    }

    @Override
    public DataFiles dataFiles() {
        return dataFiles;
    }

    List<Path> files() {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile).toList();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
