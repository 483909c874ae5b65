package io.kindling.shuffle.fetch;

import io.kindling.dataflow.FetchFailedException;
import io.kindling.protocol.message.FetchShuffle;
import io.kindling.protocol.message.MapOutputs;
import io.kindling.protocol.message.ShuffleChunk;
import io.kindling.shuffle.ShuffleBlockException;
import io.kindling.shuffle.ShuffleSetup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** What is fetched from one executor: where it stands, and how often it has failed. Used by one thread. */
final class RemoteFetch {

    private static final int MOST_MAPS = 1024;
    private static final int RETRIES = 3;
    /** The client has a limit of its own; this is in case it forgets. */
    private static final long OVERDUE_NANOS = TimeUnit.SECONDS.toNanos(180);

    private final ShuffleSetup setup;
    private final MapOutputs outputs;
    private final int partition;
    private final MapOutputs.Location where;
    private final List<Integer> maps;
    private int at;
    private FrameAssembly block;
    private boolean damagedBefore;
    /** A block arrived damaged twice: its executor has been asked to compare its file. */
    private IOException damage;
    private int failures;
    private long notBefore;
    private boolean waiting;
    private int asked;
    private long number;
    private long deadline;
    private CompletableFuture<ShuffleChunk> pending;

    RemoteFetch(final ShuffleSetup setup, final MapOutputs outputs, final int partition, final MapOutputs.Location where,
                final List<Integer> maps) {
        this.setup = setup;
        this.outputs = outputs;
        this.partition = partition;
        this.where = where;
        this.maps = new ArrayList<>(maps);
        this.block = new FrameAssembly(setup.options().codec());
        this.notBefore = setup.clock().nanoTime();
    }

    boolean isDone() {
        return at == maps.size();
    }

    /** One more map; none of it has been asked for. */
    void add(final int map) {
        maps.add(map);
    }

    /** How much the last request was for. */
    int asked() {
        return asked;
    }

    int place() {
        return outputs.locations().indexOf(where);
    }

    boolean mayAsk(final long now) {
        return !waiting && !isDone() && now - notBefore >= 0;
    }

    /** How long until it may ask again after a failure; {@code otherwise} if it does not wait for that. */
    long nanosUntilRetry(final long now, final long otherwise) {
        return failures > 0 && !waiting && !isDone() ? Math.max(0, notBefore - now) : otherwise;
    }

    boolean expects(final long answered) {
        return waiting && number == answered;
    }

    boolean isOverdue(final long now) {
        return waiting && now - deadline >= 0;
    }

    void overdue(final long now) {
        waiting = false;
        pending.cancel(false);
        failed(new IOException("no answer within " + TimeUnit.NANOSECONDS.toSeconds(OVERDUE_NANOS) + " s"), now);
    }

    /** Sends a request for what comes next. */
    void ask(final int bytes, final long now, final Queue<RemoteBlocks.Answer> answers) {
        final int count = damage == null ? Math.min(MOST_MAPS, maps.size() - at) : 1;
        final int[] wanted = new int[count];
        final long[] attempts = new long[count];
        for (int i = 0; i < count; i++) {
            wanted[i] = maps.get(at + i);
            attempts[i] = outputs.attempts()[wanted[i]];
        }
        waiting = true;
        asked = bytes;
        deadline = now + OVERDUE_NANOS;
        final long mine = ++number;
        try {
            pending = setup.client().fetch(where, new FetchShuffle(outputs.shuffle(), partition, wanted, attempts,
                    damage == null ? block.received() : 0, damage == null ? bytes : FetchShuffle.VERIFY));
        } catch (final RuntimeException e) {
            pending = CompletableFuture.failedFuture(e);
        }
        pending.whenComplete((chunk, error) -> answers.add(new RemoteBlocks.Answer(this, mine, chunk, error)));
    }

    /** Takes an answer; the blocks that are whole now. */
    List<byte[]> answered(final RemoteBlocks.Answer answer, final long now) {
        waiting = false;
        pending = null;
        if (answer.error() != null) {
            failed(answer.error(), now);
            return List.of();
        }
        if (damage != null) {
            throw fetchFailed("arrived damaged twice, though its file is whole at its executor: the network or the memory of a host is at fault ("
                    + damage.getMessage() + ")", damage);
        }
        final List<byte[]> whole = new ArrayList<>();
        try {
            take(answer.chunk(), whole);
            failures = 0;
        } catch (final FrameAssembly.DamagedException e) {
            block.again();
            damage = damagedBefore ? e : null;
            damagedBefore = true;
        } catch (final IOException e) {
            block.again();
            failed(e, now);
        }
        return whole;
    }

    private void take(final ShuffleChunk chunk, final List<byte[]> whole) throws IOException {
        if (chunk.parts().isEmpty()) {
            throw new IOException("the answer is empty");
        }
        for (final ShuffleChunk.BlockPart part : chunk.parts()) {
            if (isDone() || part.map() != maps.get(at)) {
                throw new IOException("the answer has a part of map output " + part.map() + ", which was not its turn");
            }
            block.add(part, whole);
            if (block.isWhole()) {
                block = new FrameAssembly(setup.options().codec());
                damagedBefore = false;
                at++;
            }
        }
    }

    private void failed(final Throwable error, final long now) {
        final Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        if (cause instanceof ShuffleBlockException missing) {
            final String twice = damage == null ? "" : "arrived damaged twice, and its executor finds it damaged too, so its disk is at fault: ";
            throw new FetchFailedException(outputs.shuffle(), missing.map(), where.executor(), outputs.epoch(), twice + missing.getMessage(), missing);
        }
        if (++failures > RETRIES) {
            throw fetchFailed("could not be fetched after " + RETRIES + " retries: " + cause, cause);
        }
        final double spread = 0.5 + setup.jitter().nextDouble();
        notBefore = now + (long) (setup.options().retryWait().toNanos() * spread * (1 << (failures - 1)));
    }

    private FetchFailedException fetchFailed(final String what, final Throwable cause) {
        final int map = maps.get(at);
        return new FetchFailedException(outputs.shuffle(), map, where.executor(), outputs.epoch(), "Map output " + map + " of shuffle "
                + outputs.shuffle() + " for partition " + partition + " from executor " + where.executor() + " at " + where.host() + ":"
                + where.port() + " " + what, cause);
    }

    void cancel() {
        waiting = false;
        if (pending != null) {
            pending.cancel(false);
        }
    }
}
