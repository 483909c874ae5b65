package io.kindling.protocol.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;

/**
 * Executor to driver: a part of a result. With the last part the executor forgets it.
 *
 * @param executor who sends it
 * @param task     whose result
 * @param offset   from where
 * @param bytes    at least one; null if the executor cannot read it
 * @param problem  why not, or null
 */
public record ResultChunk(int executor, long task, long offset, byte[] bytes, String problem) implements WireMessage {

    /** Reads what {@link #write} wrote. */
    public static ResultChunk read(final FieldReader in) {
        return new ResultChunk(in.int32(), in.int64(), in.int64(), in.bytes(), in.text());
    }

    @Override
    public int type() {
        return Messages.RESULT_CHUNK;
    }

    @Override
    public void write(final FieldWriter out) {
        out.int32(executor);
        out.int64(task);
        out.int64(offset);
        out.bytes(bytes);
        out.text(problem);
    }
}
