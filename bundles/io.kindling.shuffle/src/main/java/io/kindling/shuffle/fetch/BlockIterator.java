package io.kindling.shuffle.fetch;

import io.kindling.dataflow.FetchFailedException;
import io.kindling.protocol.message.MapOutputs;
import io.kindling.shuffle.ShuffleBlockException;
import io.kindling.shuffle.ShuffleSetup;
import io.kindling.shuffle.file.MapOutputId;
import io.kindling.shuffle.file.ShuffleStore;
import java.io.Closeable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;

/** The blocks of one partition: other executors are asked first, so that local files are read while they answer. Used by one thread. */
final class BlockIterator implements Iterator<byte[]>, Closeable {

    private final ShuffleStore store;
    private final MapOutputs outputs;
    private final int partition;
    private final int here;
    private final Queue<Integer> local = new ArrayDeque<>();
    private final RemoteBlocks remote;
    private byte[] next;

    BlockIterator(final ShuffleSetup setup, final ShuffleStore store, final MapOutputs outputs, final int partition) {
        this.store = store;
        this.outputs = outputs;
        this.partition = partition;
        this.here = setup.executor();
        final List<List<Integer>> elsewhere = new ArrayList<>();
        outputs.locations().forEach(location -> elsewhere.add(new ArrayList<>()));
        for (int map = 0; map < outputs.byMap().length; map++) {
            final int place = outputs.byMap()[map];
            if (place < 0 || place >= elsewhere.size()) {
                throw new FetchFailedException(outputs.shuffle(), map, -1, outputs.epoch(), "Map output " + map + " of shuffle "
                        + outputs.shuffle() + " is nowhere in epoch " + outputs.epoch(), null);
            }
            if (outputs.locations().get(place).executor() == here) {
                local.add(map);
            } else {
                elsewhere.get(place).add(map);
            }
        }
        remote = new RemoteBlocks(setup, outputs, partition, elsewhere);
    }

    @Override
    public boolean hasNext() {
        while (next == null) {
            remote.request();
            next = remote.poll();
            if (next == null && !local.isEmpty()) {
                next = notEmpty(readLocal(local.remove()));
            } else if (next == null) {
                if (remote.isDone()) {
                    return false;
                }
                next = remote.await();
            }
        }
        return true;
    }

    private static byte[] notEmpty(final byte[] block) {
        return block.length == 0 ? null : block;
    }

    private byte[] readLocal(final int map) {
        try {
            return store.block(new MapOutputId(outputs.shuffle(), map, outputs.attempts()[map]), partition);
        } catch (final ShuffleBlockException e) {
            throw new FetchFailedException(outputs.shuffle(), map, here, outputs.epoch(), e.getMessage(), e);
        }
    }

    @Override
    public byte[] next() {
        if (!hasNext()) {
            throw new NoSuchElementException("There are no more blocks");
        }
        final byte[] block = next;
        next = null;
        return block;
    }

    @Override
    public void close() {
        local.clear();
        remote.close();
    }
}
