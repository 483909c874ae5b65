package io.kindling.storage.memory;

import io.kindling.common.files.DataFiles;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The file system as the store sees it; tests give one that fails. */
interface FileOpener {

    /** A file that is being written. Used by one thread. */
    interface Written extends Closeable {

        void write(byte[] bytes, int offset, int length) throws IOException;

        /** What has been written so far, also if no more could be; to be read before it is closed. */
        InputStream read() throws IOException;
    }

    /** That of the operating system. */
    static FileOpener over(final DataFiles files) {
        return new FileOpener() {

            @Override
            public Written create(final Path file) throws IOException {
                return ChannelWritten.create(files, file);
            }

            @Override
            public InputStream open(final Path file) throws IOException {
                return files.input(file);
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
    }

    Written create(Path file) throws IOException;

    InputStream open(Path file) throws IOException;

    void rename(Path from, Path to) throws IOException;

    void delete(Path file) throws IOException;
}
