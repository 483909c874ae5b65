package io.kindling.scheduler;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import io.kindling.scheduler.api.SchedulerCommand.KillTasks;
import io.kindling.scheduler.api.SchedulerCommand.PartitionDone;
import io.kindling.scheduler.api.SchedulerEvent;
import io.kindling.scheduler.api.SchedulerSettings;
import io.kindling.scheduler.api.Speculation;
import io.kindling.scheduler.api.TaskEndReason;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.Test;

public class SpeculationTest {

    private static final long MILLI = 1_000_000;
    private static final int SLOW = 9;

    private final Harness harness = new Harness(new SchedulerSettings(4, 4, 1, 120 * Harness.SECOND, 0,
            new Speculation(true, 100 * MILLI, 3, 0.9, 100 * MILLI)));

    @Test
    public void shouldTryASlowTaskOnAnotherExecutorToo() {
        final Harness.Launched first = slow();
        tick(250);
        assertEquals("not yet three times the median", List.of(), harness.lastLaunches());
        tick(400);
        assertEquals(1, harness.lastLaunches().size());
        final Harness.Launched second = harness.find(0, SLOW);
        assertNotEquals(first.executor(), second.executor());
        assertEquals(1, second.task().attempt());
        tick(900);
        assertEquals("two are enough", List.of(), harness.lastLaunches());
    }

    @Test
    public void shouldCountTheFirstFinisherAndEndTheOther() {
        final Harness.Launched first = slow();
        tick(400);
        final Harness.Launched second = harness.find(0, SLOW);
        harness.succeed(second);
        assertEquals(List.of(first.task().id()), harness.last(KillTasks.class).get(0).tasks());
        assertTrue(harness.succeeded(0));
        harness.succeed(first);
        assertEquals("once", 10, Harness.of(PartitionDone.class, harness.all).size());
        assertEquals(0, harness.scheduler.snapshot().runningTasks());
    }

    @Test
    public void shouldEndTheSecondAttemptIfTheFirstIsFasterAfterAll() {
        final Harness.Launched first = slow();
        tick(400);
        final Harness.Launched second = harness.find(0, SLOW);
        harness.succeed(first);
        assertEquals(List.of(second.task().id()), harness.last(KillTasks.class).get(0).tasks());
        harness.killed(second);
        assertEquals(0, harness.scheduler.snapshot().runningTasks());
    }

    @Test
    public void shouldGoOnWithTheOtherWhenOneOfTwoEndsBadly() {
        final Harness.Launched first = slow();
        tick(400);
        final Harness.Launched second = harness.find(0, SLOW);
        harness.lose(first.executor().value(), true);
        assertEquals("the other one is under way", List.of(), harness.lastLaunches());
        harness.end(second, new TaskEndReason.ExceptionFailure("boom", "at X", false));
        assertEquals(1, harness.lastLaunches().size());
        harness.succeed(harness.find(0, SLOW));
        assertTrue(harness.succeeded(0));
    }

    @Test
    public void shouldWaitUntilEnoughTasksHaveEnded() {
        harness.executor(0, 5);
        harness.executor(1, 5);
        harness.submit(0, Harness.result(0, 10));
        harness.succeedAfter(100 * MILLI, 0, 0, 1, 2, 3, 4, 5, 6, 7);
        tick(60_000);
        assertEquals(List.of(), harness.lastLaunches());
    }

    @Test
    public void shouldNotSpeculateUnlessAsked() {
        final Harness plain = new Harness();
        plain.executor(0, 10);
        plain.executor(1, 10);
        plain.submit(0, Harness.result(0, 10));
        plain.succeedAfter(MILLI, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8);
        plain.tickAt(60);
        assertEquals(List.of(), plain.lastLaunches());
    }

    @Test
    public void shouldEndBothWhenTheJobIsCancelled() {
        slow();
        tick(400);
        harness.cancel(0);
        assertEquals(2, harness.last(KillTasks.class).stream().mapToInt(kill -> kill.tasks().size()).sum());
    }

    @Test
    public void shouldNotPutTheSecondAttemptWhereTheFirstIs() {
        harness.executor(0, 12);
        harness.submit(0, Harness.result(0, 10));
        harness.succeedAfter(100 * MILLI, 0, IntStream.range(0, SLOW).toArray());
        tick(60_000);
        assertEquals(List.of(), harness.lastLaunches());
        harness.executor(1, 1);
        assertEquals(List.of("0/9@1"), harness.lastLaunches());
    }

    @Test
    public void shouldFindTheMedianOfRunTimes() {
        final RunTimes times = new RunTimes();
        assertEquals(0, times.medianNanos());
        for (int i = 1; i <= 101; i++) {
            times.add(i * MILLI);
        }
        assertEquals(51.0, times.medianNanos() / (double) MILLI, 5.1);
    }

    /** Nine of ten tasks have ended after 100 ms each; the last one has not. */
    private Harness.Launched slow() {
        harness.executor(0, 5);
        harness.executor(1, 5);
        harness.submit(0, Harness.result(0, 10));
        harness.now = 100 * MILLI;
        harness.succeedAfter(100 * MILLI, 0, IntStream.range(0, SLOW).toArray());
        return harness.find(0, SLOW);
    }

    private void tick(final long millis) {
        harness.now = millis * MILLI;
        harness.on(new SchedulerEvent.Tick());
    }
}
