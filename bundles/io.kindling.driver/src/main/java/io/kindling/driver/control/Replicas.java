package io.kindling.driver.control;

import io.kindling.common.ExecutorId;
import io.kindling.common.RddId;
import io.kindling.protocol.message.BlockReport;
import io.kindling.protocol.message.KeepCopy;
import io.kindling.protocol.message.Keepers;
import io.kindling.protocol.message.MapOutputs;
import io.kindling.protocol.message.Release;
import io.kindling.transport.api.Connection;
import io.kindling.transport.api.Frame;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Knows which executors keep which partitions, and has copies made of those that lost some with an executor. The agent's own. */
final class Replicas {

    private static final int MOST_KEEPERS = 64;

    private final CachedRdds cached;
    private final ExecutorRegistry executors;
    private final TaskDelivery delivery;

    Replicas(final CachedRdds cached, final ExecutorRegistry executors, final TaskDelivery delivery) {
        this.cached = cached;
        this.executors = executors;
        this.delivery = delivery;
    }

    /** An executor tells what it keeps; what nobody wants any more it is told to forget. */
    void onReport(final ExecutorRecord executor, final BlockReport report) {
        if (!executor.isCustodian()) {
            cached.memory(executor.id(), executor.host() + ":" + executor.location().port(), report.memory(), report.remaining());
        }
        final Set<Integer> unwanted = new TreeSet<>();
        for (final BlockReport.Block block : report.blocks()) {
            if (!cached.reported(new RddId(block.rdd()), block.partition(), new CachedRdds.Copy(executor.id(), block.code(), block.memory(), block.disk()))) {
                unwanted.add(block.rdd());
            }
        }
        if (!unwanted.isEmpty() && executor.isReachable()) {
            delivery.send(executor, new Release(new int[0], new int[0], unwanted.stream().mapToInt(Integer::intValue).toArray()));
        }
    }

    /** An executor asks who could keep copies. */
    void onFind(final ExecutorId executor, final Connection connection, final Frame request) {
        final ExecutorRecord asker = executors.find(executor);
        final List<MapOutputs.Location> found = asker == null ? List.of()
                : keepers(asker).stream().limit(MOST_KEEPERS).map(ExecutorRecord::location).toList();
        final Keepers answer = new Keepers(found);
        connection.reply(request, answer.type(), delivery.encoded(answer));
    }

    /** Has copies made of partitions that have less than they should since executors were lost. */
    void restore() {
        for (final CachedRdds.Short each : cached.takeShort()) {
            final List<CachedRdds.Copy> copies = cached.copies(each.rdd(), each.partition());
            final ExecutorRecord source = copies.isEmpty() ? null : executors.find(copies.get(0).executor());
            if (source != null && source.isReachable()) {
                restore(each, source, copies);
            }
        }
    }

    private void restore(final CachedRdds.Short each, final ExecutorRecord source, final List<CachedRdds.Copy> copies) {
        final Set<ExecutorId> holders = copies.stream().map(CachedRdds.Copy::executor).collect(Collectors.toSet());
        final KeepCopy order = new KeepCopy(each.rdd().value(), each.partition(), copies.get(0).code(), cached.level(each.rdd()), source.location());
        final int missing = cached.levelOf(each.rdd()).replication() - holders.size();
        final List<ExecutorRecord> free = keepers(source).stream().filter(keeper -> !holders.contains(keeper.id())).limit(Math.max(0, missing)).toList();
        free.forEach(keeper -> delivery.send(keeper, order));
        if (free.size() < missing) {
            cached.stillShort(each); // until another executor comes
        }
    }

    /** The others that could keep copies of what one has: those on other hosts first, and not the same ones for everybody. */
    private List<ExecutorRecord> keepers(final ExecutorRecord asker) {
        final List<ExecutorRecord> others = new ArrayList<>(executors.withSlots().stream()
                .filter(each -> each != asker && each.isReachable() && !each.isDraining() && each.location() != null).toList());
        final int turn = asker.id().value();
        others.sort(Comparator.<ExecutorRecord>comparingInt(each -> each.host().equals(asker.host()) ? 1 : 0)
                .thenComparingInt(each -> each.id().value() > turn ? 0 : 1).thenComparingInt(each -> each.id().value()));
        return others;
    }
}
