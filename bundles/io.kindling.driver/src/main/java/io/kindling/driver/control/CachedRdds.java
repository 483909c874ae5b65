package io.kindling.driver.control;

import io.kindling.common.ExecutorId;
import io.kindling.common.RddId;
import io.kindling.plan.CachedData;
import io.kindling.plan.RddNode;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Which data sets the application wants kept, and which executors computed their partitions last. Thread-safe. */
public final class CachedRdds implements CachedData {

    private final Map<RddId, Kept> kept = new ConcurrentHashMap<>();
    private final ReferenceQueue<RddNode> unreachable = new ReferenceQueue<>();

    /** The application wants it kept. */
    public void add(final RddNode node) {
        kept.computeIfAbsent(node.id(), id -> new Kept(node, unreachable));
    }

    /** The application does not want it any more; false if it did not want it before. */
    public boolean remove(final RddNode node) {
        return kept.remove(node.id()) != null;
    }

    @Override
    public boolean isCached(final RddId rdd) {
        return kept.containsKey(rdd);
    }

    @Override
    public List<String> locations(final RddId rdd, final int partition) {
        final Kept found = kept.get(rdd);
        final ExecutorId executor = found == null ? null : found.executors.get(partition);
        return executor == null ? List.of() : List.of("executor_" + executor);
    }

    /** A task that may have kept a partition has ended well. */
    void computed(final RddId rdd, final int partition, final ExecutorId executor) {
        final Kept found = kept.get(rdd);
        if (found != null) {
            found.executors.put(partition, executor);
        }
    }

    /** What an executor kept is gone. */
    void lost(final ExecutorId executor) {
        kept.values().forEach(each -> each.executors.values().removeIf(executor::equals));
    }

    /** Data sets that the application cannot use again, each told once. */
    List<RddId> takeUnreachable() {
        final List<RddId> found = new ArrayList<>();
        for (Reference<? extends RddNode> next; (next = unreachable.poll()) != null;) {
            final RddId id = ((Kept) next).id;
            if (kept.remove(id) != null) {
                found.add(id);
            }
        }
        return found;
    }

    private static final class Kept extends WeakReference<RddNode> {

        private final RddId id;
        private final Map<Integer, ExecutorId> executors = new ConcurrentHashMap<>();

        Kept(final RddNode node, final ReferenceQueue<RddNode> queue) {
            super(node, queue);
            id = node.id();
        }
    }
}
