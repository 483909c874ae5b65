package io.kindling.protocol.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;
import java.util.List;

/**
 * Executor to executor, reply: encoded batches of a partition.
 *
 * @param batches in order
 * @param last    whether there are no more
 */
public record PartitionBatches(List<Batch> batches, boolean last) implements WireMessage {

    public PartitionBatches {
        batches = List.copyOf(batches);
    }

    /** Reads what {@link #write} wrote. */
    public static PartitionBatches read(final FieldReader in) {
        return new PartitionBatches(in.list(Batch::read), in.bool());
    }

    @Override
    public int type() {
        return Messages.PARTITION_BATCHES;
    }

    @Override
    public void write(final FieldWriter out) {
        out.list(batches, Batch::write);
        out.bool(last);
    }

    /**
     * A batch.
     *
     * @param checksum CRC-32C
     * @param bytes    encoded records
     */
    public record Batch(int checksum, byte[] bytes) {

        static Batch read(final FieldReader in) {
            return new Batch(in.int32(), in.bytes());
        }

        void write(final FieldWriter out) {
            out.int32(checksum);
            out.bytes(bytes);
        }
    }
}
