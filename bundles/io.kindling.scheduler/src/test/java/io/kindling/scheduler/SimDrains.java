package io.kindling.scheduler;

import io.kindling.scheduler.api.SchedulerEvent;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** Drains random executors at random moments, and lets them go when the scheduler says so. */
final class SimDrains implements SimSupply {

    private final Random random;
    private final SimNetwork network;
    private final SimCluster cluster;
    private final Consumer<SchedulerEvent> scheduler;
    private int underWay;

    SimDrains(final Random random, final SimNetwork network, final SimCluster cluster, final Consumer<SchedulerEvent> scheduler) {
        this.random = random;
        this.network = network;
        this.cluster = cluster;
        this.scheduler = scheduler;
    }

    @Override
    public void begin(final int executors) {
        final int drains = 1 + random.nextInt(2 * executors + 2);
        for (int i = 0; i < drains; i++) {
            network.after(random.nextInt(6_000), this::drainOne);
        }
    }

    private void drainOne() {
        final List<SimExecutor> staying = cluster.staying();
        if (staying.isEmpty()) {
            return;
        }
        drain(staying.get(random.nextInt(staying.size())));
        if (random.nextBoolean() || cluster.staying().stream().allMatch(executor -> executor.crashed)) {
            cluster.startExecutor(random.nextInt(4_000));
        }
    }

    private void drain(final SimExecutor executor) {
        executor.draining = true;
        underWay++;
        final SchedulerEvent draining = new SchedulerEvent.ExecutorDraining(executor.id);
        scheduler.accept(draining);
        if (random.nextInt(5) == 0) {
            network.after(random.nextInt(3_000), () -> scheduler.accept(draining));
        }
    }

    @Override
    public void lost(final SimExecutor executor) {
        underWay -= executor.draining && !executor.drained ? 1 : 0;
    }

    @Override
    public void drained(final SimExecutor executor) {
        underWay -= executor.draining ? 1 : 0; // nobody but the scheduler lets a custodian go
        network.after(random.nextInt(500), () -> {
            executor.alive = false;
            network.after(random.nextInt(500), () -> cluster.lost(executor, random.nextBoolean(), "released"));
        });
    }

    @Override
    public boolean isBusy() {
        if (underWay > 0 && cluster.staying().isEmpty() && random.nextInt(10) == 0) {
            cluster.startExecutor(0); // map outputs of jobs that have ended wait for somebody to take them
        }
        return underWay > 0;
    }
}
