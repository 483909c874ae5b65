package io.kindling.dataflow.source;

import io.kindling.protocol.stage.TextSplit;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** The lines of a split: those that start in it. A line ends with LF, CR LF, CR or the file. */
public final class TextLines implements Closeable {

    private static final int BUFFER = 1 << 17;

    private final InputFile file;
    private final InputStream in;
    private LineScanner scanner;
    private final long end;
    private boolean ended;

    private TextLines(final InputFile file, final InputStream in, final LineScanner scanner, final long end) {
        this.file = file;
        this.in = in;
        this.scanner = scanner;
        this.end = end;
    }

    /** Opens a split, and refuses a file that is not what it was when the job was planned. */
    public static TextLines open(final TextSplit split) throws IOException {
        final InputFile file = new InputFile(split);
        final boolean plain = split.compression().isEmpty();
        // A line end at start - 1 makes a line start at start.
        final long from = plain ? Math.max(0, split.start() - 1) : 0;
        InputStream in = null;
        try {
            in = file.open(from);
        } catch (final IOException e) {
            file.failed(e);
        }
        if (in == null) {
            return nothing(file);
        }
        final TextLines lines = new TextLines(file, in, new LineScanner(in, from, BUFFER), plain ? split.start() + split.length() : Long.MAX_VALUE);
        try {
            if (plain && split.start() > 0) {
                lines.scanner.skipLine();
            }
            return lines;
        } catch (final IOException e) {
            in.close();
            file.failed(e);
            return nothing(file);
        }
    }

    private static TextLines nothing(final InputFile file) {
        final TextLines none = new TextLines(file, InputStream.nullInputStream(), null, 0);
        none.ended = true;
        return none;
    }

    /** The next line, or null at the end of the split. */
    public String next() throws IOException {
        if (ended) {
            return null;
        }
        try {
            final String line = scanner.position() >= end ? null : scanner.nextLine();
            if (line != null) {
                return line;
            }
            file.ended();
        } catch (final IOException e) {
            file.failed(e);
        }
        // Not later: a task may go through thousands of files.
        close();
        return null;
    }

    @Override
    public void close() throws IOException {
        ended = true;
        scanner = null;
        in.close();
    }
}
