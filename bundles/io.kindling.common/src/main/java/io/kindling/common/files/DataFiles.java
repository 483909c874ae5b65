package io.kindling.common.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Opens the files in which a process keeps an application's data for itself: map outputs, spills, kept blocks, results, broadcasts. Not those
 * that are the user's own. Thread-safe.
 */
@FunctionalInterface
public interface DataFiles {

    /** Those of the operating system. */
    DataFiles PLAIN = FileChannel::open;

    /** Those of the operating system, open as long as they are not closed: an interrupt of the thread that uses one does not close it. */
    DataFiles STEADY = SteadyChannel.over(PLAIN);

    /** See {@link FileChannel#open(Path, OpenOption...)}; what is written is written from the beginning to the end, and once. */
    FileChannel open(Path file, OpenOption... options) throws IOException;

    /** Writes a file anew. */
    default OutputStream output(final Path file) throws IOException {
        return Channels.newOutputStream(open(file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE));
    }

    /** Reads a file from its beginning on. */
    default InputStream input(final Path file) throws IOException {
        return Channels.newInputStream(open(file, StandardOpenOption.READ));
    }
}
