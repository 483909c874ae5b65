package io.kindling.dataflow.run;

import io.kindling.common.files.DataFiles;
import io.kindling.compression.CompressionCodec;
import io.kindling.dataflow.JavaStreams;
import io.kindling.dataflow.RecordCodec;
import io.kindling.dataflow.RecordCodecs;
import io.kindling.dataflow.ShuffleAccess;
import io.kindling.dataflow.TaskCounters;
import io.kindling.dataflow.TaskEnvironment;
import io.kindling.dataflow.TaskKilledException;
import io.kindling.dataflow.TaskMemory;
import io.kindling.protocol.stage.FunctionBlob;
import io.kindling.storage.api.BlockListener;
import io.kindling.storage.api.BlockStore;
import io.kindling.storage.api.FileSpace;
import io.kindling.storage.api.StorageMemory;
import io.kindling.storage.api.StoreSetup;
import io.kindling.storage.memory.LocalBlockStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A task's environment in memory. */
public final class TestTask implements TaskEnvironment, TaskMemory {

    public static final RecordCodec CODEC = RecordCodecs.create(new JavaStreams());

    final Map<Integer, byte[]> payloads = new HashMap<>();
    final TaskCounters counters = new TaskCounters();
    final BlockStore blocks;
    final List<Path> spills = new ArrayList<>();
    final MemoryShuffles shuffles;
    private final Functions functions;
    private final Path folder;
    private final int partition;
    private long free;
    private long taken;
    long killAfter = Long.MAX_VALUE;
    public DataFiles files = DataFiles.PLAIN;
    public CompressionCodec spillCodec;
    RecordCodec codec = CODEC;

    public TestTask(final Functions functions, final MemoryShuffles shuffles, final Path folder, final int partition, final long memory) {
        this.functions = functions;
        this.shuffles = shuffles;
        this.folder = folder;
        this.partition = partition;
        this.free = memory;
        blocks = new LocalBlockStores().open(new StoreSetup(new StorageShare(), StorageMemory.NONE, new FileSpace() {

            @Override
            public Path newFile(final String prefix) throws IOException {
                return Files.createTempFile(folder, prefix, "");
            }

            @Override
            public void failed(final Path file, final IOException cause) {
                throw new AssertionError(cause);
            }
        }, BlockListener.NONE));
    }

    private final class StorageShare implements StorageMemory {

        @Override
        public boolean acquire(final long bytes) {
            if (bytes > free) {
                return false;
            }
            free -= bytes;
            return true;
        }

        @Override
        public void release(final long bytes) {
            free += bytes;
        }

        @Override
        public long available() {
            return free;
        }
    }

    /** Functions that blobs name by number. */
    public static final class Functions {

        private final List<Object> all = new ArrayList<>();

        public FunctionBlob add(final Object function) {
            all.add(function);
            return new FunctionBlob(FunctionBlob.Language.JAVA, new byte[] {(byte) (all.size() - 1)}, true);
        }

        Object get(final FunctionBlob blob) {
            return all.get(blob.bytes()[0]);
        }
    }

    /** Map outputs in memory. */
    public static final class MemoryShuffles implements ShuffleAccess {

        final Map<Integer, List<List<byte[]>>> outputs = new HashMap<>();
        int aborted;

        @Override
        public PartitionedOutput write(final int shuffle, final int partitions) {
            final List<List<byte[]>> mine = new ArrayList<>();
            for (int i = 0; i < partitions; i++) {
                mine.add(new ArrayList<>());
            }
            return new PartitionedOutput() {
                @Override
                public void append(final int partition, final byte[] bytes, final int offset, final int length) {
                    mine.get(partition).add(java.util.Arrays.copyOfRange(bytes, offset, offset + length));
                }

                @Override
                public void commit() {
                    final List<List<byte[]>> all = outputs.computeIfAbsent(shuffle, s -> new ArrayList<>());
                    while (all.size() < partitions) {
                        all.add(new ArrayList<>());
                    }
                    for (int i = 0; i < partitions; i++) {
                        all.get(i).addAll(mine.get(i));
                    }
                }

                @Override
                public void abort() {
                    aborted++;
                }
            };
        }

        @Override
        public java.util.Iterator<byte[]> read(final int shuffle, final int partition) {
            return outputs.get(shuffle).get(partition).iterator();
        }
    }

    @Override
    public String application() {
        return "app";
    }

    @Override
    public long taskId() {
        return 77;
    }

    @Override
    public int partition() {
        return partition;
    }

    public void payload(final int operator, final byte[] bytes) {
        payloads.put(operator, bytes);
    }

    @Override
    public byte[] payload(final int operator) {
        return payloads.get(operator);
    }

    @Override
    public Object function(final FunctionBlob blob) {
        return functions.get(blob);
    }

    @Override
    public RecordCodec codec() {
        return codec;
    }

    @Override
    public ShuffleAccess shuffles() {
        return shuffles;
    }

    @Override
    public BlockStore blocks() {
        return blocks;
    }

    @Override
    public TaskMemory memory() {
        return this;
    }

    @Override
    public Path newSpillFile() throws IOException {
        final Path file = Files.createTempFile(folder, "spill", "");
        spills.add(file);
        return file;
    }

    @Override
    public DataFiles files() {
        return files;
    }

    @Override
    public CompressionCodec spillCodec() {
        return spillCodec;
    }

    @Override
    public TaskCounters counters() {
        return counters;
    }

    @Override
    public void checkKilled() {
        if (--killAfter < 0) {
            throw new TaskKilledException("test");
        }
    }

    @Override
    public long acquire(final long bytes) {
        final long given = Math.min(free, bytes);
        free -= given;
        taken += given;
        return given;
    }

    @Override
    public void release(final long bytes) {
        free += bytes;
        taken -= bytes;
        if (taken < 0) {
            throw new AssertionError("more is released than was acquired");
        }
    }

    public List<Path> spills() {
        return spills;
    }

    public long taken() {
        return taken;
    }
}
