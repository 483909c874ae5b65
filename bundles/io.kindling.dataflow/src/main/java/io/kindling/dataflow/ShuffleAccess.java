package io.kindling.dataflow;

import java.io.IOException;
import java.util.Iterator;

/** Map outputs as dataflow sees them; implemented by the shuffle bundle. */
public interface ShuffleAccess {

    /**
     * Begins the map output of this attempt.
     *
     * @param partitions how many partitions there are after the shuffle
     */
    PartitionedOutput write(int shuffle, int partitions) throws IOException;

    /**
     * The encoded blocks of one partition, from wherever they are, in the order in which they arrive. Each block
     * is whole and its checksum has been compared. Throws {@link FetchFailedException} from {@code next}.
     */
    Iterator<byte[]> read(int shuffle, int partition);

    /** A map output under way. Used by one thread. */
    interface PartitionedOutput {

        /**
         * Adds an encoded batch of records to a partition. May be called in any order of partitions.
         */
        void append(int partition, byte[] bytes, int offset, int length) throws IOException;

        /** Makes the output visible to readers, all at once. */
        void commit() throws IOException;

        /** Leaves nothing behind; harmless after commit. */
        void abort();
    }
}
