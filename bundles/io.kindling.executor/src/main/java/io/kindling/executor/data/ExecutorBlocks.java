package io.kindling.executor.data;

import io.kindling.common.Clock;
import io.kindling.common.RddId;
import io.kindling.dataflow.TaskMemory;
import io.kindling.protocol.message.FetchPartition;
import io.kindling.protocol.message.MapOutputs;
import io.kindling.protocol.stage.KeptPlaces;
import io.kindling.protocol.wire.WireFormat;
import io.kindling.protocol.wire.WireMessage;
import io.kindling.storage.api.BlockAccess;
import io.kindling.storage.api.BlockDraft;
import io.kindling.storage.api.BlockId;
import io.kindling.storage.api.BlockStore;
import io.kindling.storage.api.FileSpace;
import io.kindling.storage.api.FrameReader;
import io.kindling.storage.api.KeepLevel;
import io.kindling.storage.api.StoredBlock;
import io.kindling.transport.api.Connection;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The partitions that the executors of an application keep, as one of them sees it: its own store, and what the others have. Thread-safe. */
public final class ExecutorBlocks implements BlockAccess, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ExecutorBlocks.class);

    private final BlockStore store;
    private final UnprovenBlocks unproven;
    private final BlockFetcher fetcher;
    private final BlockServer server;
    private final BlockCopies copies;
    private final FileSpace files;

    /**
     * @param store    its own; closed with this
     * @param unproven hears of it
     * @param files    where what is fetched goes
     */
    public ExecutorBlocks(final BlockStore store, final UnprovenBlocks unproven, final ShufflePeers peers, final BlockNames names,
                          final BlockCopies.Here here, final Clock clock, final FileSpace files) {
        this.store = store;
        this.unproven = unproven;
        this.files = files;
        fetcher = new BlockFetcher(here.location().executor(), peers, names);
        server = new BlockServer(this, names, clock);
        copies = new BlockCopies(this, fetcher, peers, names, here, clock);
    }

    /** Gives a file that goes with a task. */
    @FunctionalInterface
    public interface Spill {

        Path newFile() throws IOException;
    }

    /**
     * Fetches a partition from another executor.
     *
     * @param places where it is, as the driver has said
     * @return null if nobody gives it
     */
    public FrameReader fetch(final BlockId block, final byte[] places, final TaskMemory memory, final Spill spill) {
        for (final KeptPlaces.Place place : KeptPlaces.decode(places)) {
            if (place.partition() == block.partition() && !Thread.currentThread().isInterrupted()) {
                final FetchedFrames frames = new FetchedFrames(memory, spill::newFile, files.dataFiles());
                try {
                    fetcher.fetch(new MapOutputs.Location(place.executor(), place.host(), place.port()), block, frames);
                    return frames.whole();
                } catch (final IOException e) {
                    LOG.warn("Partition {} of data set {} cannot be fetched from executor {}: {}", block.partition(), block.rdd(), place.executor(), e.getMessage());
                    closeQuietly(frames);
                }
            }
        }
        return null;
    }

    private static void closeQuietly(final FetchedFrames frames) {
        try {
            frames.close();
        } catch (final IOException e) {
            LOG.debug("A fetched partition does not close", e);
        }
    }

    /** Called by the agent: tells the driver what has changed; returns how many messages that took. */
    public int report(final Connection control, final WireFormat format) {
        return unproven.reports().flush(control, format);
    }

    /** Forgets every partition of a data set, of whichever version of the code. */
    public void forget(final RddId rdd) {
        unproven.reports().applications().forEach(application -> store.remove(application, rdd));
    }

    /** The same for one attempt; closed when it has ended. */
    public AttemptBlocks ofAttempt() {
        return new AttemptBlocks(store, unproven, copies);
    }

    /** Copies with others, and for them. */
    public BlockCopies copies() {
        return copies;
    }

    WireMessage serve(final FetchPartition request) {
        return server.serve(request);
    }

    @Override
    public BlockDraft draft(final BlockId block, final KeepLevel level) {
        return store.draft(block, level);
    }

    /** What an attempt has kept that has not succeeded is not there. */
    @Override
    public StoredBlock get(final BlockId block) {
        return unproven.isVisible(block, null) ? store.get(block) : null;
    }

    /** Forgets every partition of a version of the code. */
    public void removeAll(final String application) {
        store.removeAll(application);
    }

    @Override
    public void close() {
        copies.close();
        server.close();
        store.close();
    }
}
