package io.kindling.executor.data;

import io.kindling.common.Clock;
import io.kindling.protocol.message.CopyKept;
import io.kindling.protocol.message.KeepCopy;
import io.kindling.protocol.message.MapOutputs;
import io.kindling.protocol.wire.WireMessage;
import io.kindling.storage.api.BlockAccess;
import io.kindling.storage.api.BlockDraft;
import io.kindling.storage.api.BlockId;
import io.kindling.storage.api.KeepLevel;
import io.kindling.storage.api.StoredBlock;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leaves copies of partitions with other executors, and keeps copies for them on threads of its own. Thread-safe. */
public final class BlockCopies implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BlockCopies.class);
    private static final int AT_A_TIME = 2;
    private static final int MOST_WAITING = 10_000;
    private static final long COPY_SECONDS = 120;
    private static final long KEEPERS_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final BlockAccess store;
    private final BlockFetcher fetcher;
    private final ShufflePeers peers;
    private final BlockNames names;
    private final Here here;
    private final Clock clock;
    private final Workers workers;
    private volatile Known known;

    /**
     * This executor as the others see it.
     *
     * @param location where it can be asked
     * @param keepers  asks the driver who could keep copies
     */
    public record Here(MapOutputs.Location location, Keepers keepers) {
    }

    /** Asks the driver. */
    @FunctionalInterface
    public interface Keepers {

        /** Other executors, the best first. Waits for the answer. */
        List<MapOutputs.Location> find() throws IOException;
    }

    private record Known(List<MapOutputs.Location> keepers, long sinceNanos) {
    }

    BlockCopies(final BlockAccess store, final BlockFetcher fetcher, final ShufflePeers peers, final BlockNames names, final Here here, final Clock clock) {
        this.store = store;
        this.fetcher = fetcher;
        this.peers = peers;
        this.names = names;
        this.here = here;
        this.clock = clock;
        workers = new Workers("kindling-executor-" + here.location().executor() + "-copies", AT_A_TIME, MOST_WAITING);
    }

    /** Lets others keep as many copies as a level wants beside the one here; waits for them. That there are fewer is no failure of the task. */
    void leave(final BlockId block, final KeepLevel level) {
        final KeepCopy order = new KeepCopy(block.rdd().value(), block.partition(), names.code(block), level.text(), here.location());
        int missing = level.replicas() - 1;
        String failure = "there is no other executor";
        try {
            final List<MapOutputs.Location> keepers = keepers();
            for (int i = 0; i < keepers.size() && missing > 0; i++) {
                final MapOutputs.Location keeper = keepers.get(i);
                try {
                    final WireMessage answer = BlockFetcher.await(peers, keeper, order, COPY_SECONDS);
                    if (answer instanceof CopyKept kept && kept.failure() == null) {
                        missing--;
                    } else {
                        failure = "executor " + keeper.executor() + " says: " + (answer instanceof CopyKept kept ? kept.failure() : answer.toString());
                        forget();
                    }
                } catch (final IOException e) {
                    failure = e.getMessage();
                    forget();
                    if (Thread.currentThread().isInterrupted()) {
                        return; // the task finds that out by itself
                    }
                }
            }
        } catch (final IOException e) {
            failure = e.getMessage();
        }
        if (missing > 0) {
            LOG.warn("Partition {} of data set {} has {} copies less than its storage level wants: {}", block.partition(), block.rdd(), missing, failure);
        }
    }

    private List<MapOutputs.Location> keepers() throws IOException {
        final Known last = known;
        if (last != null && clock.nanoTime() - last.sinceNanos < KEEPERS_NANOS && !last.keepers.isEmpty()) {
            return last.keepers;
        }
        final List<MapOutputs.Location> found = here.keepers().find();
        known = new Known(found, clock.nanoTime());
        return found;
    }

    private void forget() {
        known = null;
    }

    /**
     * Keeps a copy, in its turn.
     *
     * @param answer told on another thread, or on this one if there are too many
     */
    public void keep(final KeepCopy order, final Consumer<CopyKept> answer) {
        try {
            workers.execute(() -> answer.accept(new CopyKept(take(order))));
        } catch (final RejectedExecutionException e) {
            answer.accept(new CopyKept("it has too many orders like this already"));
        }
    }

    /** Null, or why there is no copy. */
    private String take(final KeepCopy order) {
        try {
            return copy(order);
        } catch (final IOException | RuntimeException e) {
            LOG.debug("No copy of partition {} of data set {} is kept here", order.partition(), order.rdd(), e);
            return String.valueOf(e.getMessage());
        }
    }

    private String copy(final KeepCopy order) throws IOException {
        final BlockId block = names.block(order.rdd(), order.partition(), order.code());
        try (StoredBlock already = store.get(block)) {
            if (already != null) {
                return null;
            }
        }
        final KeepLevel wanted = KeepLevel.parse(order.level());
        // Encoded, as it comes: what it is made of stands with the tasks that read it here.
        try (BlockDraft draft = store.draft(block, new KeepLevel(wanted.disk(), wanted.memory(), wanted.offHeap(), false, wanted.replicas()))) {
            fetcher.fetch(order.from(), block, batch -> {
                if (!draft.append(batch, 0, batch.length)) {
                    throw new IOException("there is no room for it");
                }
            });
            return draft.commit() ? null : "there is no room for it";
        }
    }

    @Override
    public void close() {
        workers.close();
    }
}
