package io.kindling.protocol.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;
import java.util.List;

/**
 * Executor to driver: what has changed of the partitions that it keeps. Comes before the ends of the tasks that changed it.
 *
 * @param executor  who tells it
 * @param memory    what its tasks and partitions may use of its heap together
 * @param remaining what partitions could still use of that
 * @param blocks    the changes
 */
public record BlockReport(int executor, long memory, long remaining, List<Block> blocks) implements WireMessage {

    public BlockReport {
        blocks = List.copyOf(blocks);
    }

    /** Reads what {@link #write} wrote. */
    public static BlockReport read(final FieldReader in) {
        return new BlockReport(in.int32(), in.int64(), in.int64(), in.list(Block::read));
    }

    @Override
    public int type() {
        return Messages.BLOCK_REPORT;
    }

    @Override
    public void write(final FieldWriter out) {
        out.int32(executor);
        out.int64(memory);
        out.int64(remaining);
        out.list(blocks, Block::write);
    }

    /**
     * How a partition is kept now.
     *
     * @param rdd       of which data set
     * @param partition which one
     * @param code      the version of the application's code whose objects it has
     * @param memory    its bytes in memory
     * @param disk      its bytes on disk; if both are 0 it is not kept any more
     */
    public record Block(int rdd, int partition, int code, long memory, long disk) {

        static Block read(final FieldReader in) {
            return new Block(in.int32(), in.int32(), in.int32(), in.int64(), in.int64());
        }

        void write(final FieldWriter out) {
            out.int32(rdd);
            out.int32(partition);
            out.int32(code);
            out.int64(memory);
            out.int64(disk);
        }
    }
}
