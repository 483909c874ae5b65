package io.kindling.driver.rdd;

import io.kindling.api.KindlingException;
import io.kindling.common.ByteSize;
import io.kindling.dataflow.RecordWriter;
import java.util.Collection;

/** Encodes the values of one partition as far as a task can carry them. */
final class PartitionEncoding {

    private final String name;
    private final int partition;
    private final long limit;

    /**
     * @param name  of the data set, for messages
     * @param limit in bytes
     */
    PartitionEncoding(final String name, final int partition, final long limit) {
        this.name = name;
        this.partition = partition;
        this.limit = limit;
    }

    /** @throws KindlingException if the values take more than the limit; the rest of them is not encoded then */
    byte[] encode(final Collection<?> values, final RecordWriter writer) {
        for (final Object value : values) {
            writer.write(value);
            check(writer.size());
        }
        final byte[] bytes = writer.toByteArray();
        check(bytes.length);
        return bytes;
    }

    private void check(final int bytes) {
        if (bytes > limit) {
            throw new KindlingException("Partition " + partition + " of " + name + " has " + ByteSize.format(bytes) + " or more, at most "
                    + ByteSize.format(limit) + " can be sent to an executor; use more partitions, or read the data from files");
        }
    }
}
