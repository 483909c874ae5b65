package io.kindling.dataflow.run;

import io.kindling.common.RddId;
import io.kindling.storage.api.BlockId;
import io.kindling.storage.api.KeepLevel;
import java.util.Arrays;
import java.util.Iterator;

/**
 * Takes the input's partition from the block store, or from another executor that keeps it, or computes it and gives it to the store.
 *
 * @param operator its own index, under which the driver says who else keeps which partition
 */
record CacheNode(Node input, int rdd, KeepLevel level, int operator) implements Node {

    @Override
    public Iterator<Object> iterate(final TaskRun run, final int partition) throws Exception {
        final BlockId block = id(run, partition);
        final KeptRecords kept = KeptRecords.find(run, block, operator);
        if (kept != null) {
            return kept.objects() != null ? Arrays.asList(kept.objects()).iterator() : kept;
        }
        final Keeping keeping = Keeping.of(run, block, level);
        final Iterator<Object> records = input.iterate(run, partition);
        return new Lookahead() {
            @Override
            boolean advance() throws Exception {
                if (records.hasNext()) {
                    final Object record = records.next();
                    keeping.add(record);
                    return found(record);
                }
                keeping.end();
                return false;
            }
        };
    }

    @Override
    public void drive(final TaskRun run, final int partition, final Receiver target) throws Exception {
        final BlockId block = id(run, partition);
        final KeptRecords kept = KeptRecords.find(run, block, operator);
        if (kept == null) {
            final Keeping keeping = Keeping.of(run, block, level);
            input.drive(run, partition, record -> {
                keeping.add(record);
                target.accept(record);
            });
            keeping.end();
        } else if (kept.objects() != null) {
            for (final Object record : kept.objects()) {
                run.tick();
                target.accept(record);
            }
        } else {
            while (kept.hasNext()) {
                run.tick();
                target.accept(kept.next());
            }
        }
    }

    private BlockId id(final TaskRun run, final int partition) {
        return new BlockId(run.environment().application(), new RddId(rdd), partition);
    }
}
