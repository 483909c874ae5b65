package io.kindling.shuffle.fetch;

import io.kindling.protocol.message.FetchShuffle;
import io.kindling.protocol.message.MapOutputs;
import io.kindling.protocol.message.ShuffleChunk;
import io.kindling.protocol.message.TakeOutputs;
import io.kindling.shuffle.ShuffleBlockException;
import io.kindling.shuffle.ShuffleSetup;
import io.kindling.shuffle.TakeListener;
import io.kindling.shuffle.file.MapOutputId;
import io.kindling.shuffle.file.ReceivedOutput;
import io.kindling.shuffle.file.ShuffleStore;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Takes over map outputs of one executor, one request after the other; small files come many in an answer. Used by one thread. */
final class OutputTaker implements AutoCloseable {

    private static final int REQUEST_BYTES = 4 << 20;
    private static final int MOST_MAPS = 1024;
    private static final int RETRIES = 3;
    private static final long ANSWER_SECONDS = 60;

    private final ShuffleSetup setup;
    private final ShuffleStore store;
    private final MapOutputs.Location from;
    private final TakeListener listener;
    private final Deque<MapOutputId> open = new ArrayDeque<>();
    private ReceivedOutput receiving;
    private int failures;

    OutputTaker(final ShuffleSetup setup, final ShuffleStore store, final TakeOutputs order, final TakeListener listener) {
        this.setup = setup;
        this.store = store;
        this.from = order.from();
        this.listener = listener;
        if (order.maps().length != order.attempts().length) {
            throw new IllegalArgumentException("Move " + order.move() + " has " + order.maps().length + " maps but " + order.attempts().length + " attempts");
        }
        for (int i = 0; i < order.maps().length; i++) {
            open.add(new MapOutputId(order.shuffle(), order.maps()[i], order.attempts()[i]));
        }
    }

    void run() throws InterruptedException {
        while (beginNext()) {
            try {
                take(ask());
                failures = 0;
            } catch (final ShuffleBlockException e) {
                drop(e.map(), e.getMessage());
            } catch (final IOException e) {
                failed(e);
            }
        }
    }

    /** Gets ready for the first one that is not settled; whether there is one. */
    private boolean beginNext() {
        while (receiving == null && !open.isEmpty()) {
            if (store.has(open.peek())) {
                listener.taken(open.remove().map());
            } else {
                try {
                    receiving = store.receive(open.peek());
                } catch (final IOException e) {
                    listener.failed(open.remove().map(), e.getMessage());
                }
            }
        }
        return receiving != null;
    }

    private ShuffleChunk ask() throws IOException, ShuffleBlockException, InterruptedException {
        final List<MapOutputId> wanted = open.stream().limit(MOST_MAPS).toList();
        final CompletableFuture<ShuffleChunk> answer = setup.client().fetch(from, new FetchShuffle(wanted.get(0).shuffle(), FetchShuffle.WHOLE_FILE,
                wanted.stream().mapToInt(MapOutputId::map).toArray(), wanted.stream().mapToLong(MapOutputId::task).toArray(),
                receiving.filled(), REQUEST_BYTES));
        try {
            return answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (final ExecutionException e) {
            if (e.getCause() instanceof ShuffleBlockException missing) {
                throw missing;
            }
            throw new IOException(e.getCause().toString(), e.getCause());
        } catch (final TimeoutException e) {
            throw new IOException("no answer within " + ANSWER_SECONDS + " s", e);
        } finally {
            answer.cancel(false);
        }
    }

    private void take(final ShuffleChunk chunk) throws IOException {
        boolean progress = false;
        for (final ShuffleChunk.BlockPart part : chunk.parts()) {
            if (!beginNext()) {
                return;
            }
            if (open.peek().map() == part.map()) {
                progress = true;
                if (!write(part)) {
                    return;
                }
            } else if (open.stream().anyMatch(id -> id.map() == part.map())) {
                throw new IOException("the answer has a part of map output " + part.map() + ", which was not its turn");
            } // else it was settled otherwise meanwhile
        }
        if (!progress) {
            throw new IOException("the answer has nothing that was asked for");
        }
    }

    /** Whether all that is well goes on with the next part. */
    private boolean write(final ShuffleChunk.BlockPart part) throws IOException {
        try {
            receiving.write(part.total(), part.bytes());
            if (!receiving.isWhole()) {
                return true;
            }
            receiving.commit();
        } catch (final IllegalArgumentException e) {
            restart();
            throw new IOException(e.getMessage(), e);
        } catch (final IOException e) {
            drop(part.map(), "it could not be stored: " + e.getMessage());
            return false;
        }
        restart();
        listener.taken(open.remove().map());
        return true;
    }

    private void restart() {
        receiving.close();
        receiving = null;
    }

    /** One of those asked for is not to be had. */
    private void drop(final int map, final String reason) {
        final MapOutputId lost = open.stream().filter(id -> id.map() == map).findFirst().orElse(open.peek());
        if (lost == open.peek()) {
            restart();
        }
        open.remove(lost);
        listener.failed(lost.map(), reason);
    }

    private void failed(final IOException error) throws InterruptedException {
        if (++failures <= RETRIES) {
            final double spread = 0.5 + setup.jitter().nextDouble();
            TimeUnit.NANOSECONDS.sleep((long) (setup.options().retryWait().toNanos() * spread * (1 << (failures - 1))));
            return;
        }
        while (!open.isEmpty()) {
            listener.failed(open.remove().map(), "executor " + from.executor() + " at " + from.host() + ":" + from.port()
                    + " could not be asked after " + RETRIES + " retries: " + error.getMessage());
        }
        close();
    }

    @Override
    public void close() {
        if (receiving != null) {
            restart();
        }
    }
}
