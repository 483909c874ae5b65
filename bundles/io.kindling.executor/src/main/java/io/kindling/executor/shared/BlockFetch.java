package io.kindling.executor.shared;

import io.kindling.protocol.message.BlockBytes;
import io.kindling.protocol.message.ContentPlan;
import io.kindling.protocol.message.FetchBlock;
import io.kindling.protocol.message.MapOutputs;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;

/**
 * Fetches the blocks of a content that are missing, in random order, so that executors which begin together soon have blocks for one another:
 * from up to two other holders, then from the driver, which has all. Blocks its caller, interruptibly.
 */
final class BlockFetch {

    private static final int AT_A_TIME = 4;
    private static final int PEERS_ASKED = 2;
    private static final int DRIVER_ASKED = 2;
    private static final long LIMIT_SECONDS = 240;

    private final ContentSource driver;
    private final BlockPeers peers;
    private final Random random;

    BlockFetch(final ContentSource driver, final BlockPeers peers, final Random random) {
        this.driver = driver;
        this.peers = peers;
        this.random = random;
    }

    private record Wanted(int block, CompletableFuture<byte[]> bytes) {
    }

    /**
     * Completes a file.
     *
     * @param content the SHA-256, in hexadecimal
     * @throws IOException if a block cannot be had; the others are kept
     */
    void complete(final String content, final BlockFile file) throws IOException {
        final ContentPlan plan = file.plan();
        final List<Integer> order = new ArrayList<>(IntStream.range(0, plan.lengths().length).filter(block -> !file.has(block)).boxed().toList());
        Collections.shuffle(order, random);
        final Deque<Wanted> open = new ArrayDeque<>();
        for (final int block : order) {
            if (open.size() == AT_A_TIME) {
                take(open.poll(), file);
            }
            open.add(new Wanted(block, ask(new FetchBlock(content, block), plan, sources(plan), 0, null)));
        }
        while (!open.isEmpty()) {
            take(open.poll(), file);
        }
    }

    private static void take(final Wanted wanted, final BlockFile file) throws IOException {
        try {
            file.put(wanted.block, wanted.bytes.get(LIMIT_SECONDS, TimeUnit.SECONDS));
        } catch (final ExecutionException e) {
            throw new IOException("block " + wanted.block + " cannot be fetched: " + e.getCause().getMessage(), e.getCause());
        } catch (final TimeoutException e) {
            throw new IOException("block " + wanted.block + " did not come within " + LIMIT_SECONDS + " s", e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the task was ended while it waited for block " + wanted.block);
        }
    }

    /** Null stands for the driver. */
    private List<MapOutputs.Location> sources(final ContentPlan plan) {
        final List<MapOutputs.Location> sources = new ArrayList<>(plan.holders());
        Collections.shuffle(sources, random);
        while (sources.size() > PEERS_ASKED) {
            sources.remove(sources.size() - 1);
        }
        for (int i = 0; i < DRIVER_ASKED; i++) {
            sources.add(null);
        }
        return sources;
    }

    private CompletableFuture<byte[]> ask(final FetchBlock request, final ContentPlan plan, final List<MapOutputs.Location> sources, final int turn,
                                          final String last) {
        if (turn == sources.size()) {
            return CompletableFuture.failedFuture(new IOException(last));
        }
        final MapOutputs.Location source = sources.get(turn);
        final CompletableFuture<BlockBytes> answer = source == null ? driver.fetch(request) : peers.fetch(source, request);
        return answer.handle((reply, error) -> {
            final String problem = error != null ? String.valueOf(error.getMessage()) : problem(reply.bytes(), plan, request.block());
            return problem == null ? CompletableFuture.completedFuture(reply.bytes())
                    : ask(request, plan, sources, turn + 1, (source == null ? "the driver: " : "executor " + source.executor() + ": ") + problem);
        }).thenCompose(next -> next);
    }

    private static String problem(final byte[] bytes, final ContentPlan plan, final int block) {
        if (bytes == null) {
            return "it does not have the block";
        }
        final CRC32C sum = new CRC32C();
        sum.update(bytes, 0, bytes.length);
        return bytes.length == plan.lengths()[block] && (int) sum.getValue() == plan.checksums()[block] ? null
                : "the block's checksum or length is wrong";
    }
}
