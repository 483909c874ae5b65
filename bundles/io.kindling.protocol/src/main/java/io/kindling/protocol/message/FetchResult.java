package io.kindling.protocol.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;

/**
 * Driver to executor: asks for a part of a result that the executor keeps; a {@link ResultChunk} answers.
 *
 * @param task     whose result
 * @param offset   from where
 * @param maxBytes at most so much; 0 if the result is not wanted any more, which nobody answers
 */
public record FetchResult(long task, long offset, int maxBytes) implements WireMessage {

    /** Reads what {@link #write} wrote. */
    public static FetchResult read(final FieldReader in) {
        return new FetchResult(in.int64(), in.int64(), in.int32());
    }

    @Override
    public int type() {
        return Messages.FETCH_RESULT;
    }

    @Override
    public void write(final FieldWriter out) {
        out.int64(task);
        out.int64(offset);
        out.int32(maxBytes);
    }
}
