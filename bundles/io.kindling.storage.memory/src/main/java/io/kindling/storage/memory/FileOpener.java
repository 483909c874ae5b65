package io.kindling.storage.memory;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The file system as the store sees it; tests give one that fails. */
interface FileOpener {

    FileOpener SYSTEM = new FileOpener() {

        @Override
        public OutputStream create(final Path file) throws IOException {
            return Files.newOutputStream(file);
        }

        @Override
        public InputStream open(final Path file) throws IOException {
            return Files.newInputStream(file);
        }

        @Override
        public void rename(final Path from, final Path to) throws IOException {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        }

        @Override
        public void delete(final Path file) throws IOException {
            Files.deleteIfExists(file);
        }
    };

    OutputStream create(Path file) throws IOException;

    InputStream open(Path file) throws IOException;

    void rename(Path from, Path to) throws IOException;

    void delete(Path file) throws IOException;
}
