package io.kindling.executor.data;

import io.kindling.common.Clock;
import io.kindling.protocol.message.FetchFailure;
import io.kindling.protocol.message.FetchPartition;
import io.kindling.protocol.message.PartitionBatches;
import io.kindling.protocol.wire.WireMessage;
import io.kindling.storage.api.BlockAccess;
import io.kindling.storage.api.FrameReader;
import io.kindling.storage.api.StoredBlock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves partitions that are kept here. Between two parts a reading stays open, unless too many others are, or its asker does not come back: a
 * killed task says nothing, and what is open takes memory and files. Thread-safe.
 */
final class BlockServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BlockServer.class);
    private static final int MOST_OPEN = 64;
    /** Longer than its asker waits for a part. */
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(180);
    private static final int MOST_BATCH = 127 << 20;
    private static final int MOST_BYTES = 16 << 20;

    private final BlockAccess store;
    private final BlockNames names;
    private final Clock clock;
    /** Unused for longest first. */
    private final Map<Long, Reading> open = new LinkedHashMap<>();

    BlockServer(final BlockAccess store, final BlockNames names, final Clock clock) {
        this.store = store;
        this.names = names;
        this.clock = clock;
    }

    /** One who reads a partition. Used by one thread at a time. */
    private static final class Reading {

        private final StoredBlock block;
        private final FrameReader frames;
        private long position;
        private long sinceNanos;

        Reading(final StoredBlock block) throws IOException {
            this.block = block;
            frames = block.frames();
        }

        void close() {
            try {
                frames.close();
            } catch (final IOException e) {
                LOG.debug("A kept partition does not close", e);
            }
            block.close();
        }
    }

    WireMessage serve(final FetchPartition request) {
        final Reading reading;
        try {
            reading = take(request);
        } catch (final IOException | RuntimeException | Error e) {
            return new FetchFailure(request.partition(), String.valueOf(e.getMessage()));
        }
        if (reading == null) {
            return new FetchFailure(request.partition(), request.position() == 0
                    ? "it does not keep partition " + request.partition() + " of data set " + request.rdd() : "it has begun too many others since, or was not asked for a long time");
        }
        boolean keep = false;
        try {
            final List<PartitionBatches.Batch> batches = new ArrayList<>();
            final int most = Math.min(MOST_BYTES, request.maxBytes());
            boolean last = false;
            for (long bytes = 0; bytes < most && !last;) {
                final byte[] batch = reading.frames.next();
                if (batch == null) {
                    last = true;
                } else if (batch.length > MOST_BATCH) {
                    return new FetchFailure(request.partition(), "one of its batches has " + batch.length + " bytes, too many for a message");
                } else {
                    if (bytes > 0 && bytes + batch.length > MOST_BATCH) {
                        return new FetchFailure(request.partition(), "its batches are too long for a message");
                    }
                    batches.add(new PartitionBatches.Batch(BlockFetcher.checksum(batch), batch));
                    bytes += batch.length;
                    reading.position++;
                }
            }
            keep = !last;
            return new PartitionBatches(batches, last);
        } catch (final IOException | RuntimeException | Error e) { // the application's code encodes what is kept as objects
            return new FetchFailure(request.partition(), "it cannot be read there: " + e);
        } finally {
            if (keep) {
                put(request.stream(), reading);
            } else {
                reading.close();
            }
        }
    }

    private Reading take(final FetchPartition request) throws IOException {
        final Reading known;
        synchronized (open) {
            known = open.remove(request.stream());
        }
        if (known != null && known.position == request.position()) {
            return known;
        }
        if (known != null) {
            known.close();
        }
        final StoredBlock block = request.position() > 0 ? null : store.get(names.block(request.rdd(), request.partition(), request.code()));
        if (block == null) {
            return null;
        }
        try {
            return new Reading(block);
        } catch (final IOException e) {
            block.close();
            throw e;
        }
    }

    private void put(final long stream, final Reading reading) {
        final List<Reading> over = new ArrayList<>();
        synchronized (open) {
            reading.sinceNanos = clock.nanoTime();
            open.put(stream, reading);
            for (final Iterator<Reading> oldest = open.values().iterator(); oldest.hasNext();) {
                final Reading each = oldest.next();
                if (open.size() <= MOST_OPEN && reading.sinceNanos - each.sinceNanos < IDLE_NANOS) {
                    break;
                }
                oldest.remove();
                over.add(each);
            }
        }
        over.forEach(Reading::close);
    }

    @Override
    public void close() {
        synchronized (open) {
            open.values().forEach(Reading::close);
            open.clear();
        }
    }
}
