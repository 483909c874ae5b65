package io.kindling.cluster.standalone.master;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.kindling.cluster.api.LossCause;
import io.kindling.cluster.standalone.message.HeldExecutor;
import io.kindling.cluster.standalone.message.RegisterWorker;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.Test;

/** Whatever happens in whatever order, cores and memory are neither given twice nor lost. */
public class MasterStateRandomTest {

    private static final int RUNS = 200;
    private static final int STEPS = 300;

    @Test(timeout = 60_000)
    public void shouldNeverGiveTwiceNorLoseCoresAndMemory() {
        for (int seed = 0; seed < RUNS; seed++) {
            final Random random = new Random(seed);
            final MasterHarness cluster = new MasterHarness();
            for (int step = 0; step < STEPS; step++) {
                act(cluster, random);
                check(cluster, "seed " + seed + " step " + step);
            }
            end(cluster);
            for (final WorkerRecord worker : cluster.state.workers.values()) {
                assertEquals("seed " + seed, worker.cores, worker.freeCores());
                assertEquals("seed " + seed, worker.memory, worker.freeMemory());
            }
            assertTrue("seed " + seed, cluster.state.applications.isEmpty());
        }
    }

    private static void act(final MasterHarness cluster, final Random random) {
        final String worker = "w" + random.nextInt(3);
        final String application = String.valueOf((char) ('a' + random.nextInt(3)));
        final Grant grant = any(cluster, random);
        switch (random.nextInt(14)) {
            case 0 -> register(cluster, worker, random);
            case 1 -> cluster.workers.onDisconnected(worker, cluster.now);
            case 2 -> cluster.open(application);
            case 3, 4 -> cluster.target(application, random.nextInt(3), 1 + random.nextInt(2), 1 + random.nextInt(5), 1 + random.nextInt(8));
            case 5 -> cluster.drivers.onDisconnected(application, cluster.now);
            case 6 -> cluster.drivers.onDetach(application, cluster.now);
            case 7 -> cluster.drivers.onClose(application, cluster.now);
            case 8 -> cluster.after(random.nextInt(8));
            case 9, 10 -> {
                if (grant != null) {
                    cluster.launch(grant.application, grant.container, random.nextInt(20));
                }
            }
            case 11 -> {
                if (grant != null) {
                    cluster.started(grant.worker.id, grant.container);
                }
            }
            case 12 -> {
                if (grant != null) {
                    cluster.ended(grant.worker.id, grant.container, random.nextBoolean() ? new LossCause.Exited(1, "") : new LossCause.LaunchFailed(""));
                }
            }
            default -> cluster.drivers.onRelease(application, random.nextInt(20), cluster.now);
        }
    }

    private static void register(final MasterHarness cluster, final String id, final Random random) {
        final WorkerRecord known = cluster.state.workers.get(id);
        final List<HeldExecutor> held = known == null ? List.of() : known.grants.values().stream()
                .filter(g -> g.phase() != Phase.GRANTED && random.nextInt(4) > 0)
                .map(g -> new HeldExecutor(g.container, g.application, "ticket", g.executor, g.cores, g.memory)).toList();
        cluster.workers.onRegister(id, new RegisterWorker("host-" + id, 4, 8, "1", held, List.of()), cluster.now);
    }

    private static Grant any(final MasterHarness cluster, final Random random) {
        final List<Grant> all = new ArrayList<>();
        cluster.state.workers.values().forEach(w -> all.addAll(w.grants.values()));
        return all.isEmpty() ? null : all.get(random.nextInt(all.size()));
    }

    private static void check(final MasterHarness cluster, final String where) {
        for (final WorkerRecord worker : cluster.state.workers.values()) {
            assertTrue(where, worker.freeCores() >= 0 && worker.freeMemory() >= 0);
            for (final Grant grant : worker.grants.values()) {
                final ApplicationRecord application = cluster.state.applications.get(grant.application);
                assertTrue(where, application != null && application.grants.get(grant.container) == grant);
            }
        }
        for (final ApplicationRecord application : cluster.state.applications.values()) {
            for (final Grant grant : application.grants.values()) {
                assertTrue(where, cluster.state.workers.get(grant.worker.id) == grant.worker && grant.worker.grants.get(grant.container) == grant);
            }
        }
    }

    private static void end(final MasterHarness cluster) {
        for (final String application : List.of("a", "b", "c")) {
            cluster.drivers.onClose(application, cluster.now);
        }
        for (final WorkerRecord worker : List.copyOf(cluster.state.workers.values())) {
            for (final Grant grant : List.copyOf(worker.grants.values())) {
                cluster.ended(worker.id, grant.container, new LossCause.Released());
            }
        }
    }
}
