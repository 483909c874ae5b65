package io.kindling.scheduler;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.Test;

/**
 * Runs the real scheduler over virtual clusters with all kinds of faults. {@code -Dkindling.sim.seeds=N} sets how many
 * seeds, {@code -Dkindling.sim.first=S} where they begin.
 */
public class SimulationTest {

    private static final long FIRST = Long.getLong("kindling.sim.first", 1);
    private static final int SEEDS = Integer.getInteger("kindling.sim.seeds", 1_000);

    @Test
    public void shouldEndEveryJobRightWhateverGoesWrong() {
        long jobs = 0;
        long succeeded = 0;
        long events = 0;
        final Map<String, Integer> failures = new TreeMap<>();
        for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
            final Simulation simulation = new Simulation(seed, Function.identity());
            run(simulation, seed);
            jobs += simulation.jobs();
            succeeded += simulation.succeeded();
            events += simulation.events();
            simulation.failures().forEach((kind, count) -> failures.merge(kind, count, Integer::sum));
        }
        System.out.println("Simulated " + SEEDS + " seeds: " + jobs + " jobs, " + succeeded + " succeeded, failed by "
                + failures + ", " + events + " events");
        assertTrue("most jobs must survive their faults: " + succeeded + " of " + jobs, succeeded * 2 > jobs);
    }

    @Test
    public void shouldGiveTheSameCommandsForTheSameSeed() {
        for (long seed = FIRST; seed < FIRST + Math.min(50, SEEDS); seed++) {
            assertEquals("seed " + seed, run(new Simulation(seed, Function.identity()), seed),
                    run(new Simulation(seed, Function.identity()), seed));
        }
    }

    private static long run(final Simulation simulation, final long seed) {
        try {
            return simulation.run();
        } catch (final AssertionError | RuntimeException e) {
            throw new AssertionError("Seed " + seed + " (-Dkindling.sim.first=" + seed + " -Dkindling.sim.seeds=1): " + e.getMessage(), e);
        }
    }
}
