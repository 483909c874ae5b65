package io.kindling.driver.rdd;

import static java.util.Objects.requireNonNull;

import io.kindling.api.HashPartitioner;
import io.kindling.api.Partitioner;
import io.kindling.api.RangePartitioner;
import io.kindling.protocol.stage.Builtin;
import io.kindling.protocol.stage.FunctionBlob;
import io.kindling.protocol.stage.KeyOrder;
import io.kindling.protocol.stage.Partitioning;
import java.util.Comparator;
import java.util.List;

/** From partitioners of the application to what travels, and back. Thread-safe. */
final class Partitioners {

    private final Shipping shipping;

    Partitioners(final Shipping shipping) {
        this.shipping = shipping;
    }

    /** What a partitioner says, which travels. */
    Partitioning shipped(final Partitioner partitioner) {
        requireNonNull(partitioner, "the partitioner is null");
        if (partitioner instanceof HashPartitioner) {
            return DataSets.hashed(partitioner.numPartitions());
        }
        final String name = CallSite.of("the partitioner");
        if (partitioner instanceof RangePartitioner<?> ranges) {
            final FunctionBlob comparator = ranges.comparator() == null ? shipping.builtin(Builtin.NATURAL_ORDER) : shipping.function(ranges.comparator(), name);
            final byte[] bounds = shipping.encode(ranges.bounds(), name);
            shipping.remember(bounds, partitioner);
            return new Partitioning.Range(ranges.numPartitions(), new KeyOrder(comparator, ranges.isAscending()), bounds);
        }
        final FunctionBlob function = shipping.function(partitioner, name);
        shipping.remember(function.bytes(), partitioner);
        return new Partitioning.Custom(DataSets.atLeastOne(partitioner.numPartitions()), function);
    }

    /** The partitioner that says what has travelled: the application's own object if it still has it, otherwise an equal one; null if there is none. */
    Partitioner of(final Partitioning partitioning) {
        final Object original = partitioning instanceof Partitioning.Custom custom ? shipping.original(custom.partitioner().bytes())
                : partitioning instanceof Partitioning.Range range ? shipping.original(range.bounds()) : null;
        return original == null ? copy(partitioning) : (Partitioner) original;
    }

    @SuppressWarnings("unchecked")
    private Partitioner copy(final Partitioning partitioning) {
        if (partitioning instanceof Partitioning.Hash hash) {
            return new HashPartitioner(hash.partitions());
        } else if (partitioning instanceof Partitioning.Custom custom) {
            return (Partitioner) shipping.read(custom.partitioner(), "the partitioner");
        } else if (partitioning instanceof Partitioning.Range range) {
            final FunctionBlob comparator = range.order().comparator();
            final List<Object> bounds = shipping.decode(range.bounds(), "the partitioner");
            return new RangePartitioner<>(comparator.language() == FunctionBlob.Language.BUILTIN ? null
                    : (Comparator<Object>) shipping.read(comparator, "the partitioner"), range.order().ascending(), bounds);
        }
        return null;
    }
}
