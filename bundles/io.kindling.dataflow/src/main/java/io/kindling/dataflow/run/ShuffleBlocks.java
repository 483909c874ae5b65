package io.kindling.dataflow.run;

import io.kindling.dataflow.RecordReader;
import io.kindling.dataflow.aggregate.Groups;
import java.util.Iterator;

/** The records of a partition after a shuffle, block by block as they arrive. */
final class ShuffleBlocks {

    private final TaskRun run;
    private final Iterator<byte[]> blocks;
    private RecordReader reader;

    ShuffleBlocks(final TaskRun run, final int shuffle, final int partition) {
        this.run = run;
        this.blocks = run.environment().shuffles().read(shuffle, partition);
        if (blocks instanceof java.io.Closeable closeable) {
            run.closeAtEnd(closeable);
        }
    }

    /** The reader that stands before the next record, or null at the end. */
    RecordReader next() {
        while (reader == null || !reader.hasNext()) {
            final byte[] block = nextBlock();
            if (block == null) {
                reader = null;
                return null;
            }
            reader = run.environment().codec().reader(block);
        }
        return reader;
    }

    /** The next block as it is, or null at the end; for one who does not ask for readers. */
    byte[] nextBlock() {
        if (!blocks.hasNext()) {
            return null;
        }
        final byte[] block = blocks.next();
        run.checkKilled();
        run.environment().counters().shuffleBytesRead += block.length;
        return block;
    }

    /** Brings all that comes together by key. */
    void into(final Groups groups, final int input) throws Exception {
        for (byte[] block = nextBlock(); block != null; block = nextBlock()) {
            run.environment().counters().recordsRead += groups.addBlock(input, block);
        }
    }
}
