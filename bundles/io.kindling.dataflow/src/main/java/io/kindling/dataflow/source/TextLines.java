package io.kindling.dataflow.source;

import io.kindling.protocol.stage.TextSplit;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.zip.GZIPInputStream;

/** The lines of a split: those that start in it. A line ends with LF, CR LF, CR or the file. */
public final class TextLines implements Closeable {

    private static final int BUFFER = 1 << 17;

    private final InputStream in;
    private final LineScanner scanner;
    private final long end;

    private TextLines(final InputStream in, final LineScanner scanner, final long end) {
        this.in = in;
        this.scanner = scanner;
        this.end = end;
    }

    /** Opens a split, and refuses a file that is not what it was when the job was planned. */
    public static TextLines open(final TextSplit split) throws IOException {
        final Path path = Path.of(split.path());
        compare(split, path);
        if (split.gzip()) {
            final InputStream file = Files.newInputStream(path);
            try {
                final InputStream in = new GZIPInputStream(file, BUFFER);
                return new TextLines(in, new LineScanner(in, 0, BUFFER), Long.MAX_VALUE);
            } catch (final EOFException e) {
                file.close();
                if (split.fileLength() == 0) {
                    return new TextLines(InputStream.nullInputStream(), new LineScanner(InputStream.nullInputStream(), 0, 1), Long.MAX_VALUE);
                }
                throw e;
            } catch (final IOException e) {
                file.close();
                throw new IOException("Input file " + path + " is no gzip file: " + e.getMessage(), e);
            }
        }
        final SeekableByteChannel channel = Files.newByteChannel(path);
        try {
            // A line end at start - 1 makes a line start at start.
            final long from = Math.max(0, split.start() - 1);
            channel.position(from);
            final InputStream in = Channels.newInputStream(channel);
            final LineScanner scanner = new LineScanner(in, from, BUFFER);
            if (split.start() > 0) {
                scanner.skipLine();
            }
            return new TextLines(in, scanner, split.start() + split.length());
        } catch (final IOException e) {
            channel.close();
            throw e;
        }
    }

    private static void compare(final TextSplit split, final Path path) throws IOException {
        final BasicFileAttributes now;
        try {
            now = Files.readAttributes(path, BasicFileAttributes.class);
        } catch (final NoSuchFileException e) {
            throw new IOException("Input file " + path + " is missing here; every executor must see it under the same path", e);
        }
        if (now.size() != split.fileLength() || now.lastModifiedTime().toMillis() != split.modifiedMillis()) {
            throw new IOException("Input file " + path + " has changed since the job was planned: it had " + split.fileLength()
                    + " bytes and was modified at " + split.modifiedMillis() + ", now " + now.size() + " bytes at "
                    + now.lastModifiedTime().toMillis() + "; run the job again when nobody writes to it");
        }
    }

    /** The next line, or null at the end of the split. */
    public String next() throws IOException {
        return scanner.position() >= end ? null : scanner.nextLine();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
