package io.kindling.driver.rdd;

import io.kindling.api.KindlingException;
import io.kindling.plan.RddNode;
import io.kindling.protocol.stage.FunctionBlob;
import io.kindling.protocol.stage.KeyOrder;
import io.kindling.protocol.stage.Partitioning;
import io.kindling.protocol.stage.Sink;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Sorts pairs over all partitions: a job samples the keys, so that every partition gets about as many. */
final class SortByKey<K> {

    private static final int SAMPLE_PER_PARTITION = 20;
    private static final int LARGEST_SAMPLE = 1_000_000;
    /** More than needed from each input partition, since some may have more records than others. */
    private static final int OVERSAMPLE = 3;

    private final DataSets data;
    private final RddNode input;
    private final Comparator<K> order;
    private final KeyOrder shipped;

    SortByKey(final DataSets data, final RddNode input, final Comparator<K> comparator, final FunctionBlob shipped, final boolean ascending) {
        this.data = data;
        this.input = input;
        order = ascending ? comparator : comparator.reversed();
        this.shipped = new KeyOrder(shipped, ascending);
    }

    RddNode into(final int partitions, final String name) {
        final List<K> bounds = partitions == 1 ? List.of() : bounds(partitions, name);
        // Fewer different keys than partitions give fewer partitions.
        return data.lineage().sort(name, input, new Partitioning.Range(bounds.size() + 1, shipped, data.shipping().encode(bounds, name)));
    }

    @SuppressWarnings("unchecked")
    private List<K> bounds(final int partitions, final String name) {
        final double wanted = Math.min((double) SAMPLE_PER_PARTITION * partitions, LARGEST_SAMPLE);
        final int limit = (int) Math.ceil(OVERSAMPLE * wanted / input.partitions());
        final List<byte[]> parts = data.jobs().run(input, new Sink.SampleKeys(limit, input.id().value()), name);
        final List<SortBounds.Weighted<K>> sample = new ArrayList<>();
        for (final byte[] part : parts) {
            final List<Object> values = data.shipping().decode(part, name);
            final double weight = (Long) values.get(0) / (double) Math.max(1, values.size() - 1);
            values.subList(1, values.size()).forEach(key -> sample.add(new SortBounds.Weighted<>((K) key, weight)));
        }
        try {
            return SortBounds.of(sample, order, partitions);
        } catch (final KindlingException e) {
            throw e;
        } catch (final RuntimeException e) {
            throw new KindlingException("The comparator of " + name + " failed at the driver: " + e, e);
        }
    }
}
