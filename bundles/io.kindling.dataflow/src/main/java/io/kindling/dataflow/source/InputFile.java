package io.kindling.dataflow.source;

import io.kindling.compression.FileCompression;
import io.kindling.protocol.stage.TextSplit;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of a split: refuses one that is not what it was when the job was planned, before it is read and again at its end, so that
 * no result is made of two states of a file. What the split says to tolerate, a missing or a corrupt file, is told in the log only.
 */
final class InputFile {

    private static final Logger LOG = LoggerFactory.getLogger(InputFile.class);

    private final TextSplit split;
    private final Path path;

    InputFile(final TextSplit split) {
        this.split = split;
        path = Path.of(split.path());
    }

    /** The file's bytes from a place on, the original ones of a compressed file; null if it is missing, and may be. */
    InputStream open(final long from) throws IOException {
        try {
            compare();
        } catch (final NoSuchFileException e) {
            if (split.skipMissing()) {
                LOG.warn("Input file {} is missing and left out, since kindling.files.ignoreMissingFiles is set", path);
                return null;
            }
            throw new IOException("Input file " + path + " is missing here; every executor must see it under the same path", e);
        }
        final SeekableByteChannel channel = Files.newByteChannel(path);
        try {
            channel.position(from);
            return decompressed(Channels.newInputStream(channel));
        } catch (final IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private InputStream decompressed(final InputStream in) throws IOException {
        final FileCompression compression = FileCompression.of(split.compression());
        if (compression == null) {
            return in;
        }
        try {
            return compression.input(in);
        } catch (final IOException e) {
            throw new IOException("Input file " + path + " is no " + split.compression() + " file: " + e.getMessage(), e);
        }
    }

    /** Nothing more is read of it. */
    void ended() throws IOException {
        try {
            compare();
        } catch (final NoSuchFileException e) {
            throw new IOException("Input file " + path + " was removed while it was read; run the job again when nobody writes to it", e);
        }
    }

    private void compare() throws IOException {
        final BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
        if (now.size() != split.fileLength() || now.lastModifiedTime().toMillis() != split.modifiedMillis()) {
            throw new ChangedFileException("Input file " + path + " has changed since the job was planned: it had " + split.fileLength()
                    + " bytes and was modified at " + split.modifiedMillis() + ", now " + now.size() + " bytes at "
                    + now.lastModifiedTime().toMillis() + "; run the job again when nobody writes to it");
        }
    }

    /** What to do about a failure of reading: the rest is left out if that is tolerated, otherwise it is thrown with the file's name. */
    void failed(final IOException error) throws IOException {
        if (error instanceof ChangedFileException) {
            throw error;
        }
        if (!split.skipCorrupt()) {
            throw String.valueOf(error.getMessage()).contains(split.path()) ? error
                    : new IOException("Input file " + path + " cannot be read: " + error.getMessage(), error);
        }
        LOG.warn("The rest of input file {} cannot be read and is left out, since kindling.files.ignoreCorruptFiles is set: {}", path, error.toString());
    }

    /** It is another file now; never tolerated. */
    private static final class ChangedFileException extends IOException {

        private static final long serialVersionUID = 1L;

        ChangedFileException(final String message) {
            super(message);
        }
    }
}
