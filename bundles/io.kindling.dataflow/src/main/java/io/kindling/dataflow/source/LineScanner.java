package io.kindling.dataflow.source;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Finds line ends eight bytes at a time and makes strings of what lies between, UTF-8. */
final class LineScanner {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long LF = '\n' * ONES;
    private static final long CR = '\r' * ONES;
    private static final int MOST = Integer.MAX_VALUE - 16;

    private final InputStream in;
    private byte[] buffer;
    private int at;
    private int limit;
    /** Of the buffer's first byte in the file. */
    private long base;
    private boolean ended;

    LineScanner(final InputStream in, final long position, final int capacity) {
        this.in = in;
        this.base = position;
        this.buffer = new byte[capacity];
    }

    /** Where the next line starts. */
    long position() {
        return base + at;
    }

    /** The next line, or null at the end of the file. */
    String nextLine() throws IOException {
        final int length = find();
        if (length < 0) {
            return null;
        }
        // The JDK has a fast path of its own for ASCII in this constructor.
        final String line = new String(buffer, at, length, StandardCharsets.UTF_8);
        consume(length);
        return line;
    }

    void skipLine() throws IOException {
        final int length = find();
        if (length >= 0) {
            consume(length);
        }
    }

    /** The length of the line that starts at {@code at}; -1 if there is none. */
    private int find() throws IOException {
        int from = at;
        while (true) {
            final int found = scan(from);
            if (found < limit) {
                return found - at;
            }
            final int seen = limit - at;
            if (!refill()) {
                return seen == 0 ? -1 : seen;
            }
            from = at + seen;
        }
    }

    private int scan(final int from) {
        int i = from;
        for (; i + 8 <= limit; i += 8) {
            final long word = (long) LONG.get(buffer, i);
            final long lf = word ^ LF;
            final long cr = word ^ CR;
            final long hit = ((lf - ONES) & ~lf | (cr - ONES) & ~cr) & HIGHS;
            if (hit != 0) {
                return i + (Long.numberOfTrailingZeros(hit) >>> 3);
            }
        }
        while (i < limit && buffer[i] != '\n' && buffer[i] != '\r') {
            i++;
        }
        return i;
    }

    private void consume(final int length) throws IOException {
        at += length;
        if (at == limit) {
            return;
        }
        if (buffer[at++] == '\r' && (at < limit || refill()) && buffer[at] == '\n') {
            at++;
        }
    }

    /** Moves what is left to the front and reads more; false at the end of the file. */
    private boolean refill() throws IOException {
        if (ended) {
            return false;
        }
        if (at > 0) {
            System.arraycopy(buffer, at, buffer, 0, limit - at);
            base += at;
            limit -= at;
            at = 0;
        } else if (limit == buffer.length) {
            if (limit == MOST) {
                throw new IOException("A line that starts at byte " + base + " is longer than 2 GiB; is this a text file?");
            }
            buffer = Arrays.copyOf(buffer, (int) Math.min(MOST, 2L * buffer.length));
        }
        final int read = in.read(buffer, limit, buffer.length - limit);
        if (read < 0) {
            ended = true;
            return false;
        }
        limit += read;
        return true;
    }
}
