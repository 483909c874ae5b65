package io.kindling.driver.control;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.kindling.api.admin.ApplicationEvent;
import io.kindling.cluster.api.LossCause;
import io.kindling.common.ExecutorId;
import io.kindling.driver.kit.ModelCluster;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.Test;

/** Adapters that are stopped, updated, uninstalled and installed at any moment, with moves between two clusters, failures and losses. */
public class ClusterSwapRandomTest {

    private static final int SEEDS = 500;
    private static final int STEPS = 400;
    private static final int TARGET = 3;
    private static final int PATIENCE = 3_000;

    @Test
    public void shouldNeitherLoseNorLeakNorGrantTwiceWhileAdaptersComeAndGo() {
        for (int seed = 0; seed < SEEDS; seed++) {
            run(seed, 0);
        }
    }

    @Test
    public void shouldComeBackFromAdaptersThatFail() {
        for (int seed = 0; seed < SEEDS; seed++) {
            run(seed, 12);
        }
    }

    private static void run(final int seed, final int failures) {
        try {
            new Run(seed, failures).go();
        } catch (final RuntimeException | AssertionError e) {
            throw new AssertionError("seed " + seed + ", failures " + failures + ": " + e.getMessage(), e);
        }
    }

    private static final class Run {

        private final Random random;
        private final SwapHarness app = new SwapHarness(TARGET);
        private final Map<String, ModelCluster> clusters = new TreeMap<>();
        private final Map<String, ClusterProvider> present = new TreeMap<>();
        private final List<CompletableFuture<Void>> waits = new ArrayList<>();
        private final int failures;

        Run(final int seed, final int failures) {
            random = new Random(seed);
            this.failures = failures;
            for (final String url : List.of(SwapHarness.FIRST, SwapHarness.SECOND)) {
                clusters.put(url, new ModelCluster(url, random));
                come(url);
            }
        }

        void go() {
            app.opens(present.get(SwapHarness.FIRST));
            app.settle();
            clusters.values().forEach(cluster -> cluster.failures = failures);
            for (int i = 0; i < STEPS; i++) {
                step();
            }
            clusters.values().forEach(cluster -> cluster.failures = 0);
            clusters.keySet().forEach(this::come);
            int left = PATIENCE;
            while (!isWell() && left-- > 0) {
                processes();
                app.pass(500);
                app.settle();
                List.copyOf(app.draining).forEach(app::drained);
                clusters.values().forEach(ModelCluster::expire);
            }
            check();
        }

        private void step() {
            switch (random.nextInt(12)) {
                case 0 -> go(url());
                case 1 -> come(url());
                case 2 -> {
                    final String url = url();
                    go(url);
                    come(url);
                }
                case 3 -> {
                    final String to = app.claims.current().tie().masterUrl().equals(SwapHarness.FIRST) ? SwapHarness.SECOND : SwapHarness.FIRST;
                    if (present.containsKey(to) && random.nextInt(4) == 0) {
                        app.moves(present.get(to), to);
                    }
                }
                case 4, 5 -> {
                    if (!app.calls.isEmpty()) {
                        app.calls.remove(random.nextInt(app.calls.size())).run();
                    }
                }
                case 6 -> app.work();
                case 7 -> app.draining.stream().findFirst().ifPresent(app::drained);
                case 8 -> app.pass(random.nextInt(2_000));
                case 9 -> {
                    if (random.nextInt(4) == 0) {
                        final ModelCluster cluster = clusters.get(url());
                        cluster.running.keySet().stream().findFirst().ifPresent(executor -> cluster.end(executor, new LossCause.Exited(1, "")));
                    }
                }
                default -> processes();
            }
        }

        /** The clusters go on, executors register, and those end that the driver does not know any more. */
        private void processes() {
            for (final ModelCluster cluster : clusters.values()) {
                cluster.step();
                for (final Integer executor : List.copyOf(cluster.running.keySet())) {
                    final ExecutorRecord record = app.executors.find(new ExecutorId(executor));
                    if (record == null || record.isExpected() && random.nextBoolean() && !app.registers(executor)) {
                        cluster.end(executor, new LossCause.Exited(0, ""));
                    }
                }
            }
        }

        private void come(final String url) {
            if (!present.containsKey(url)) {
                present.put(url, app.comes(clusters.get(url).manager()));
            }
        }

        private void go(final String url) {
            final ClusterProvider gone = present.remove(url);
            if (gone != null) {
                waits.add(app.goes(gone));
                if (random.nextBoolean()) {
                    app.settle();
                }
                ((ModelCluster.Manager) gone.manager()).deactivate();
            }
        }

        private String url() {
            return random.nextInt(3) == 0 ? SwapHarness.SECOND : SwapHarness.FIRST;
        }

        private boolean isWell() {
            final ModelCluster here = clusters.get(app.claims.current().tie().masterUrl());
            return app.claims.current().isOpen() && app.calls.isEmpty() && app.registered() == TARGET && app.executors.all().size() == TARGET && here.containers() == TARGET
                    && clusters.values().stream().mapToInt(ModelCluster::containers).sum() == TARGET
                    && waits.stream().allMatch(CompletableFuture::isDone);
        }

        /** Each step of an executor's life is told once, and in order. */
        private void checkEvents() {
            final Map<String, StringBuilder> lives = new TreeMap<>();
            for (final ApplicationEvent event : app.events) {
                if (event.topic().name().startsWith("EXECUTOR_")) {
                    lives.computeIfAbsent(event.properties().get("executor"), id -> new StringBuilder()).append(event.topic().name().substring(9)).append(' ');
                }
            }
            lives.forEach((id, life) -> assertTrue("executor " + id + ": " + life,
                    life.toString().matches("GRANTED (LAUNCHED (REGISTERED (DRAINING )?)?)?(RELEASED |LOST )?")));
            assertEquals(app.executors.all().size(), lives.values().stream().filter(life -> !life.toString().matches(".*(RELEASED|LOST) ")).count());
        }

        private void check() {
            assertTrue("well in the end: " + app.registered() + " registered of " + app.executors.all().size() + ", " + clusters.values()
                    + ", " + app.claims.status() + ", waits " + waits.stream().filter(wait -> !wait.isDone()).count(), isWell());
            clusters.values().forEach(cluster -> assertEquals(List.of(), cluster.violations));
            final Set<Integer> known = new HashSet<>();
            app.executors.all().forEach(each -> known.add(each.id().value()));
            assertEquals("those that run are those that are known", known, clusters.values().stream()
                    .flatMap(cluster -> cluster.running.keySet().stream()).collect(Collectors.toSet()));
            checkEvents();
            app.claims.takeAll().forEach(session -> session.close());
            app.settle();
            assertEquals(0, clusters.values().stream().mapToInt(ModelCluster::containers).sum());
        }
    }
}
