package io.kindling.protocol.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;

/**
 * Executor to executor, request: what some map tasks wrote for one partition, in the order of {@code maps}. The
 * answer holds as much as fits {@code maxBytes}; the asker goes on from where it ended, so that it alone decides
 * how much is under way.
 *
 * @param shuffle   which shuffle
 * @param partition the partition after the shuffle, or {@link #WHOLE_FILE}
 * @param maps      the map partitions
 * @param attempts  for each of them the task id whose output counts
 * @param offset    from where in the block of the first of them
 * @param maxBytes  at most so much, or {@link #VERIFY} or {@link #WHERE}
 */
public record FetchShuffle(int shuffle, int partition, int[] maps, long[] attempts, long offset, int maxBytes) implements WireMessage {

    /** In place of a partition: the files of the map outputs as they are; {@code offset} is in the first one's file. */
    public static final int WHOLE_FILE = -1;

    /** In place of a number of bytes: compare the first block with its checksums; the answer is an empty part, or a failure. */
    public static final int VERIFY = -1;

    /** In place of a number of bytes: tell the directories of the files, one a line, to an executor on the same host. */
    public static final int WHERE = -2;

    /** Reads what {@link #write} wrote. */
    public static FetchShuffle read(final FieldReader in) {
        return new FetchShuffle(in.int32(), in.int32(), in.ints(), in.longs(), in.int64(), in.int32());
    }

    @Override
    public int type() {
        return Messages.FETCH_SHUFFLE;
    }

    @Override
    public void write(final FieldWriter out) {
        out.int32(shuffle);
        out.int32(partition);
        out.ints(maps);
        out.longs(attempts);
        out.int64(offset);
        out.int32(maxBytes);
    }
}
