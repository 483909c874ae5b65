package io.kindling.scheduler;

import static io.kindling.scheduler.Harness.map;
import static io.kindling.scheduler.Harness.result;
import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.kindling.common.ExecutorId;
import io.kindling.common.JobId;
import io.kindling.common.ShuffleId;
import io.kindling.common.StageId;
import io.kindling.scheduler.api.SchedulerCommand;
import io.kindling.scheduler.api.SchedulerCommand.KillTasks;
import io.kindling.scheduler.api.SchedulerCommand.LaunchTasks;
import io.kindling.scheduler.api.SchedulerCommand.PartitionDone;
import io.kindling.scheduler.api.SchedulerCommand.PublishMapOutputs;
import io.kindling.scheduler.api.SchedulerCommand.StageProgress;
import io.kindling.scheduler.api.SchedulerCommand.StageRetired;
import io.kindling.scheduler.api.SchedulerEvent;
import io.kindling.scheduler.api.StageState;
import io.kindling.scheduler.api.TaskEndReason;
import java.util.List;
import org.junit.Test;

/** How jobs run when nothing goes wrong. */
public class FifoSchedulerTest {

    private final Harness harness = new Harness();

    @Test
    public void shouldDeliverEveryPartitionAndSucceed() {
        harness.executor(0, 4);
        harness.submit(0, result(0, 2));
        assertEquals(List.of("0/0@0", "0/1@0"), harness.lastLaunches());
        harness.succeed(0, 1, 0);
        final List<PartitionDone> done = Harness.of(PartitionDone.class, harness.all);
        assertEquals(2, done.size());
        assertEquals(1, done.get(0).partition());
        assertArrayEquals(new byte[] {1}, done.get(0).result());
        assertTrue(harness.succeeded(0));
        assertEquals(4, harness.free(0));
    }

    @Test
    public void shouldRunOnlyWantedPartitions() {
        harness.executor(0, 9);
        harness.submit(0, List.of(3, 1), result(0, 5));
        assertEquals(List.of("0/1@0", "0/3@0"), harness.lastLaunches());
        harness.succeed(0, 1, 3);
        assertTrue(harness.succeeded(0));
    }

    @Test
    public void shouldSucceedAtOnceWhenNothingIsWanted() {
        harness.submit(0, map(0, 3, 0), result(1, 0, 0));
        assertTrue(harness.succeeded(0));
        assertEquals(List.of(new StageRetired(new StageId(1))), harness.last(StageRetired.class));
    }

    @Test
    public void shouldSkipAMapStageWithoutPartitions() {
        harness.executor(0, 2);
        harness.submit(0, map(0, 0, 0), result(1, 1, 0));
        assertEquals(List.of("1/0@0"), harness.lastLaunches());
        assertEquals(0, harness.last(PublishMapOutputs.class).get(0).byMap().size());
        harness.succeed(1, 0);
        assertTrue(harness.succeeded(0));
    }

    @Test
    public void shouldStartAStageWhenAllItsInputsAreComplete() {
        harness.executor(0, 8);
        harness.submit(0, map(0, 2, 0), map(1, 1, 1), result(2, 1, 0, 1));
        assertEquals(List.of("0/0@0", "0/1@0", "1/0@0"), harness.lastLaunches());
        harness.succeed(0, 0, 1);
        assertEquals(List.of(), harness.lastLaunches());
        harness.succeed(1, 0);
        assertEquals(List.of("2/0@0"), harness.lastLaunches());
    }

    @Test
    public void shouldPublishMapOutputsBeforeTheFirstTaskThatReadsThemAndOnlyOnce() {
        harness.executor(0, 1);
        harness.executor(1, 1);
        harness.submit(0, map(0, 2, 0), result(1, 4, 0));
        final long first = harness.find(0, 0).task().id();
        final long second = harness.find(0, 1).task().id();
        harness.succeed(0, 0, 1);
        final List<SchedulerCommand> commands = harness.last.stream()
                .filter(c -> c instanceof PublishMapOutputs || c instanceof LaunchTasks).toList();
        assertEquals(4, commands.size());
        final PublishMapOutputs publish = (PublishMapOutputs) commands.get(0);
        assertEquals(List.of(new ExecutorId(0), new ExecutorId(1)), publish.byMap());
        assertArrayEquals(new long[] {first, second}, publish.attempts());
        assertEquals(publish.executor(), ((LaunchTasks) commands.get(1)).executor());
        harness.succeed(1, 0);
        assertEquals(List.of("1/2@0"), harness.lastLaunches());
        assertEquals(List.of(), harness.last(PublishMapOutputs.class));
    }

    @Test
    public void shouldSpreadTasksEvenly() {
        harness.executor(0, 2);
        harness.executor(1, 3);
        harness.executor(2, 2);
        harness.submit(0, result(0, 4));
        assertEquals(List.of("0/0@1", "0/2@1", "0/1@0", "0/3@2"), harness.lastLaunches());
        assertEquals("one batch an executor", 3, harness.last(LaunchTasks.class).size());
    }

    @Test
    public void shouldServeJobsInTheOrderOfSubmission() {
        harness.submit(0, result(5, 2));
        harness.submit(1, result(3, 2));
        harness.executor(0, 3);
        assertEquals(List.of("5/0@0", "5/1@0", "3/0@0"), harness.lastLaunches());
    }

    @Test
    public void shouldShareMapStagesBetweenJobsAndSkipCompleteShuffles() {
        harness.executor(0, 4);
        harness.submit(0, map(0, 1, 0), result(1, 1, 0));
        harness.submit(1, map(0, 1, 0), result(2, 1, 0));
        assertEquals(List.of(), harness.lastLaunches());
        harness.succeed(0, 0);
        assertEquals(List.of("1/0@0", "2/0@0"), harness.lastLaunches());
        harness.succeed(1, 0);
        harness.succeed(2, 0);
        harness.submit(2, map(0, 1, 0), result(3, 1, 0));
        assertEquals(List.of("3/0@0"), harness.lastLaunches());
    }

    @Test
    public void shouldKnowASharedShuffleUnderAnotherStageNumber() {
        harness.executor(0, 4);
        harness.submit(0, map(0, 1, 0), result(1, 1, 0));
        harness.succeed(0, 0);
        harness.succeed(1, 0);
        harness.submit(1, map(7, 1, 0), result(8, 1, 0));
        assertEquals(List.of("8/0@0"), harness.lastLaunches());
        assertEquals(List.of(new StageRetired(new StageId(7))), harness.last(StageRetired.class));
    }

    @Test
    public void shouldRetireAResultStageWithItsJobAndAMapStageWithItsShuffle() {
        harness.executor(0, 4);
        harness.submit(0, map(0, 1, 0), result(1, 1, 0));
        harness.succeed(0, 0);
        harness.succeed(1, 0);
        assertEquals(List.of(new StageRetired(new StageId(1))), harness.last(StageRetired.class));
        harness.on(new SchedulerEvent.ShuffleReleased(new ShuffleId(0)));
        assertEquals(List.of(new StageRetired(new StageId(0))), harness.last(StageRetired.class));
        harness.on(new SchedulerEvent.ShuffleReleased(new ShuffleId(0)));
        assertEquals(List.of(), harness.last);
    }

    @Test
    public void shouldKeepAReleasedShuffleWhileAJobMayNeedIt() {
        harness.executor(0, 4);
        harness.submit(0, map(0, 1, 0), result(1, 1, 0));
        harness.on(new SchedulerEvent.ShuffleReleased(new ShuffleId(0)));
        assertEquals(List.of(), harness.last);
        harness.succeed(0, 0);
        harness.succeed(1, 0);
        assertEquals(2, harness.last(StageRetired.class).size());
    }

    @Test
    public void shouldMakeAReleasedShuffleAgainWithANewEpoch() {
        harness.executor(0, 4);
        harness.submit(0, map(0, 1, 0), result(1, 1, 0));
        harness.succeed(0, 0);
        harness.succeed(1, 0);
        final int before = harness.epoch(0);
        harness.on(new SchedulerEvent.ShuffleReleased(new ShuffleId(0)));
        harness.submit(1, map(0, 1, 0), result(2, 1, 0));
        assertEquals(List.of("0/0@0"), harness.lastLaunches());
        harness.succeed(0, 0);
        assertTrue(harness.epoch(0) > before);
    }

    @Test
    public void shouldTellProgressAtBeginAndEnd() {
        harness.executor(0, 4);
        harness.submit(0, result(0, 2));
        assertEquals(List.of(new StageProgress(new JobId(0), new StageId(0), 0, StageState.RUNNING, 2, 0, 0, 0)),
                harness.last(StageProgress.class));
        harness.succeed(0, 0);
        assertEquals(List.of(new StageProgress(new JobId(0), new StageId(0), 0, StageState.RUNNING, 2, 1, 1, 0)),
                harness.last(StageProgress.class));
        harness.succeed(0, 1);
        assertEquals(List.of(new StageProgress(new JobId(0), new StageId(0), 0, StageState.COMPLETE, 2, 2, 0, 0)),
                harness.last(StageProgress.class));
    }

    @Test
    public void shouldCoalesceProgressOfLargeStages() {
        harness.executor(0, 1_000);
        harness.submit(0, result(0, 1_000));
        int told = 0;
        for (int p = 0; p < 1_000; p++) {
            harness.succeed(0, p);
            told += harness.last(StageProgress.class).size();
        }
        assertEquals(100, told);
    }

    @Test
    public void shouldTakeSeveralSlotsForATask() {
        final Harness wide = new Harness(2, new LocalityPolicy(), List.of());
        wide.executor(0, 5);
        wide.submit(0, result(0, 3));
        assertEquals(List.of("0/0@0", "0/1@0"), wide.lastLaunches());
        assertEquals(1, wide.free(0));
    }

    @Test
    public void shouldRefuseAJobThatMakesNoSense() {
        harness.submit(0, result(1, 1, 0));
        assertTrue(harness.failure(0).cause(), harness.failure(0).cause().contains("reads shuffle 0, which no stage before it writes"));
        harness.submit(1, List.of(7), result(1, 1));
        assertTrue(harness.failure(1).cause(), harness.failure(1).cause().contains("partition 7 is wanted"));
        harness.submit(2, map(0, 1, 0));
        assertTrue(harness.failure(2).cause(), harness.failure(2).cause().contains("writes shuffle 0"));
        harness.submit(3, map(0, 1, 0), result(1, 1, 0));
        harness.submit(4, map(0, 2, 0), result(2, 1, 0));
        assertTrue(harness.failure(4).cause(), harness.failure(4).cause().contains("known to have 1"));
        harness.submit(5, result(1, 1));
        assertTrue(harness.failure(5).cause(), harness.failure(5).cause().contains("stage 1 writes shuffle null"));
        assertEquals(List.of(new JobId(3)), harness.scheduler.snapshot().activeJobs());
    }

    @Test
    public void shouldIgnoreAJobThatIsSubmittedTwice() {
        harness.executor(0, 2);
        harness.submit(0, result(0, 1));
        harness.submit(0, result(0, 1));
        assertEquals(List.of(), harness.last);
    }

    @Test
    public void shouldCancelAJobAndFreeSlotsWhenTheKillIsConfirmed() {
        harness.executor(0, 2);
        harness.submit(0, result(0, 3));
        harness.submit(1, result(1, 1));
        harness.cancel(0);
        assertTrue(harness.failure(0).cancelled());
        assertEquals(List.of(0L, 1L), harness.last(KillTasks.class).get(0).tasks());
        assertEquals("slots are occupied until the kill is confirmed", List.of(), harness.lastLaunches());
        harness.end(harness.find(0, 0), new TaskEndReason.Killed());
        assertEquals(List.of("1/0@0"), harness.lastLaunches());
        harness.cancel(0);
        assertEquals(List.of(), harness.last);
    }

    @Test
    public void shouldNotKillASharedStageThatAnotherJobNeeds() {
        harness.executor(0, 2);
        harness.submit(0, map(0, 2, 0), result(1, 1, 0));
        harness.submit(1, map(0, 2, 0), result(2, 1, 0));
        harness.cancel(0);
        assertEquals(List.of(), harness.last(KillTasks.class));
        harness.succeed(0, 0, 1);
        harness.succeed(2, 0);
        assertTrue(harness.succeeded(1));
    }

    @Test
    public void shouldCreditAKilledAttemptThatWasFasterThanItsKill() {
        harness.executor(0, 1);
        harness.executor(1, 1);
        harness.submit(0, map(0, 1, 0), result(1, 1, 0));
        final Harness.Launched first = harness.find(0, 0);
        harness.cancel(0);
        harness.submit(1, map(0, 1, 0), result(2, 1, 0));
        assertEquals(List.of("0/0@1"), harness.lastLaunches());
        harness.succeed(first);
        assertEquals("the second attempt is not wanted now", new ExecutorId(1), harness.last(KillTasks.class).get(0).executor());
        assertEquals(List.of("2/0@0"), harness.lastLaunches());
        harness.succeed(harness.find(0, 0));
        harness.succeed(2, 0);
        assertTrue(harness.succeeded(1));
        assertFalse(harness.succeeded(0));
    }
}
