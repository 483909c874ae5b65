package io.kindling.shuffle.fetch;

import io.kindling.dataflow.FetchFailedException;
import io.kindling.dataflow.TaskKilledException;
import io.kindling.dataflow.TaskMemory;
import io.kindling.protocol.message.MapOutputs;
import io.kindling.shuffle.ShuffleBlockException;
import io.kindling.shuffle.ShuffleSetup;
import io.kindling.shuffle.file.LocalBlock;
import io.kindling.shuffle.file.MapOutputId;
import io.kindling.shuffle.file.ShuffleStore;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;

/**
 * The batches of one partition: other executors are asked first, so that files are read while they answer; then what is in files of this
 * executor and of others on this host. Used by one thread.
 */
final class BlockIterator implements Iterator<byte[]>, Closeable {

    private final ShuffleStore store;
    private final Neighbours neighbours;
    private final MapOutputs outputs;
    private final int partition;
    private final int here;
    private final Queue<Integer> local = new ArrayDeque<>();
    private final RemoteBlocks remote;
    private LocalBlock open;
    private byte[] next;

    BlockIterator(final ShuffleSetup setup, final ShuffleStore store, final Neighbours neighbours, final MapOutputs outputs, final int partition,
                  final TaskMemory memory) {
        this.store = store;
        this.neighbours = neighbours;
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
        askNeighbours(elsewhere, setup.options().host());
        remote = new RemoteBlocks(setup, outputs, partition, elsewhere, memory);
    }

    /** Takes the maps of neighbours out. */
    private void askNeighbours(final List<List<Integer>> elsewhere, final String host) {
        for (int place = 0; place < elsewhere.size(); place++) {
            final MapOutputs.Location location = outputs.locations().get(place);
            if (elsewhere.get(place).isEmpty()) {
                continue;
            }
            neighbours.ask(location, outputs.shuffle(), host);
            try {
                if (!neighbours.of(location).isEmpty()) {
                    local.addAll(elsewhere.get(place));
                    elsewhere.get(place).clear();
                }
            } catch (final InterruptedException e) {
                throw interrupted();
            }
        }
    }

    private static TaskKilledException interrupted() {
        Thread.currentThread().interrupt();
        return new TaskKilledException("Interrupted while reading map outputs");
    }

    @Override
    public boolean hasNext() {
        while (next == null) {
            remote.request();
            next = remote.poll();
            if (next == null && (open != null || !local.isEmpty())) {
                next = readLocal();
            } else if (next == null) {
                if (remote.isDone()) {
                    return false;
                }
                next = remote.await();
            }
        }
        return true;
    }

    private byte[] readLocal() {
        final int map = open == null ? local.remove() : open.map();
        final MapOutputs.Location where = outputs.locations().get(outputs.byMap()[map]);
        try {
            if (open == null) {
                open = open(map, where);
            }
            final byte[] batch = open == null ? null : open.next();
            if (batch == null) {
                closeOpen();
            }
            return batch;
        } catch (final ShuffleBlockException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw interrupted(); // an interrupt closes files that are being read: the map output is as good as before
            }
            throw new FetchFailedException(outputs.shuffle(), map, where.executor(), outputs.epoch(), e.getMessage(), e);
        }
    }

    private LocalBlock open(final int map, final MapOutputs.Location where) throws ShuffleBlockException {
        final MapOutputId id = new MapOutputId(outputs.shuffle(), map, outputs.attempts()[map]);
        if (where.executor() == here) {
            return store.block(id, partition);
        }
        try {
            final List<Path> roots = neighbours.of(where);
            return store.neighboursBlock(id, partition, roots);
        } catch (final IOException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw interrupted(); // this task is to end: that says nothing of the neighbour's files
            }
            // Its own executor says best what is the matter; if it can be read only there, all of its files are asked for.
            neighbours.refused(where);
            remote.add(outputs.byMap()[map], map);
            return null;
        } catch (final InterruptedException e) {
            throw interrupted();
        }
    }

    private void closeOpen() {
        if (open != null) {
            open.close();
            open = null;
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
        closeOpen();
        remote.close();
    }
}
