package io.kindling.executor.data;

import io.kindling.protocol.message.FetchFailure;
import io.kindling.protocol.message.FetchPartition;
import io.kindling.protocol.message.MapOutputs;
import io.kindling.protocol.message.PartitionBatches;
import io.kindling.protocol.wire.WireMessage;
import io.kindling.storage.api.BlockId;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32C;

/** Fetches partitions that other executors keep, part by part, on the caller's thread. Thread-safe. */
final class BlockFetcher {

    private static final int PART_BYTES = 1 << 20;
    private static final long LIMIT_SECONDS = 60;

    private final ShufflePeers peers;
    private final BlockNames names;
    private final AtomicLong streams;

    BlockFetcher(final int executor, final ShufflePeers peers, final BlockNames names) {
        this.peers = peers;
        this.names = names;
        streams = new AtomicLong((long) executor << 32); // no two askers of one executor have the same
    }

    /** Takes the batches of a partition. */
    interface Target {

        void accept(byte[] batch) throws IOException;
    }

    /**
     * Fetches all batches.
     *
     * @throws IOException if that is not possible; the target may have had some of them
     */
    void fetch(final MapOutputs.Location from, final BlockId block, final Target target) throws IOException {
        final long stream = streams.incrementAndGet();
        long position = 0;
        boolean last = false;
        while (!last) {
            final WireMessage answer = ask(from, new FetchPartition(stream, block.rdd().value(), block.partition(), names.code(block), position, PART_BYTES));
            if (!(answer instanceof PartitionBatches part)) {
                throw new IOException("executor " + from.executor() + " says: "
                        + (answer instanceof FetchFailure failure ? failure.reason() : answer.getClass().getSimpleName()));
            }
            if (part.batches().isEmpty() && !part.last()) {
                throw new IOException("executor " + from.executor() + " sends nothing");
            }
            for (final PartitionBatches.Batch batch : part.batches()) {
                if (checksum(batch.bytes()) != batch.checksum()) {
                    throw new IOException("what executor " + from.executor() + " sent was damaged on the way");
                }
                target.accept(batch.bytes());
            }
            position += part.batches().size();
            last = part.last();
        }
    }

    private WireMessage ask(final MapOutputs.Location from, final WireMessage request) throws IOException {
        return await(peers, from, request, LIMIT_SECONDS);
    }

    static WireMessage await(final ShufflePeers peers, final MapOutputs.Location from, final WireMessage request, final long seconds) throws IOException {
        try {
            return peers.ask(from, request).get(seconds, TimeUnit.SECONDS);
        } catch (final ExecutionException e) {
            throw new IOException("executor " + from.executor() + " at " + from.host() + ":" + from.port() + " cannot be asked: " + e.getCause(), e.getCause());
        } catch (final TimeoutException e) {
            throw new IOException("executor " + from.executor() + " at " + from.host() + ":" + from.port() + " has not answered within " + seconds + " s", e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the task was told to end while it waited for executor " + from.executor());
        }
    }

    static int checksum(final byte[] bytes) {
        final CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, bytes.length);
        return (int) checksum.getValue();
    }
}
