package io.kindling.shuffle.fetch;

import io.kindling.dataflow.TaskKilledException;
import io.kindling.dataflow.TaskMemory;
import io.kindling.protocol.message.MapOutputs;
import io.kindling.protocol.message.ShuffleChunk;
import io.kindling.shuffle.ShuffleSetup;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The blocks that come from other executors, at most one request to each at a time. All state belongs to the
 * reading task's thread; transport threads only put answers into a queue, which holds one for each request at most.
 */
final class RemoteBlocks {

    private static final int LARGEST_REQUEST = 4 << 20;
    private static final int SMALLEST_SHARE = 4;
    /** So much is asked for whatever the memory says. */
    private static final int LEAST_BYTES = 1 << 18;
    /** Looks at time limits so often, if nothing arrives. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final ShuffleSetup setup;
    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    private final List<RemoteFetch> fetches = new ArrayList<>();
    private final Queue<byte[]> ready = new ArrayDeque<>();
    private final TaskMemory memory;
    private final MapOutputs outputs;
    private final int partition;
    private int requestBytes;
    private long mostBytes;
    private long granted;
    private long readyBytes;
    private long inFlight;

    /** @param maps by location */
    RemoteBlocks(final ShuffleSetup setup, final MapOutputs outputs, final int partition, final List<List<Integer>> maps, final TaskMemory memory) {
        this.setup = setup;
        this.outputs = outputs;
        this.partition = partition;
        this.memory = memory;
        for (int i = 0; i < maps.size(); i++) {
            if (!maps.get(i).isEmpty()) {
                fetches.add(new RemoteFetch(setup, outputs, partition, outputs.locations().get(i), maps.get(i)));
            }
        }
        allot();
    }

    /** What may be under way and waiting: a request to each and as much again, of what memory there is; one small request always may. */
    private void allot() {
        final long limit = setup.options().maxBytesInFlight();
        requestBytes = (int) Math.max(1, Math.min(LARGEST_REQUEST, limit / SMALLEST_SHARE));
        final long wanted = Math.min(limit, 2L * requestBytes * fetches.size());
        if (wanted > granted) {
            granted += memory.acquire(wanted - granted);
        }
        mostBytes = Math.min(limit, Math.max(granted, LEAST_BYTES));
        requestBytes = (int) Math.max(1, Math.min(requestBytes, mostBytes / 2));
    }

    /** One more map of a place, which could not be read otherwise. */
    void add(final int place, final int map) {
        for (final RemoteFetch fetch : fetches) {
            if (fetch.place() == place) {
                fetch.add(map);
                return;
            }
        }
        fetches.add(new RemoteFetch(setup, outputs, partition, outputs.locations().get(place), List.of(map)));
        allot();
    }

    /**
     * An answer.
     *
     * @param number of the request
     * @param error  or the chunk
     */
    record Answer(RemoteFetch fetch, long number, ShuffleChunk chunk, Throwable error) {
    }

    /** Sends what may be sent. */
    void request() {
        if (fetches.isEmpty()) {
            return;
        }
        final long now = setup.clock().nanoTime();
        for (final RemoteFetch fetch : fetches) {
            if (fetch.isOverdue(now)) {
                inFlight -= fetch.asked();
                fetch.overdue(now);
            }
            final boolean room = inFlight + readyBytes == 0 || inFlight + readyBytes + requestBytes <= mostBytes;
            if (room && fetch.mayAsk(now)) {
                inFlight += requestBytes;
                fetch.ask(requestBytes, now, answers);
            }
        }
    }

    /** A block that is there, or null. */
    byte[] poll() {
        for (Answer answer = answers.poll(); answer != null; answer = answers.poll()) {
            take(answer);
        }
        return takeReady();
    }

    /** A block, or null if there is none yet after a while. */
    byte[] await() {
        try {
            final Answer answer = answers.poll(untilNextLook(), TimeUnit.NANOSECONDS);
            if (answer != null) {
                take(answer);
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TaskKilledException("Interrupted while waiting for map outputs");
        }
        return takeReady();
    }

    private long untilNextLook() {
        final long now = setup.clock().nanoTime();
        long wait = LOOK_NANOS;
        for (final RemoteFetch fetch : fetches) {
            wait = Math.min(wait, fetch.nanosUntilRetry(now, LOOK_NANOS));
        }
        return wait;
    }

    private byte[] takeReady() {
        final byte[] block = ready.poll();
        if (block != null) {
            readyBytes -= block.length;
        }
        return block;
    }

    private void take(final Answer answer) {
        if (!answer.fetch().expects(answer.number())) {
            return;
        }
        inFlight -= answer.fetch().asked();
        final long now = setup.clock().nanoTime();
        for (final byte[] block : answer.fetch().answered(answer, now)) {
            if (block.length > 0) {
                ready.add(block);
                readyBytes += block.length;
            }
        }
    }

    /** Whether every block has been given. */
    boolean isDone() {
        final Iterator<RemoteFetch> all = fetches.iterator();
        while (all.hasNext()) {
            if (all.next().isDone()) {
                all.remove();
            }
        }
        return fetches.isEmpty() && ready.isEmpty();
    }

    void close() {
        fetches.forEach(RemoteFetch::cancel);
        fetches.clear();
        ready.clear();
        memory.release(granted);
        granted = 0;
    }
}
