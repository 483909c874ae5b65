package io.kindling.shuffle.fetch;

import io.kindling.common.files.DataFiles;
import io.kindling.dataflow.ShuffleAccess;
import io.kindling.dataflow.TaskMemory;
import io.kindling.protocol.message.FetchShuffle;
import io.kindling.protocol.message.MapOutputs;
import io.kindling.protocol.message.ShuffleChunk;
import io.kindling.protocol.message.TakeOutputs;
import io.kindling.shuffle.ShuffleBlockException;
import io.kindling.shuffle.ShuffleOptions;
import io.kindling.shuffle.ShuffleSession;
import io.kindling.shuffle.ShuffleSetup;
import io.kindling.shuffle.TakeListener;
import io.kindling.shuffle.file.MapOutputId;
import io.kindling.shuffle.file.ShuffleStore;
import java.io.IOException;
import java.util.Iterator;

/** Joins the store with the table and the readers. */
public final class FileShuffleSession implements ShuffleSession {

    private volatile ShuffleSetup setup;
    private final ShuffleStore store;
    private final MapOutputTable table = new MapOutputTable();
    private final Neighbours neighbours;

    private FileShuffleSession(final ShuffleSetup setup, final ShuffleStore store) {
        this.setup = setup;
        this.store = store;
        neighbours = new Neighbours(setup.client());
    }

    /** Opens a session with no map outputs. */
    public static FileShuffleSession open(final ShuffleSetup setup) throws IOException {
        return open(setup, DataFiles.PLAIN);
    }

    /** Opens one on disks of a test. */
    public static FileShuffleSession open(final ShuffleSetup setup, final DataFiles disks) throws IOException {
        return new FileShuffleSession(setup, new ShuffleStore(setup.directories(), disks, setup.options().codec(), setup.options().key(), setup.clock(),
                setup.shared()));
    }

    @Override
    public void configure(final ShuffleOptions options) {
        store.pack(options.codec(), options.key());
        setup = setup.with(options);
    }

    @Override
    public void update(final MapOutputs outputs) {
        table.update(outputs);
    }

    @Override
    public ShuffleChunk serve(final FetchShuffle request) throws ShuffleBlockException {
        return store.serve(request);
    }

    @Override
    public void take(final TakeOutputs order, final TakeListener listener) throws InterruptedException {
        try (OutputTaker taker = new OutputTaker(setup, store, order, listener)) {
            taker.run();
        }
    }

    @Override
    public ShuffleAccess access(final int map, final long task, final TaskMemory memory) {
        return new ShuffleAccess() {
            @Override
            public PartitionedOutput write(final int shuffle, final int partitions) throws IOException {
                return store.write(new MapOutputId(shuffle, map, task), partitions, memory);
            }

            @Override
            public Iterator<byte[]> read(final int shuffle, final int partition) {
                return new BlockIterator(setup, store, neighbours, table.of(shuffle), partition, memory);
            }
        };
    }

    @Override
    public void remove(final int shuffle) {
        table.remove(shuffle);
        store.remove(shuffle);
    }

    @Override
    public void leave() {
        table.clear();
        store.leave();
    }

    @Override
    public void close() {
        table.clear();
        store.close();
    }
}
