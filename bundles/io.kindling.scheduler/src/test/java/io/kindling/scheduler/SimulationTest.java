package io.kindling.scheduler;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.kindling.scheduler.api.Scheduler;
import io.kindling.scheduler.api.SchedulerCommand;
import io.kindling.scheduler.api.SchedulerEvent;
import io.kindling.scheduler.api.SchedulerSnapshot;
import io.kindling.scheduler.api.TaskEndReason;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.Test;

/**
 * Runs the real scheduler over virtual clusters with all kinds of faults. {@code -Dkindling.sim.seeds=N} sets how many
 * seeds, {@code -Dkindling.sim.first=S} where they begin, {@code -Dkindling.sim.swaps=N} how many have cluster managers that come and go.
 */
public class SimulationTest {

    private static final long FIRST = Long.getLong("kindling.sim.first", 1);
    private static final int SWAP_SEEDS = Integer.getInteger("kindling.sim.swaps", 500);
    private static final int SEEDS = Integer.getInteger("kindling.sim.seeds", 1_000);

    @Test
    public void shouldEndEveryJobRightWhateverGoesWrong() {
        long jobs = 0;
        long succeeded = 0;
        long events = 0;
        final int[] waits = new int[4];
        final Map<String, Integer> failures = new TreeMap<>();
        for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
            final Simulation simulation = new Simulation(seed, Function.identity());
            run(simulation, seed);
            jobs += simulation.jobs();
            succeeded += simulation.succeeded();
            events += simulation.events();
            Arrays.setAll(waits, i -> waits[i] + simulation.waits()[i]);
            simulation.failures().forEach((kind, count) -> failures.merge(kind, count, Integer::sum));
        }
        System.out.println("Simulated " + SEEDS + " seeds: " + jobs + " jobs, " + succeeded + " succeeded, failed by "
                + failures + ", " + events + " events; batches beyond slots, tasks asked back, tasks that came back, second attempts: "
                + Arrays.toString(waits));
        assertTrue("most jobs must survive their faults: " + succeeded + " of " + jobs, succeeded * 2 > jobs);
        assertTrue("what is to be shown must happen: " + Arrays.toString(waits), SEEDS < 100 || Arrays.stream(waits).allMatch(count -> count > 0));
    }

    @Test
    public void shouldDrainExecutorsWhateverGoesWrong() {
        assertSurvived(Simulation.Kind.DRAINS, SEEDS);
    }

    @Test
    public void shouldFailNoJobAndRepeatNoMapTaskForADrain() {
        assertNothingRepeated(Simulation.Kind.NOTHING_BUT_DRAINS);
    }

    @Test
    public void shouldGiveRightResultsFromOutputsThatExecutorsHaveLeft() {
        assertSurvived(Simulation.Kind.LEFT, SEEDS);
    }

    @Test
    public void shouldMakeNothingAgainThatExecutorsHaveLeft() {
        assertNothingRepeated(Simulation.Kind.NOTHING_BUT_LEFT);
    }

    /** Else jobs would wait for ever for an executor in the other place. */
    @Test
    public void shouldMakeNothingAgainWhereCustodiansGiveIt() {
        final Sum sum = assertNothingRepeated(Simulation.Kind.NOTHING_BUT_CUSTODIANS);
        assertTrue(sum.custodians + " custodians", sum.custodians > 10);
    }

    @Test
    public void shouldKeepExecutorsAndResultsRightWhileClusterManagersComeAndGo() {
        assertSurvived(Simulation.Kind.SWAPS, SWAP_SEEDS);
    }

    private static void assertSurvived(final Simulation.Kind kind, final int seeds) {
        final Sum sum = new Sum(kind, seeds);
        assertTrue("most jobs must survive their faults: " + sum, sum.succeeded * 2 > sum.jobs);
        assertTrue(sum.toString(), sum.drained > seeds);
    }

    private static Sum assertNothingRepeated(final Simulation.Kind kind) {
        final Sum sum = new Sum(kind, SEEDS);
        assertEquals(sum.toString(), sum.jobs, sum.succeeded);
        assertEquals(sum.toString(), 0, sum.repeatedMaps);
        assertTrue(sum.toString(), sum.drained > SEEDS);
        return sum;
    }

    /** What came of many seeds. */
    private static final class Sum {
        private final String kind;
        private final Map<String, Integer> failures = new TreeMap<>();
        private long jobs;
        private long succeeded;
        private long drained;
        private long repeatedMaps;
        private long custodians;
        private long events;

        Sum(final Simulation.Kind kind, final int seeds) {
            this.kind = seeds + " seeds of " + kind;
            for (long seed = FIRST; seed < FIRST + seeds; seed++) {
                final Simulation simulation = new Simulation(seed, Function.identity(), kind);
                run(simulation, seed);
                jobs += simulation.jobs();
                succeeded += simulation.succeeded();
                drained += simulation.drained();
                repeatedMaps += simulation.repeatedMaps();
                custodians += simulation.custodians();
                events += simulation.events();
                simulation.failures().forEach((cause, count) -> failures.merge(cause, count, Integer::sum));
            }
            System.out.println("Simulated " + this);
        }

        @Override
        public String toString() {
            return kind + ": " + jobs + " jobs, " + succeeded + " succeeded, failed by " + failures + ", " + drained
                    + " executors drained, " + repeatedMaps + " map tasks repeated, " + events + " events";
        }
    }

    @Test
    public void shouldGiveTheSameCommandsForTheSameSeed() {
        for (long seed = FIRST; seed < FIRST + Math.min(50, SEEDS); seed++) {
            assertEquals("seed " + seed, run(new Simulation(seed, Function.identity()), seed),
                    run(new Simulation(seed, Function.identity()), seed));
            assertEquals("seed " + seed, run(new Simulation(seed, Function.identity(), Simulation.Kind.SWAPS), seed),
                    run(new Simulation(seed, Function.identity(), Simulation.Kind.SWAPS), seed));
        }
    }

    @Test
    public void shouldCatchASchedulerThatDeliversTwice() {
        assertCaught(commands -> commands.stream().flatMap(command -> command instanceof SchedulerCommand.PartitionDone
                ? Stream.of(command, command) : Stream.of(command)).toList(), event -> false);
    }

    @Test
    public void shouldCatchASchedulerThatDoesNotPublish() {
        assertCaught(commands -> commands.stream()
                .filter(command -> !(command instanceof SchedulerCommand.PublishMapOutputs)).toList(), event -> false);
    }

    @Test
    public void shouldCatchASchedulerThatForgetsToHearOfLosses() {
        assertCaught(commands -> commands, event -> event instanceof SchedulerEvent.ExecutorLost);
    }

    @Test
    public void shouldCatchASchedulerThatDoesNotHearOfFailures() {
        assertCaught(commands -> commands, event -> event instanceof SchedulerEvent.TaskEnded ended
                && ended.reason() instanceof TaskEndReason.ExceptionFailure);
    }

    @Test
    public void shouldCatchASchedulerThatDoesNotHearOfDrains() {
        assertCaught(Simulation.Kind.SWAPS, commands -> commands, event -> event instanceof SchedulerEvent.ExecutorDraining);
    }

    @Test
    public void shouldCatchASchedulerThatLetsGoOfWhatItIsMoving() {
        assertCaught(Simulation.Kind.NOTHING_BUT_DRAINS, commands -> commands.stream().flatMap(command -> command instanceof SchedulerCommand.MoveOutputs move
                ? Stream.of(command, new SchedulerCommand.ExecutorDrained(move.from())) : Stream.of(command)).toList(), event -> false);
    }

    /** The oracle is worth only what it catches: a scheduler with a fault of ours must not pass all seeds. */
    private static void assertCaught(final UnaryOperator<List<SchedulerCommand>> spoil, final Predicate<SchedulerEvent> deaf) {
        assertCaught(Simulation.Kind.PLAIN, spoil, deaf);
    }

    private static void assertCaught(final Simulation.Kind kind, final UnaryOperator<List<SchedulerCommand>> spoil,
                                     final Predicate<SchedulerEvent> deaf) {
        int caught = 0;
        for (long seed = 1; seed <= 60; seed++) {
            try {
                new Simulation(seed, right -> new SpoiltScheduler(right, spoil, deaf), kind).run();
            } catch (final AssertionError | RuntimeException e) {
                caught++;
            }
        }
        assertTrue("no seed found it", caught > 0);
    }

    private record SpoiltScheduler(Scheduler right, UnaryOperator<List<SchedulerCommand>> spoil, Predicate<SchedulerEvent> deaf)
            implements Scheduler {

        @Override
        public List<SchedulerCommand> onEvent(final SchedulerEvent event, final long nowNanos) {
            return deaf.test(event) ? List.of() : spoil.apply(right.onEvent(event, nowNanos));
        }

        @Override
        public SchedulerSnapshot snapshot() {
            return right.snapshot();
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
