package io.kindling.events.log;

import io.kindling.compression.FileCompression;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The files of one log. Whatever is appended is there as a whole or not at all, and can be read at once: each piece is compressed by itself, which
 * all formats allow. A file that is complete has its final name before anything is in the next but one. Used by one thread.
 */
final class LogFiles {

    private final Path directory;
    private final String application;
    private final FileCompression compression;
    private final long maxFileSize;
    private final FileMaker maker;
    private OpenFile current;

    /** How a file is made; what is written to its channel may fail. */
    interface FileMaker {
        SeekableByteChannel make(Path file) throws IOException;
    }

    /**
     * Makes no file yet.
     *
     * @param directory   of this log alone
     * @param compression null for none
     */
    LogFiles(final Path directory, final String application, final FileCompression compression, final long maxFileSize, final FileMaker maker) {
        this.directory = directory;
        this.application = application;
        this.compression = compression;
        this.maxFileSize = maxFileSize;
        this.maker = maker;
    }

    boolean isCompressed() {
        return compression != null;
    }

    Path directory() {
        return directory;
    }

    /** Adds lines, in a new file if they would make this one too large. */
    void append(final byte[] lines) throws IOException {
        final byte[] piece = packed(lines);
        if (current == null) {
            current = next(1);
        } else if (current.length + piece.length > maxFileSize && current.length > current.empty) {
            final OpenFile full = current;
            current = next(full.name.number() + 1); // before the old one is done: a log always has one file that is not, until its end
            done(full);
        }
        current.append(piece);
    }

    /** The application has ended, and all of it is here. A log without a line leaves no directory. */
    void finish() throws IOException {
        if (current == null) {
            Files.deleteIfExists(directory);
        } else {
            done(current);
        }
    }

    /** Leaves the last file as one that is not done. */
    void leave() throws IOException {
        if (current != null) {
            current.channel.close();
        }
    }

    private OpenFile next(final int number) throws IOException {
        final LogFileName name = new LogFileName(number, compression, false);
        final Path path = directory.resolve(name.text());
        final SeekableByteChannel channel = maker.make(path);
        final OpenFile made = new OpenFile(name, channel);
        try {
            made.append(packed(EventLine.header(application, number).getBytes(StandardCharsets.UTF_8)));
        } catch (final IOException e) {
            try (channel) {
                Files.deleteIfExists(path);
            }
            throw e;
        }
        made.empty = made.length;
        return made;
    }

    private void done(final OpenFile file) throws IOException {
        file.channel.close();
        Files.move(directory.resolve(file.name.text()), directory.resolve(file.name.done().text()), StandardCopyOption.ATOMIC_MOVE);
    }

    private byte[] packed(final byte[] lines) throws IOException {
        if (compression == null) {
            return lines;
        }
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = compression.output(bytes)) {
            out.write(lines);
        }
        return bytes.toByteArray();
    }

    private static final class OpenFile {

        private final LogFileName name;
        private final SeekableByteChannel channel;
        private long length;
        private long empty;

        OpenFile(final LogFileName name, final SeekableByteChannel channel) {
            this.name = name;
            this.channel = channel;
        }

        /** After a failure the next one begins where it began. */
        void append(final byte[] piece) throws IOException {
            channel.truncate(length);
            channel.position(length);
            try {
                for (final ByteBuffer rest = ByteBuffer.wrap(piece); rest.hasRemaining();) {
                    channel.write(rest);
                }
            } catch (final IOException e) {
                channel.truncate(length); // nobody reads half a piece while it is not tried again
                throw e;
            }
            length += piece.length;
        }
    }
}
