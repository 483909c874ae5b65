package io.kindling.driver.control;

import io.kindling.api.StorageLevel;
import io.kindling.api.StorageLevels;
import io.kindling.common.ExecutorId;
import io.kindling.common.RddId;
import io.kindling.plan.CachedData;
import io.kindling.plan.RddNode;
import io.kindling.storage.api.KeepLevel;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Which data sets the application wants kept, and which executors keep their partitions. Thread-safe; reports come from the agent alone. */
public final class CachedRdds implements CachedData {

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long FORGET_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Map<RddId, Kept> kept = new ConcurrentHashMap<>();
    /** Those that executors have been told to forget, until they have. */
    private final Map<RddId, Kept> leaving = new ConcurrentHashMap<>();
    private final Queue<Short> tooFew = new ConcurrentLinkedQueue<>();
    private final Map<ExecutorId, Memory> memory = new ConcurrentHashMap<>();
    private final ReferenceQueue<RddNode> unreachable = new ReferenceQueue<>();

    /**
     * A copy of a partition.
     *
     * @param executor who keeps it
     * @param code     the version of the application's code whose objects it has
     * @param memory   its bytes in memory
     * @param disk     its bytes on disk
     */
    public record Copy(ExecutorId executor, int code, long memory, long disk) {

        private Place place() {
            return new Place(executor, code);
        }
    }

    /** Sessions with other code keep copies of their own. */
    private record Place(ExecutorId executor, int code) {
    }

    /** A partition that has fewer copies than it should. */
    record Short(RddId rdd, int partition) {
    }

    /**
     * The memory of an executor.
     *
     * @param address   host and port
     * @param total     what tasks and partitions may use of the heap together
     * @param remaining what partitions could still use
     */
    public record Memory(String address, long total, long remaining) {
    }

    /**
     * The application wants it kept.
     *
     * @throws UnsupportedOperationException if it wants it kept in another way already
     */
    public void add(final RddNode node, final StorageLevel level) {
        final StorageLevel known = levelOf(node.id());
        if (known.isValid() && !known.equals(level)) {
            throw new UnsupportedOperationException(node + " has the storage level " + known + " already, it cannot be changed to " + level + "; call unpersist first");
        }
        if (level.isValid()) {
            kept.computeIfAbsent(node.id(), id -> new Kept(node, level, unreachable));
        }
    }

    /** The application wants it kept in this way, whatever it wanted before. What is kept already stays as it is. */
    public void change(final RddNode node, final StorageLevel level) {
        kept.compute(node.id(), (id, known) -> {
            final Kept wanted = known == null ? new Kept(node, level, unreachable) : known; // the same one: reports come meanwhile
            wanted.level = level;
            return wanted;
        });
    }

    /** The application does not want it any more; false if it did not want it before. */
    public boolean remove(final RddNode node) {
        final Kept found = kept.remove(node.id());
        if (found != null) {
            leaving.put(found.id, found);
        }
        return found != null;
    }

    /** Waits until the executors have forgotten a data set, for a few seconds at the most. */
    public void awaitForgotten(final RddId rdd) {
        final long begin = System.nanoTime();
        while (!Thread.currentThread().isInterrupted() && System.nanoTime() - begin < FORGET_NANOS) {
            final Kept left = leaving.get(rdd);
            if (left == null || left.partitions.isEmpty()) {
                leaving.remove(rdd);
                return;
            }
            LockSupport.parkNanos(this, LOOK_NANOS);
        }
    }

    /** How a data set is kept. */
    public StorageLevel levelOf(final RddId rdd) {
        final Kept found = kept.get(rdd);
        return found == null ? StorageLevels.NONE : found.level;
    }

    /** The data sets that are wanted kept and that the application can still use, by number. */
    public Map<RddId, RddNode> nodes() {
        final Map<RddId, RddNode> nodes = new TreeMap<>((one, other) -> Integer.compare(one.value(), other.value()));
        kept.forEach((id, each) -> {
            final RddNode node = each.get();
            if (node != null) {
                nodes.put(id, node);
            }
        });
        return nodes;
    }

    @Override
    public boolean isCached(final RddId rdd) {
        return kept.containsKey(rdd);
    }

    @Override
    public String level(final RddId rdd) {
        final StorageLevel level = levelOf(rdd);
        return (level.isValid() ? keepLevel(level) : KeepLevel.MEMORY_ONLY).text();
    }

    static KeepLevel keepLevel(final StorageLevel level) {
        return new KeepLevel(level.useDisk(), level.useMemory(), level.useOffHeap(), level.deserialized(), level.replication());
    }

    @Override
    public List<String> locations(final RddId rdd, final int partition) {
        return copies(rdd, partition).stream().map(copy -> "executor_" + copy.executor).distinct().toList();
    }

    /** The copies of a partition. */
    public List<Copy> copies(final RddId rdd, final int partition) {
        final Kept found = kept.get(rdd);
        final Map<Place, Copy> copies = found == null ? null : found.partitions.get(partition);
        return copies == null ? List.of() : List.copyOf(copies.values());
    }

    /** The numbers of the partitions that are kept somewhere. */
    public Set<Integer> partitions(final RddId rdd) {
        final Kept found = kept.get(rdd);
        return found == null ? Set.of() : Set.copyOf(found.partitions.keySet());
    }

    /** An executor says what it keeps of a partition, nothing if both sizes are 0; false if it should not keep it. */
    boolean reported(final RddId rdd, final int partition, final Copy copy) {
        final Kept wanted = kept.get(rdd);
        final Kept found = wanted == null ? leaving.get(rdd) : wanted;
        final boolean gone = copy.memory == 0 && copy.disk == 0;
        if (found != null) {
            found.partitions.compute(partition, (key, copies) -> {
                final Map<Place, Copy> all = copies == null ? new ConcurrentHashMap<>() : copies;
                if (gone) {
                    all.remove(copy.place());
                } else {
                    all.put(copy.place(), copy);
                }
                return all.isEmpty() ? null : all;
            });
            if (wanted == null && found.partitions.isEmpty()) {
                leaving.remove(rdd);
            }
        }
        return wanted != null || gone;
    }

    /** What an executor kept is gone. */
    void lost(final ExecutorId executor) {
        memory.remove(executor);
        for (final Map<RddId, Kept> all : List.of(kept, leaving)) {
            all.values().forEach(each -> each.partitions.forEach((partition, copies) -> {
                final List<Copy> lost = copies.values().stream().filter(copy -> copy.executor.equals(executor)).toList();
                lost.forEach(copy -> reported(each.id, partition, new Copy(executor, copy.code, 0, 0)));
                if (!lost.isEmpty() && each.level.replication() > 1) {
                    tooFew.add(new Short(each.id, partition));
                }
            }));
        }
    }

    /** Partitions that have lost a copy and should have several, each told once. */
    List<Short> takeShort() {
        final List<Short> found = new ArrayList<>();
        for (Short next; (next = tooFew.poll()) != null;) {
            if (kept.containsKey(next.rdd)) {
                found.add(next);
            }
        }
        return found;
    }

    /** It cannot be helped now, and is told again. */
    void stillShort(final Short partition) {
        tooFew.add(partition);
    }

    /** What an executor's tasks and partitions may use of its heap together, and what partitions still could. */
    void memory(final ExecutorId executor, final String address, final long total, final long remaining) {
        memory.put(executor, new Memory(address, total, remaining));
    }

    /** The memory of the executors that have told of it. */
    public List<Memory> memory() {
        return List.copyOf(memory.values());
    }

    /** Data sets that the application cannot use again, each told once. */
    List<RddId> takeUnreachable() {
        final List<RddId> found = new ArrayList<>();
        for (Reference<? extends RddNode> next; (next = unreachable.poll()) != null;) {
            final RddId id = ((Kept) next).id;
            leaving.remove(id, next); // what no executor ever kept, or was kept anew, no report takes out
            if (kept.remove(id, next)) {
                found.add(id);
            }
        }
        return found;
    }

    /** How many data sets executors have been told to forget and have not yet. */
    int leaving() {
        return leaving.size();
    }

    private static final class Kept extends WeakReference<RddNode> {

        private final RddId id;
        private volatile StorageLevel level;
        private final Map<Integer, Map<Place, Copy>> partitions = new ConcurrentHashMap<>();

        Kept(final RddNode node, final StorageLevel level, final ReferenceQueue<RddNode> queue) {
            super(node, queue);
            id = node.id();
            this.level = level;
        }
    }
}
