package io.kindling.executor.data;

import io.kindling.protocol.message.BlockReport;
import io.kindling.protocol.wire.WireFormat;
import io.kindling.storage.api.BlockId;
import io.kindling.storage.api.BlockListener;
import io.kindling.storage.api.KeepLevel;
import io.kindling.storage.api.StorageMemory;
import io.kindling.transport.api.Connection;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Gathers what becomes of partitions that are kept here, the last of each, until the agent sends it. Thread-safe; bounded by the
 * partitions that there are.
 */
public final class BlockReports implements BlockListener {

    private static final int MOST_IN_A_MESSAGE = 20_000;

    private final int executor;
    private final BlockNames names;
    private final Map<BlockId, BlockReport.Block> changes = new ConcurrentHashMap<>();
    private final Set<String> applications = ConcurrentHashMap.newKeySet();
    private final long total;
    private final StorageMemory memory;
    private final Runnable wake;
    private volatile boolean waiting = true;

    /**
     * Nothing has changed yet.
     *
     * @param total  what tasks and partitions may use of the heap together
     * @param memory what partitions may use of it
     * @param wake   called when there is something to send again
     */
    public BlockReports(final int executor, final BlockNames names, final long total, final StorageMemory memory, final Runnable wake) {
        this.executor = executor;
        this.names = names;
        this.total = total;
        this.memory = memory;
        this.wake = wake;
    }

    @Override
    public void changed(final BlockId block, final KeepLevel level, final long memory, final long disk) {
        keepsFor(block.application());
        changes.put(block, new BlockReport.Block(block.rdd().value(), block.partition(), names.code(block), memory, disk));
        if (!waiting) {
            waiting = true;
            wake.run();
        }
    }

    /** Partitions have been kept under this. */
    void keepsFor(final String application) {
        applications.add(application);
    }

    /** What partitions have been kept under here, also copies for others of code that no task has run on here. */
    Set<String> applications() {
        return applications;
    }

    /** Called by the agent: sends what there is, the first time in any case; returns how many messages. */
    public int flush(final Connection control, final WireFormat format) {
        if (!waiting) {
            return 0;
        }
        waiting = false; // before looking: what comes now is sent now, or next time
        int sent = 0;
        do {
            final List<BlockReport.Block> blocks = take();
            final BlockReport message = new BlockReport(executor, total, memory.available(), blocks);
            control.send(message.type(), format.encode(message));
            sent++;
        } while (!changes.isEmpty());
        return sent;
    }

    private List<BlockReport.Block> take() {
        final List<BlockReport.Block> blocks = new ArrayList<>();
        final Iterator<BlockId> all = changes.keySet().iterator();
        while (all.hasNext() && blocks.size() < MOST_IN_A_MESSAGE) {
            final BlockReport.Block last = changes.remove(all.next());
            if (last != null) {
                blocks.add(last);
            }
        }
        return blocks;
    }
}
