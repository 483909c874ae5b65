package io.kindling.deploy.closure;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Bytes up to a limit, which is looked at before memory is taken for them. Not thread-safe. */
final class LimitedBytes extends ByteArrayOutputStream {

    private final int limit;

    LimitedBytes(final int limit) {
        this.limit = limit;
    }

    /** There would be more than allowed. */
    static final class ExceededException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        ExceededException(final int limit) {
            super("more than " + limit + " bytes");
        }
    }

    @Override
    public void write(final int value) {
        check(1);
        super.write(value);
    }

    @Override
    public void write(final byte[] bytes, final int from, final int length) {
        check(length);
        super.write(bytes, from, length);
    }

    /** These bytes and then what was written, in one array and without a copy between. */
    byte[] after(final byte[] head) {
        final byte[] whole = Arrays.copyOf(head, head.length + count);
        System.arraycopy(buf, 0, whole, head.length, count);
        return whole;
    }

    private void check(final int more) {
        if (more > limit - count) {
            throw new ExceededException(limit);
        }
    }
}
