package io.kindling.plan;

import io.kindling.common.ShuffleId;
import io.kindling.common.StageId;
import io.kindling.protocol.stage.Sink;
import io.kindling.protocol.stage.StageSpec;
import io.kindling.scheduler.api.StageNode;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Splits the lineage of one context into stages, job by job. A map stage keeps its number, its code and its map
 * outputs over all jobs; what is cached later than its first plan is not cached by it. Thread-safe.
 */
public final class JobPlanner {

    private final CachedData cached;
    private final AtomicInteger nextStage = new AtomicInteger();
    private final AtomicInteger nextShuffle = new AtomicInteger();
    private final ReferenceQueue<ShuffleDependency> unreachable = new ReferenceQueue<>();
    private final Set<PlannedShuffle> planned = ConcurrentHashMap.newKeySet();
    private final Queue<Integer> retired = new ConcurrentLinkedQueue<>();

    /** @param cached what the application wants kept */
    public JobPlanner(final CachedData cached) {
        this.cached = cached;
    }

    /**
     * Plans a job. The caller holds on to the lineage until the job has ended.
     *
     * @param result whose records are wanted
     * @param sink   where they go
     * @param name   of the result stage, e.g. {@code collect at WordCount.java:24}
     */
    public JobPlan plan(final RddNode result, final Sink sink, final String name) {
        return plan(result, sink, name, 0);
    }

    /**
     * Plans a job that runs as a whole on one version of the application's code: what stages wrote on other versions is not read.
     *
     * @param code the version; the first is 0
     */
    public JobPlan plan(final RddNode result, final Sink sink, final String name, final int code) {
        final List<ShuffleDependency> wanted = shufflesOf(result);
        final Set<ShuffleDependency> ordered = planMapStages(wanted, code);
        final List<StagePlan> stages = new ArrayList<>(ordered.size() + 1);
        ordered.forEach(shuffle -> stages.add(shuffle.stage(code).plan()));
        final boolean determinate = result.determinism() != Determinism.INDETERMINATE
                && !(sink instanceof Sink.Take && result.determinism() == Determinism.UNORDERED);
        stages.add(stage(result, new StageSink(sink, null, code), name, determinate));
        return new JobPlan(stages);
    }

    /** No job will be planned for a version of the application's code again, and none is under way: what its map stages wrote is unreachable. */
    public void retire(final int code) {
        for (final PlannedShuffle shuffle : planned) {
            if (shuffle.code == code) {
                final ShuffleDependency dependency = shuffle.get();
                if (dependency != null) {
                    dependency.forget(code);
                }
                shuffle.enqueue();
            }
        }
        retired.add(code);
    }

    /** Versions of the application's code for which no job will be planned again, each told once. */
    public List<Integer> takeRetired() {
        final List<Integer> found = new ArrayList<>();
        for (Integer next; (next = retired.poll()) != null;) {
            found.add(next);
        }
        return found;
    }

    /** Map stages that no job of the application can use any more, each told once. */
    public List<UnreachableShuffle> takeUnreachable() {
        final List<UnreachableShuffle> found = new ArrayList<>();
        for (Reference<? extends ShuffleDependency> next; (next = unreachable.poll()) != null;) {
            final PlannedShuffle shuffle = (PlannedShuffle) next;
            planned.remove(shuffle);
            found.add(new UnreachableShuffle(shuffle.stage, shuffle.shuffle));
        }
        return found;
    }

    /** Every shuffle that these lead to, those that are read first first. */
    private Set<ShuffleDependency> planMapStages(final List<ShuffleDependency> wanted, final int code) {
        final Set<ShuffleDependency> done = new LinkedHashSet<>();
        final Deque<Visit> open = new ArrayDeque<>();
        wanted.forEach(shuffle -> open.push(new Visit(shuffle, readsOf(shuffle, code), false)));
        while (!open.isEmpty()) {
            final Visit visit = open.pop();
            if (done.contains(visit.shuffle)) {
                continue;
            }
            if (visit.readsDone) {
                planMapStage(visit.shuffle, visit.reads, code);
                done.add(visit.shuffle);
            } else {
                open.push(new Visit(visit.shuffle, visit.reads, true));
                for (final ShuffleDependency read : visit.reads) {
                    if (!done.contains(read)) {
                        open.push(new Visit(read, readsOf(read, code), false));
                    }
                }
            }
        }
        return done;
    }

    private void planMapStage(final ShuffleDependency shuffle, final List<ShuffleDependency> reads, final int code) {
        if (shuffle.stage(code) != null) {
            return;
        }
        final ShuffleId id = new ShuffleId(nextShuffle.getAndIncrement());
        final Sink sink = new Sink.ShuffleWrite(id.value(), shuffle.partitioning(), shuffle.combine());
        final StagePlan plan = stage(shuffle.parent(), new StageSink(sink, id, code), shuffle.parent().name(),
                shuffle.determinism() != Determinism.INDETERMINATE);
        final MapStage mine = new MapStage(plan, reads);
        if (shuffle.keep(mine) == mine) {
            planned.add(new PlannedShuffle(shuffle, unreachable, plan.node().id(), id, code));
        }
    }

    private StagePlan stage(final RddNode last, final StageSink sink, final String name, final boolean determinate) {
        final StageAssembler parts = new StageAssembler(cached, sink.code).layOut(last);
        final StageNode node = new StageNode(new StageId(nextStage.getAndIncrement()), name, last.partitions(), parts.reads(), sink.writes,
                determinate, preferred(parts, last.partitions()));
        return new StagePlan(node, new StageSpec(parts.operators(), sink.sink, sink.code), parts.sources(), parts.caches());
    }

    /** Where cached partitions are, else where sources are best read; the first cached data set that knows a place says it, and the first source. */
    private List<List<String>> preferred(final StageAssembler parts, final int partitions) {
        final List<StagePlan.SourceUse> placed = parts.sources().stream().filter(source -> !source.places().isEmpty()).toList();
        if (parts.caches().isEmpty() && placed.isEmpty()) {
            return List.of();
        }
        final List<List<String>> places = new ArrayList<>(partitions);
        for (int partition = 0; partition < partitions; partition++) {
            final List<String> kept = placesOf(parts.caches(), partition);
            places.add(kept.isEmpty() ? hostsOf(placed, partition) : kept);
        }
        return places;
    }

    private static List<String> hostsOf(final List<StagePlan.SourceUse> sources, final int partition) {
        for (final StagePlan.SourceUse source : sources) {
            for (final int local : source.partitions().locals(partition)) {
                if (!source.places().get(local).isEmpty()) {
                    return source.places().get(local);
                }
            }
        }
        return List.of();
    }

    private List<String> placesOf(final List<StagePlan.CacheUse> caches, final int partition) {
        for (int i = caches.size() - 1; i >= 0; i--) {
            final StagePlan.CacheUse cache = caches.get(i);
            for (final int local : cache.partitions().locals(partition)) {
                final List<String> places = cached.locations(cache.rdd(), local);
                if (!places.isEmpty()) {
                    return places;
                }
            }
        }
        return List.of();
    }

    private static List<ShuffleDependency> readsOf(final ShuffleDependency shuffle, final int code) {
        final MapStage known = shuffle.stage(code);
        return known == null ? shufflesOf(shuffle.parent()) : known.reads();
    }

    /** The shuffles at the beginning of the stage that ends with a node. */
    private static List<ShuffleDependency> shufflesOf(final RddNode last) {
        final Set<RddNode> seen = new LinkedHashSet<>();
        final Set<ShuffleDependency> shuffles = new LinkedHashSet<>();
        final Deque<RddNode> open = new ArrayDeque<>();
        open.push(last);
        while (!open.isEmpty()) {
            final RddNode node = open.pop();
            if (!seen.add(node)) {
                continue;
            }
            for (final Dependency dependency : node.step().dependencies()) {
                if (dependency instanceof ShuffleDependency shuffle) {
                    shuffles.add(shuffle);
                } else {
                    open.push(dependency.parent());
                }
            }
        }
        return List.copyOf(shuffles);
    }

    /** Where the records of a stage go, and on which code it runs. */
    private record StageSink(Sink sink, ShuffleId writes, int code) {
    }

    private record Visit(ShuffleDependency shuffle, List<ShuffleDependency> reads, boolean readsDone) {
    }

    /** Tells when the application has let a shuffle go. */
    private static final class PlannedShuffle extends WeakReference<ShuffleDependency> {

        private final StageId stage;
        private final ShuffleId shuffle;
        private final int code;

        PlannedShuffle(final ShuffleDependency dependency, final ReferenceQueue<ShuffleDependency> queue, final StageId stage, final ShuffleId shuffle,
                       final int code) {
            super(dependency, queue);
            this.stage = stage;
            this.shuffle = shuffle;
            this.code = code;
        }
    }
}
