package io.kindling.driver.kit;

import io.kindling.dataflow.ShuffleAccess;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Map outputs of all executors of a test, in memory: shuffle to map partition to blocks by partition. */
public final class MemoryShuffle {

    private final Map<Integer, Map<Integer, Map<Integer, byte[]>>> outputs = new ConcurrentSkipListMap<>();

    /** As the task of a map partition sees it. */
    ShuffleAccess of(final int map) {
        return new ShuffleAccess() {

            @Override
            public PartitionedOutput write(final int shuffle, final int partitions) {
                return new Output(shuffle, map);
            }

            @Override
            public Iterator<byte[]> read(final int shuffle, final int partition) {
                final List<byte[]> blocks = new ArrayList<>();
                outputs.getOrDefault(shuffle, Map.of()).values().forEach(byPartition -> {
                    if (byPartition.containsKey(partition)) {
                        blocks.add(byPartition.get(partition));
                    }
                });
                return blocks.iterator();
            }
        };
    }

    private final class Output implements ShuffleAccess.PartitionedOutput {

        private final int shuffle;
        private final int map;
        private final Map<Integer, ByteArrayOutputStream> open = new TreeMap<>();

        Output(final int shuffle, final int map) {
            this.shuffle = shuffle;
            this.map = map;
        }

        @Override
        public void append(final int partition, final byte[] bytes, final int offset, final int length) {
            open.computeIfAbsent(partition, p -> new ByteArrayOutputStream()).write(bytes, offset, length);
        }

        @Override
        public void commit() {
            final Map<Integer, byte[]> blocks = new TreeMap<>();
            open.forEach((partition, bytes) -> blocks.put(partition, bytes.toByteArray()));
            outputs.computeIfAbsent(shuffle, s -> new ConcurrentSkipListMap<>()).put(map, blocks);
        }

        @Override
        public void abort() {
            open.clear();
        }
    }
}
