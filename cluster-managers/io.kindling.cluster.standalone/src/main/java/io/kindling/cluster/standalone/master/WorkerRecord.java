package io.kindling.cluster.standalone.master;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A worker as the master knows it. Owned by {@link MasterState}. */
final class WorkerRecord {

    final String id;
    final String host;
    final int cores;
    final long memory;
    final Map<String, Grant> grants = new LinkedHashMap<>();
    boolean connected = true;
    /** Whether it said that it would be back soon. */
    boolean detached;
    /** Which applications it was told last to be detached. */
    List<String> toldDetached = List.of();
    /** When it was heard last; once it is not connected, when that began. */
    long since;

    WorkerRecord(final String id, final String host, final int cores, final long memory) {
        this.id = id;
        this.host = host;
        this.cores = cores;
        this.memory = memory;
    }

    int freeCores() {
        return cores - grants.values().stream().mapToInt(g -> g.cores).sum();
    }

    long freeMemory() {
        return memory - grants.values().stream().mapToLong(g -> g.memory).sum();
    }
}
