package io.kindling.scheduler;

import io.kindling.common.ExecutorId;
import io.kindling.scheduler.api.ExecutorView;
import io.kindling.scheduler.api.SchedulerEvent;
import io.kindling.scheduler.api.SchedulerSnapshot;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * An application's claim on one of two clusters, whose adapters come and go at random moments, and which it moves between:
 * then all executors of the one it leaves drain.
 */
final class SimSwaps implements SimSupply {

    private final Random random;
    private final SimNetwork network;
    private final SimCluster cluster;
    private final Consumer<SchedulerEvent> scheduler;
    private final List<SimManager> managers;
    /** What the driver has, and of whom. */
    private final Map<ExecutorId, SimManager> granted = new LinkedHashMap<>();
    private final Set<ExecutorId> everGranted = new HashSet<>();
    private final Set<ExecutorId> released = new HashSet<>();
    private SimManager current;
    private int wanted;
    private int moves;

    SimSwaps(final Random random, final SimNetwork network, final SimCluster cluster, final Consumer<SchedulerEvent> scheduler) {
        this.random = random;
        this.network = network;
        this.cluster = cluster;
        this.scheduler = scheduler;
        managers = List.of(manager(0), manager(1));
        current = managers.get(0);
    }

    private SimManager manager(final int number) {
        return new SimManager(cluster::newExecutor, executor -> onGranted(executor, number));
    }

    @Override
    public void begin(final int executors) {
        wanted = executors;
        current.target(wanted);
        final int swaps = 2 + random.nextInt(10);
        for (int i = 0; i < swaps; i++) {
            final SimManager manager = managers.get(random.nextInt(2));
            final long leaves = random.nextInt(7_000);
            // Stop and start are near each other, an update nearer, and who uninstalls takes his time.
            final long absent = random.nextInt(List.of(50, 1_000, 6_000).get(random.nextInt(3)));
            network.after(leaves, manager::leave);
            network.after(leaves + 1 + absent, manager::comeBack);
        }
        final int times = random.nextInt(4);
        for (int i = 0; i < times; i++) {
            network.after(random.nextInt(7_000), this::move);
        }
    }

    private void onGranted(final SimExecutor executor, final int number) {
        final SimManager by = managers.get(number);
        SimOracle.require(everGranted.add(executor.id), () -> "executor " + executor.id + " granted twice");
        granted.put(executor.id, by);
        if (by != current || working() > wanted) {
            giveUp(executor); // it was on its way when the application moved, or comes in place of one that was to go
        } else {
            cluster.introduce(executor, random.nextInt(600));
        }
    }

    /** Those of the present cluster that are not to go. */
    private int working() {
        return (int) granted.entrySet().stream().filter(entry -> entry.getValue() == current).map(entry -> cluster.executors.get(entry.getKey()))
                .filter(executor -> !executor.draining && !executor.givenUp).count();
    }

    /** Those that drain are more than what is wanted: else nobody could come in their place before they have gone. */
    private void retarget() {
        final long leaving = granted.entrySet().stream().filter(entry -> entry.getValue() == current).map(entry -> cluster.executors.get(entry.getKey()))
                .filter(executor -> executor.draining && !released.contains(executor.id)).count();
        current.target(wanted + (int) leaving);
    }

    private void move() {
        final SimManager left = current;
        current = left == managers.get(0) ? managers.get(1) : managers.get(0);
        moves++;
        left.target(0);
        retarget();
        for (final Map.Entry<ExecutorId, SimManager> entry : List.copyOf(granted.entrySet())) {
            final SimExecutor executor = cluster.executors.get(entry.getKey());
            if (entry.getValue() != left || executor.draining || executor.givenUp) {
                continue;
            }
            if (executor.known) {
                executor.draining = true;
                scheduler.accept(new SchedulerEvent.ExecutorDraining(executor.id));
            } else {
                giveUp(executor);
            }
        }
    }

    private void giveUp(final SimExecutor executor) {
        executor.givenUp = true;
        release(executor);
    }

    @Override
    public void drained(final SimExecutor executor) {
        release(executor);
    }

    private void release(final SimExecutor executor) {
        released.add(executor.id);
        retarget(); // before, or another one would come in its place
        final boolean counts = random.nextBoolean();
        granted.get(executor.id).release(executor, () -> network.after(random.nextInt(300),
                () -> gone(executor, () -> cluster.lost(executor, counts, "released"))));
    }

    /** An executor's loss is heard of, by one way or another. */
    private void gone(final SimExecutor executor, final Runnable news) {
        if (granted.remove(executor.id) != null) {
            retarget();
            if (executor.known) {
                news.run();
            }
        }
    }

    /** The cluster says so when it can; sometimes the driver finds out by itself before. */
    @Override
    public boolean crashed(final SimExecutor executor, final Runnable news) {
        final SimManager of = granted.get(executor.id);
        network.after(random.nextInt(1_500), () -> of.ended(executor, () -> gone(executor, news)));
        if (random.nextBoolean()) {
            network.after(random.nextInt(3_000), () -> {
                if (granted.containsKey(executor.id)) {
                    gone(executor, news);
                    of.release(executor, () -> { });
                }
            });
        }
        return true;
    }

    @Override
    public boolean isBusy() {
        return managers.stream().anyMatch(manager -> !manager.isPresent())
                || granted.keySet().stream().map(cluster.executors::get).anyMatch(executor -> executor.draining || executor.givenUp || !executor.known || !executor.alive);
    }

    @Override
    public void quiet(final SchedulerSnapshot snapshot) {
        final String after = " [moves=" + moves + ", released=" + released + "]";
        for (final SimManager manager : managers) {
            final int right = manager == current ? wanted : 0;
            SimOracle.require(manager.containers().size() == right, () -> "the cluster has executors " + manager.containers()
                    + ", wanted are " + right + after);
        }
        final Set<ExecutorId> running = new TreeSet<>(current.containers());
        SimOracle.require(running.equals(new TreeSet<>(granted.keySet())), () -> "the driver has " + granted.keySet() + ", the cluster " + running + after);
        final Set<ExecutorId> known = snapshot.executors().stream().map(ExecutorView::id).collect(Collectors.toCollection(TreeSet::new));
        SimOracle.require(running.equals(known), () -> "the scheduler has " + known + ", the cluster " + running + after);
        running.forEach(id -> SimOracle.require(cluster.executors.get(id).alive && !cluster.executors.get(id).draining,
                () -> "executor " + id + " is there but does not work" + after));
    }
}
