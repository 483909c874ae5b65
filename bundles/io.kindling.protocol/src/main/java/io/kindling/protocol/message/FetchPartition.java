package io.kindling.protocol.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;

/**
 * Executor to executor, request: the next batches of a partition that is kept there. Answered by {@link PartitionBatches}, or by a
 * {@link FetchFailure} if it is not, or if the stream has been forgotten; then it can begin again.
 *
 * @param stream    names the reading among those of all askers
 * @param rdd       of which data set
 * @param partition which one
 * @param code      the version of the application's code whose objects it has
 * @param position  how many batches the asker has
 * @param maxBytes  at most so much, but one batch in any case
 */
public record FetchPartition(long stream, int rdd, int partition, int code, long position, int maxBytes) implements WireMessage {

    /** Reads what {@link #write} wrote. */
    public static FetchPartition read(final FieldReader in) {
        return new FetchPartition(in.int64(), in.int32(), in.int32(), in.int32(), in.int64(), in.int32());
    }

    @Override
    public int type() {
        return Messages.FETCH_PARTITION;
    }

    @Override
    public void write(final FieldWriter out) {
        out.int64(stream);
        out.int32(rdd);
        out.int32(partition);
        out.int32(code);
        out.int64(position);
        out.int32(maxBytes);
    }
}
