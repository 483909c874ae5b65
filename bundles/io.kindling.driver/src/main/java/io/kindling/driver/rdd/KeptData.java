package io.kindling.driver.rdd;

import io.kindling.api.Optional;
import io.kindling.api.Rdd;
import io.kindling.api.RddStorage;
import io.kindling.api.Tuple2;
import io.kindling.driver.control.CachedRdds;
import io.kindling.plan.RddNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a context tells of the data that is kept. Thread-safe. */
public final class KeptData {

    private final DataSets data;
    private final CachedRdds cached;
    private final Checkpoints checkpoints;

    KeptData(final DataSets data, final CachedRdds cached, final Checkpoints checkpoints) {
        this.data = data;
        this.cached = cached;
        this.checkpoints = checkpoints;
    }

    /** See {@link io.kindling.api.KindlingContext#setCheckpointDir}. */
    public void setCheckpointDir(final String directory) {
        checkpoints.directory(directory);
    }

    /** See {@link io.kindling.api.KindlingContext#getCheckpointDir}. */
    public Optional<String> checkpointDir() {
        return Optional.ofNullable(checkpoints.directory());
    }

    /** See {@link io.kindling.api.KindlingContext#getPersistentRDDs}. */
    public Map<Integer, Rdd<?>> persistentRdds() {
        final Map<Integer, Rdd<?>> found = new LinkedHashMap<>();
        cached.nodes().forEach((id, node) -> {
            if (data.isMine(node)) {
                found.put(id.value(), new RddHandle<>(data, node));
            }
        });
        return found;
    }

    /** See {@link io.kindling.api.KindlingContext#getRddStorageInfo}. */
    public RddStorage[] rddStorage() {
        return cached.nodes().values().stream().map(this::storageOf).filter(RddStorage::isCached).toArray(RddStorage[]::new);
    }

    private RddStorage storageOf(final RddNode node) {
        int partitions = 0;
        long memory = 0;
        long disk = 0;
        for (int partition = 0; partition < node.partitions(); partition++) {
            boolean kept = false;
            for (final CachedRdds.Copy copy : cached.copies(node.id(), partition)) {
                kept = true;
                memory += copy.memory();
                disk += copy.disk();
            }
            partitions += kept ? 1 : 0;
        }
        return new RddStorage(node.id().value(), node.name(), node.partitions(), cached.levelOf(node.id()), partitions, memory, disk);
    }

    /** See {@link io.kindling.api.KindlingContext#getExecutorMemoryStatus}. */
    public Map<String, Tuple2<Long, Long>> executorMemory() {
        final Map<String, Tuple2<Long, Long>> found = new LinkedHashMap<>();
        cached.memory().forEach(each -> found.put(each.address(), new Tuple2<>(each.total(), each.remaining())));
        return found;
    }
}
