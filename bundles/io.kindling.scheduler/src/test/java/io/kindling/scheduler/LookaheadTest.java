package io.kindling.scheduler;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.kindling.common.ExecutorId;
import io.kindling.scheduler.api.SchedulerCommand.KillTasks;
import io.kindling.scheduler.api.SchedulerCommand.LaunchTasks;
import io.kindling.scheduler.api.SchedulerCommand.TakeBack;
import io.kindling.scheduler.api.SchedulerEvent;
import io.kindling.scheduler.api.SchedulerSettings;
import io.kindling.scheduler.api.Speculation;
import io.kindling.scheduler.api.StageNode;
import io.kindling.scheduler.api.TaskEndReason;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.Test;

public class LookaheadTest {

    private static final long MILLI = 1_000_000;
    private static final int TASKS = 1_000;

    private final Harness harness = new Harness(new SchedulerSettings(4, 4, 1, 120 * Harness.SECOND, 10 * MILLI, Speculation.OFF));

    @Test
    public void shouldLaunchNoMoreThanSlotsBeforeItKnowsThatTasksAreShort() {
        harness.executor(0, 2);
        harness.submit(0, Harness.result(0, TASKS));
        assertEquals(2, harness.lastLaunches().size());
    }

    @Test
    public void shouldLetShortTasksWaitAtAnExecutorForAsMuchAsItsTimeTakes() {
        begin(2, MILLI);
        assertEquals("10 ms of work for each of two slots, and the slot that has become free, in one batch", List.of(21),
                harness.last(LaunchTasks.class).stream().map(launch -> launch.tasks().size()).toList());
        assertEquals(0, harness.free(0));
    }

    @Test
    public void shouldLetNoLongTaskWait() {
        begin(1, 11 * MILLI);
        assertEquals(1, harness.lastLaunches().size());
    }

    @Test
    public void shouldLetNothingWaitWhenTold() {
        final Harness plain = new Harness();
        plain.executor(0, 1);
        plain.submit(0, Harness.result(0, TASKS));
        plain.succeedAfter(1_000, 0, 0);
        assertEquals(1, plain.lastLaunches().size());
    }

    @Test
    public void shouldFillUpOnlyWhenHalfHasEnded() {
        begin(1, MILLI);
        harness.succeedAfter(MILLI, 0, 1, 2, 3, 4);
        assertEquals(0, harness.lastLaunches().size());
        harness.succeedAfter(MILLI, 0, 5, 6);
        assertEquals(6, harness.lastLaunches().size());
    }

    @Test
    public void shouldShareOutTheEndOfAStage() {
        harness.executor(0, 1);
        harness.executor(1, 1);
        harness.submit(0, Harness.result(0, 18));
        harness.succeedAfter(1_000, 0, 0);
        assertEquals("a quarter of what is left, and one that runs", 5, harness.lastLaunches().size());
    }

    @Test
    public void shouldCreditEachTaskOnceAndFreeAllSlots() {
        begin(1, 1_000);
        while (!harness.succeeded(0)) {
            harness.on(new SchedulerEvent.TasksEnded(harness.scheduler.snapshot().runningTasks() == 0 ? List.of() : openEnds()));
        }
        assertEquals(TASKS, harness.launched.size());
        assertEquals(1, harness.free(0));
    }

    @Test
    public void shouldTakeBackWhatWaitsBehindALongTask() {
        begin(1, MILLI);
        harness.now = 15 * MILLI;
        harness.on(new SchedulerEvent.Tick());
        assertEquals(List.of(), harness.last(TakeBack.class));
        harness.now = 30 * MILLI;
        harness.on(new SchedulerEvent.Tick());
        assertEquals(10, harness.last(TakeBack.class).get(0).tasks().size());
        assertFalse("the first one runs", harness.last(TakeBack.class).get(0).tasks().contains(harness.find(0, 1).task().id()));
        harness.on(new SchedulerEvent.Tick());
        assertEquals("it is not asked twice", List.of(), harness.last(TakeBack.class));
        harness.executor(1, 2);
        harness.killed(harness.find(0, 5));
        assertEquals("what comes back goes elsewhere, as the attempt that it was", List.of(), harness.last(TakeBack.class));
        harness.killed(harness.find(0, 6));
        final Set<Integer> numbers = harness.launched.values().stream().map(one -> one.task().attempt()).collect(Collectors.toSet());
        assertEquals(Set.of(0), numbers);
    }

    @Test
    public void shouldPutWhatCameBackWhereASlotIsFree() {
        begin(1, MILLI);
        harness.now = 30 * MILLI;
        harness.on(new SchedulerEvent.Tick());
        harness.killed(harness.find(0, 5));
        assertEquals("nothing new for an executor that does not get on", List.of(), harness.lastLaunches());
        harness.executor(1, 1);
        assertEquals(List.of("0/5@1"), harness.lastLaunches());
    }

    @Test
    public void shouldTakeBackWhatWaitsAtAnExecutorThatIsToGo() {
        begin(1, MILLI);
        harness.on(new SchedulerEvent.ExecutorDraining(new ExecutorId(0)));
        assertEquals(10, harness.last(TakeBack.class).get(0).tasks().size());
    }

    @Test
    public void shouldEndWhatWaitsForAJobThatIsCancelled() {
        begin(1, MILLI);
        harness.cancel(0);
        assertEquals(11, harness.last(KillTasks.class).get(0).tasks().size());
        assertEquals("killed ones hold their slots until they end", 0, harness.free(0));
    }

    @Test
    public void shouldBlameOnlyWhatRanForTheLossOfAnExecutor() {
        begin(1, MILLI);
        harness.lose(0, true);
        for (int executor = 1; executor <= 3; executor++) {
            harness.executor(executor, 1);
            harness.lose(executor, true);
        }
        assertTrue("task 1 ran each time", harness.failure(0).cause().startsWith("Task 1 "));
    }

    @Test
    public void shouldLetNothingWaitAfterAnExecutorDiedSoThatTheGuiltyTaskIsFound() {
        begin(1, MILLI);
        harness.executor(1, 1);
        harness.lose(0, true);
        harness.succeedAfter(MILLI, 0, harness.launched.values().stream().filter(one -> one.executor().value() == 1).findFirst().orElseThrow()
                .task().partition());
        assertEquals(1, harness.lastLaunches().size());
    }

    @Test
    public void shouldLetTasksWaitOnlyWhereTheirDataIs() {
        final List<List<String>> preferred = IntStream.range(0, 40).mapToObj(p -> List.of("host" + p % 2)).toList();
        harness.executor(0, 1);
        harness.executor(1, 1);
        harness.submit(0, new StageNode(Harness.result(0, 40).id(), "X", 40, List.of(), null, true, preferred));
        harness.succeedAfter(MILLI, 0, 0);
        assertTrue(harness.lastLaunches().toString(), harness.lastLaunches().size() > 1);
        harness.last(LaunchTasks.class).forEach(launch -> launch.tasks().forEach(task -> assertEquals(launch.executor().value(), task.partition() % 2)));
    }

    @Test
    public void shouldNotLetTasksOfALaterJobWaitBeforeThoseOfAnEarlierOne() {
        harness.executor(0, 1);
        harness.submit(0, Harness.result(0, TASKS));
        harness.submit(1, Harness.result(1, TASKS));
        harness.succeedAfter(MILLI, 0, 0);
        assertEquals(Set.of(0), harness.last(LaunchTasks.class).stream().map(launch -> launch.stage().value()).collect(Collectors.toSet()));
    }

    /** An executor, a large stage, and its first task has ended. */
    private void begin(final int slots, final long nanos) {
        harness.executor(0, slots);
        harness.submit(0, Harness.result(0, TASKS));
        harness.succeedAfter(nanos, 0, 0);
    }

    private List<SchedulerEvent.TaskEnded> openEnds() {
        return harness.last(LaunchTasks.class).stream().flatMap(launch -> launch.tasks().stream().map(task -> new SchedulerEvent.TaskEnded(
                launch.executor(), task.id(), new TaskEndReason.Success(new byte[0]), 1_000))).toList();
    }
}
