package io.kindling.scheduler;

import io.kindling.common.ShuffleId;
import io.kindling.common.StageId;
import io.kindling.scheduler.api.StageNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** A random graph of map stages that jobs share, and what each partition must contain when nothing goes wrong. */
final class SimPlan {

    private static final int FEW_PARTITIONS = 12;
    private static final int MANY_PARTITIONS = 60;

    private final Random random;
    private final boolean indeterminate;
    private final int mostPartitions;
    private final List<StageNode> maps = new ArrayList<>();
    private final Map<Integer, StageNode> byShuffle = new HashMap<>();
    private final Map<Long, Long> expected = new HashMap<>();
    private int nextStage;

    /** @param large whether stages have many partitions */
    SimPlan(final Random random, final boolean indeterminate, final boolean large) {
        this.random = random;
        this.indeterminate = indeterminate;
        mostPartitions = large ? MANY_PARTITIONS : FEW_PARTITIONS;
        final int count = 3 + random.nextInt(8);
        for (int i = 0; i < count; i++) {
            final StageNode node = new StageNode(new StageId(nextStage++), "map" + i, partitions(), reads(), new ShuffleId(i),
                    !indeterminate || random.nextInt(3) > 0, preferred());
            maps.add(node);
            byShuffle.put(i, node);
        }
    }

    private int partitions() {
        return random.nextInt(12) == 0 ? 0 : 1 + random.nextInt(mostPartitions);
    }

    private List<ShuffleId> reads() {
        final Set<ShuffleId> reads = new LinkedHashSet<>();
        final int count = maps.isEmpty() || random.nextInt(6) == 0 ? 0 : 1 + random.nextInt(2);
        for (int i = 0; i < count; i++) {
            // Mostly the latest ones, so that chains grow.
            final int back = Math.min(maps.size() - 1, random.nextInt(3));
            reads.add(maps.get(maps.size() - 1 - back).writes());
        }
        return new ArrayList<>(reads);
    }

    private List<List<String>> preferred() {
        if (random.nextBoolean()) {
            return List.of();
        }
        final List<List<String>> places = new ArrayList<>();
        for (int i = 0; i < mostPartitions; i++) {
            places.add(random.nextBoolean() ? List.of() : List.of("host" + random.nextInt(3), "executor_" + random.nextInt(6)));
        }
        return places;
    }

    /** All stages of a new job: a fresh result stage over random shuffles, with all their ancestors. */
    List<StageNode> newJob() {
        final Set<ShuffleId> reads = new LinkedHashSet<>(reads());
        final StageNode result = new StageNode(new StageId(nextStage++), "result", 1 + random.nextInt(mostPartitions),
                new ArrayList<>(reads),
                null, true, preferred());
        final Set<Integer> needed = new LinkedHashSet<>();
        collect(result, needed);
        final List<StageNode> stages = new ArrayList<>();
        for (final StageNode map : maps) {
            if (needed.contains(map.writes().value())) {
                stages.add(map);
            }
        }
        stages.add(result);
        return stages;
    }

    private void collect(final StageNode node, final Set<Integer> needed) {
        for (final ShuffleId shuffle : node.reads()) {
            if (needed.add(shuffle.value())) {
                collect(byShuffle.get(shuffle.value()), needed);
            }
        }
    }

    StageNode writer(final ShuffleId shuffle) {
        return byShuffle.get(shuffle.value());
    }

    List<StageNode> maps() {
        return maps;
    }

    boolean isIndeterminate() {
        return indeterminate;
    }

    /** What a partition of a determinate stage contains, computed from nothing but the plan. */
    long expected(final StageNode node, final int partition) {
        final long key = (long) node.id().value() << 32 | partition;
        final Long known = expected.get(key);
        if (known != null) {
            return known;
        }
        long content = seed(node, partition);
        for (final ShuffleId shuffle : node.reads()) {
            final StageNode writer = writer(shuffle);
            for (int map = 0; map < writer.partitions(); map++) {
                content = mix(content, expected(writer, map));
            }
        }
        expected.put(key, content);
        return content;
    }

    static long seed(final StageNode node, final int partition) {
        return mix(node.id().value() * 1_000_003L, partition);
    }

    static long mix(final long one, final long other) {
        long x = one * 0x9E3779B97F4A7C15L + other;
        x ^= x >>> 29;
        x *= 0xBF58476D1CE4E5B9L;
        return x ^ x >>> 32;
    }
}
