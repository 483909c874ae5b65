package io.kindling.scheduler;

import static io.kindling.scheduler.Harness.map;
import static io.kindling.scheduler.Harness.node;
import static io.kindling.scheduler.Harness.result;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import io.kindling.common.ExecutorId;
import io.kindling.common.JobId;
import io.kindling.common.ShuffleId;
import io.kindling.common.StageId;
import io.kindling.scheduler.api.JobFailure;
import io.kindling.scheduler.api.SchedulerCommand.KillTasks;
import io.kindling.scheduler.api.SchedulerCommand.PartitionDone;
import io.kindling.scheduler.api.SchedulerCommand.PublishMapOutputs;
import io.kindling.scheduler.api.SchedulerCommand.StageProgress;
import io.kindling.scheduler.api.SchedulerEvent;
import io.kindling.scheduler.api.StageState;
import io.kindling.scheduler.api.TaskEndReason;
import java.util.List;
import org.junit.Test;

/** What happens when something goes wrong. */
public class FaultsTest {

    private final Harness harness = new Harness();

    @Test
    public void shouldRetryAFailedTaskAndFailTheJobAfterFourAttempts() {
        harness.executor(1, "host", 1);
        harness.submit(0, result(2, 4));
        harness.succeed(2, 0, 1, 2);
        for (int i = 0; i < 3; i++) {
            harness.fail(2, 3);
            assertEquals(List.of("2/3@1"), harness.lastLaunches());
            assertEquals(i + 1, harness.find(2, 3).task().attempt());
        }
        harness.fail(2, 3);
        final JobFailure failure = harness.failure(0);
        assertEquals("Task 3 of stage 2 (reduceByKey at X:31) failed 4 times; last on executor 1 (host): "
                + "java.lang.IllegalStateException: boom", failure.cause());
        assertTrue(failure.hint(), failure.hint().startsWith("kindling.task.maxFailures=4 "));
        assertEquals("at X", failure.detail());
        assertEquals(3, failure.partition());
        assertEquals(3, failure.attempt());
        assertEquals(new StageId(2), failure.stage());
        assertEquals(new ExecutorId(1), failure.executor());
        assertEquals(StageState.FAILED, harness.last(StageProgress.class).get(0).state());
    }

    @Test
    public void shouldFailEveryJobThatNeedsAFailedSharedStageAndBeginItAnewForTheNext() {
        harness.executor(0, 1);
        harness.submit(0, map(0, 1, 0), result(1, 1, 0));
        harness.submit(1, map(0, 1, 0), result(2, 1, 0));
        for (int i = 0; i < 4; i++) {
            harness.fail(0, 0);
        }
        assertEquals(harness.failure(0), harness.failure(1));
        harness.submit(2, map(0, 1, 0), result(3, 1, 0));
        assertEquals(List.of("0/0@0"), harness.lastLaunches());
        harness.fail(0, 0);
        harness.succeed(0, 0);
        harness.succeed(3, 0);
        assertTrue(harness.succeeded(2));
    }

    @Test
    public void shouldFailAtOnceWhenAnotherAttemptIsUseless() {
        harness.executor(0, 1);
        harness.submit(0, result(0, 1));
        harness.end(harness.find(0, 0), new TaskEndReason.ExceptionFailure("java.io.NotSerializableException: Y", "at Y", true));
        assertTrue(harness.failure(0).cause(), harness.failure(0).cause().contains("NotSerializableException: Y"));
    }

    @Test
    public void shouldKillTheOtherTasksOfAFailedJob() {
        harness.executor(0, 2);
        harness.submit(0, result(0, 2));
        harness.end(harness.find(0, 0), new TaskEndReason.ExceptionFailure("X", "", true));
        assertEquals(List.of(harness.find(0, 1).task().id()), harness.last(KillTasks.class).get(0).tasks());
        harness.succeed(0, 1);
        assertEquals(List.of(), harness.last);
        assertEquals(2, harness.free(0));
    }

    @Test
    public void shouldNotCountLaunchesThatNeverArrivedNorKillsFromElsewhere() {
        harness.executor(0, 1);
        harness.submit(0, result(0, 1));
        for (int i = 0; i < 10; i++) {
            harness.end(harness.find(0, 0), i % 2 == 0 ? new TaskEndReason.NeverStarted("no ack") : new TaskEndReason.Killed());
            assertEquals(List.of("0/0@0"), harness.lastLaunches());
        }
    }

    @Test
    public void shouldPublishAgainAfterALaunchThatMayNotHaveArrived() {
        harness.executor(0, 1);
        harness.submit(0, map(0, 1, 0), result(1, 1, 0));
        harness.succeed(0, 0);
        harness.end(harness.find(1, 0), new TaskEndReason.NeverStarted("no ack"));
        assertEquals(1, harness.last(PublishMapOutputs.class).size());
    }

    @Test
    public void shouldGiveTasksOfALostExecutorToOthers() {
        harness.executor(0, 1);
        harness.executor(1, 2);
        harness.submit(0, result(0, 3));
        harness.lose(1, false);
        assertEquals(List.of(), harness.lastLaunches());
        harness.succeed(0, 1);
        assertEquals(List.of("0/0@0"), harness.lastLaunches());
        assertEquals(1, harness.scheduler.snapshot().executors().size());
    }

    @Test
    public void shouldCountLossesOnlyWhenTheyAreTheTasksFault() {
        harness.submit(0, result(0, 1));
        for (int i = 0; i < 8; i++) {
            harness.executor(i, 1);
            harness.lose(i, false);
        }
        for (int i = 8; i < 12; i++) {
            assertEquals(List.of(new JobId(0)), harness.scheduler.snapshot().activeJobs());
            harness.executor(i, 1);
            harness.lose(i, true);
        }
        assertTrue(harness.failure(0).cause(), harness.failure(0).cause().contains("failed 4 times; last on executor 11 (host11): "
                + "exit code 137"));
    }

    @Test
    public void shouldMakeExactlyTheLostMapOutputsAgain() {
        harness.executor(0, 2);
        harness.executor(1, 2);
        harness.submit(0, map(0, 4, 0), result(1, 4, 0));
        harness.succeed(0, 0, 1, 2, 3);
        harness.succeed(1, 0);
        final int epoch = harness.epoch(0);
        harness.lose(1, false);
        assertEquals("what ran on executor 0 goes on; its free slot makes what is lost", List.of("0/1@0"), harness.lastLaunches());
        assertEquals(1, harness.find(0, 1).stageAttempt());
        harness.succeed(0, 1);
        assertEquals(List.of("0/3@0"), harness.lastLaunches());
        harness.succeed(0, 3);
        assertTrue("the readers are told of the new places", harness.epoch(0) > epoch);
    }

    @Test
    public void shouldNotMakeLostOutputsAgainThatNobodyWants() {
        harness.executor(0, 1);
        harness.submit(0, map(0, 1, 0), result(1, 1, 0));
        harness.succeed(0, 0);
        harness.succeed(1, 0);
        harness.lose(0, false);
        harness.executor(1, 1);
        assertEquals(List.of(), harness.lastLaunches());
        harness.submit(1, map(0, 1, 0), result(2, 1, 0));
        assertEquals(List.of("0/0@1"), harness.lastLaunches());
    }

    @Test
    public void shouldReachBackOnlyAsFarAsOutputsAreLost() {
        harness.executor(0, 1);
        harness.executor(1, 1);
        harness.submit(0, map(0, 1, 0), map(1, 1, 1, 0), result(2, 2, 1));
        harness.succeed(0, 0);
        harness.succeed(1, 0);
        final int owner = harness.find(1, 0).executor().value();
        harness.lose(owner, false);
        assertEquals("executor 0 had both", 0, owner);
        assertEquals(List.of(), harness.lastLaunches());
        harness.succeed(2, 1);
        assertEquals(List.of("0/0@1"), harness.lastLaunches());
        harness.succeed(0, 0);
        assertEquals(List.of("1/0@1"), harness.lastLaunches());
        harness.succeed(1, 0);
        harness.succeed(2, 0);
        assertTrue(harness.succeeded(0));
    }

    @Test
    public void shouldMakeOneMapOutputAgainWhenItsExecutorIsAlive() {
        harness.executor(0, 4);
        harness.submit(0, map(0, 2, 0), result(1, 2, 0));
        harness.succeed(0, 0, 1);
        harness.fetchFailed(1, 0, 0, 1, 0);
        assertEquals(List.of("0/1@0"), harness.lastLaunches());
        harness.succeed(0, 1);
        assertEquals("partition 1 still runs", List.of("1/0@0"), harness.lastLaunches());
        assertEquals(1, harness.find(1, 0).stageAttempt());
        harness.succeed(1, 0, 1);
        assertTrue(harness.succeeded(0));
    }

    @Test
    public void shouldMakeAllOutputsOfAnExecutorAgainThatTwoAttemptsCouldNotReadFrom() {
        harness.executor(0, 3);
        harness.submit(0, map(0, 3, 0), result(1, 1, 0));
        harness.succeed(0, 0, 1, 2);
        harness.fetchFailed(1, 0, 0, 0, 0);
        harness.succeed(0, 0);
        harness.fetchFailed(1, 0, 0, 1, 0);
        assertEquals(List.of("0/0@0", "0/1@0", "0/2@0"), harness.lastLaunches());
    }

    @Test
    public void shouldMakeAllOutputsOfASuspectedExecutorAgainThatCannotBeReadFrom() {
        harness.executor(0, 3);
        harness.submit(0, map(0, 3, 0), result(1, 1, 0));
        harness.succeed(0, 0, 1, 2);
        harness.executor(1, 4);
        harness.on(new SchedulerEvent.ExecutorSuspected(new ExecutorId(0)));
        harness.fetchFailed(1, 0, 0, 0, 0);
        assertEquals(List.of("0/0@1", "0/1@1", "0/2@1"), harness.lastLaunches());
    }

    @Test
    public void shouldNotCountAFetchFailureThatIsOlderThanTheMapOutputs() {
        harness.executor(0, 8);
        harness.submit(0, map(0, 2, 0), result(1, 2, 0));
        harness.succeed(0, 0, 1);
        final int old = harness.epoch(0);
        harness.fetchFailed(1, 0, 0, 1, 0);
        harness.succeed(0, 1);
        harness.end(harness.find(1, 1), new TaskEndReason.FetchFailed(new ShuffleId(0), 1, new ExecutorId(0), old, "gone"));
        assertEquals("no map task, only the reader again", List.of("1/1@0"), harness.lastLaunches());
    }

    @Test
    public void shouldNotLetAnInventedOldEpochKeepAStageGoingForEver() {
        harness.executor(0, 1);
        harness.submit(0, map(0, 1, 0), result(1, 1, 0));
        harness.succeed(0, 0);
        for (int i = 0; i < 4; i++) {
            harness.end(harness.find(1, 0), new TaskEndReason.FetchFailed(new ShuffleId(0), 0, new ExecutorId(9), -1, "lie"));
        }
        assertTrue(harness.failure(0).cause(), harness.failure(0).cause().contains("from executor 9, which is gone: lie"));
    }

    @Test
    public void shouldFailTheJobAfterFourStageAttemptsInARow() {
        harness.executor(0, 1);
        harness.submit(0, map(0, 1, 0), result(1, 1, 0));
        harness.succeed(0, 0);
        for (int i = 0; i < 3; i++) {
            harness.fetchFailed(1, 0, 0, 0, 0);
            harness.succeed(0, 0);
        }
        harness.fetchFailed(1, 0, 0, 0, 0);
        assertEquals("Stage 1 (reduceByKey at X:31) could not read its input in 4 attempts in a row; last task 0 of stage 1 "
                + "(reduceByKey at X:31) on executor 0 (host0) could not read map output 0 of shuffle 0 from executor 0 (host0): checksum",
                harness.failure(0).cause());
        assertTrue(harness.failure(0).hint().startsWith("kindling.stage.maxConsecutiveAttempts=4 "));
    }

    @Test
    public void shouldCountFetchFailuresOfOneStageAttemptOnce() {
        harness.executor(0, 8);
        harness.submit(0, map(0, 1, 0), result(1, 8, 0));
        harness.succeed(0, 0);
        for (int p = 0; p < 8; p++) {
            harness.fetchFailed(1, p, 0, 0, 0);
        }
        assertEquals(List.of(new JobId(0)), harness.scheduler.snapshot().activeJobs());
    }

    @Test
    public void shouldIgnoreEndsThatComeTwiceLateOrFromNowhere() {
        harness.executor(0, 2);
        harness.executor(1, 1);
        harness.submit(0, result(0, 3));
        final Harness.Launched done = harness.find(0, 0);
        final Harness.Launched gone = harness.find(0, 1);
        harness.succeed(done);
        final int free = harness.free(0);
        harness.succeed(done);
        assertEquals(List.of(), harness.last);
        harness.end(done, new TaskEndReason.Killed());
        assertEquals("slots are freed once", free, harness.free(0));
        harness.lose(gone.executor().value(), false);
        harness.succeed(gone);
        assertEquals(List.of(), harness.last(PartitionDone.class));
        harness.on(new SchedulerEvent.TaskEnded(new ExecutorId(77), 5, new TaskEndReason.Killed()));
        harness.on(new SchedulerEvent.TaskEnded(new ExecutorId(0), 555, new TaskEndReason.Killed()));
        assertEquals(List.of(), harness.last);
    }

    @Test
    public void shouldCreditAnAttemptOfAnEarlierStageAttempt() {
        harness.executor(0, 8);
        harness.submit(0, map(0, 1, 0), result(1, 2, 0));
        harness.succeed(0, 0);
        harness.fetchFailed(1, 0, 0, 0, 0);
        harness.succeed(1, 1);
        assertEquals(1, harness.last(PartitionDone.class).size());
    }

    @Test
    public void shouldTakeBackReadersOfAnIndeterminateStageThatRunsAgain() {
        harness.executor(0, 1);
        harness.executor(1, 1);
        harness.submit(0, node(0, 2, 0, false), map(1, 2, 1, 0), result(2, 1, 1));
        harness.succeed(0, 0, 1);
        final Harness.Launched old = harness.find(1, 1);
        harness.succeed(1, 0);
        harness.lose(0, false);
        assertEquals(old.executor(), new ExecutorId(1));
        assertEquals(List.of(old.task().id()), harness.last(KillTasks.class).get(0).tasks());
        harness.succeed(old);
        assertEquals("only the lost map output", List.of("0/0@1"), harness.lastLaunches());
        harness.succeed(0, 0);
        assertEquals("all of the reader, in spite of the late success", List.of("1/0@1"), harness.lastLaunches());
        harness.succeed(1, 0);
        assertEquals(List.of("1/1@1"), harness.lastLaunches());
    }

    @Test
    public void shouldFailAJobWhoseDeliveredResultsWouldBecomeInconsistent() {
        harness.executor(0, 1);
        harness.executor(1, 1);
        harness.submit(0, node(0, 2, 0, false), result(1, 3, 0));
        harness.succeed(0, 0, 1);
        harness.succeed(1, 0);
        harness.lose(0, false);
        assertTrue(harness.failure(0).cause(), harness.failure(0).cause().contains("1 of 3 results of stage 1"));
        assertTrue(harness.failure(0).hint(), harness.failure(0).hint().contains("repartition"));
    }

    @Test
    public void shouldNotTakeAnythingBackForADeterminateStage() {
        harness.executor(0, 1);
        harness.executor(1, 1);
        harness.submit(0, map(0, 2, 0), result(1, 3, 0));
        harness.succeed(0, 0, 1);
        harness.succeed(1, 0);
        harness.lose(0, false);
        assertEquals(List.of(), harness.last(KillTasks.class));
        assertFalse(harness.scheduler.snapshot().activeJobs().isEmpty());
    }

    @Test
    public void shouldGiveASuspectedExecutorNoNewTasks() {
        harness.executor(0, 2);
        harness.submit(0, result(0, 4));
        harness.on(new SchedulerEvent.ExecutorSuspected(new ExecutorId(0)));
        harness.succeed(0, 0);
        assertEquals(List.of(), harness.lastLaunches());
        harness.on(new SchedulerEvent.ExecutorTrusted(new ExecutorId(0)));
        assertEquals(List.of("0/2@0"), harness.lastLaunches());
        harness.on(new SchedulerEvent.ExecutorSuspected(new ExecutorId(5)));
        harness.on(new SchedulerEvent.ExecutorTrusted(new ExecutorId(5)));
        assertEquals(List.of(), harness.last);
    }

    @Test
    public void shouldRefuseAnExecutorNumberThatWasHereBefore() {
        harness.executor(0, 2);
        harness.executor(0, 9);
        assertEquals(2, harness.free(0));
        harness.lose(0, false);
        harness.lose(0, false);
        harness.executor(0, 2);
        assertEquals(List.of(), harness.scheduler.snapshot().executors());
    }

    @Test
    public void shouldFailJobsThatWaitTooLongWithoutAnyExecutor() {
        harness.tickAt(1_000);
        harness.submit(0, result(0, 1));
        harness.tickAt(1_119);
        assertEquals(List.of(), harness.last);
        harness.submit(1, result(1, 1));
        harness.tickAt(1_120);
        assertTrue(harness.failure(0).cause(), harness.failure(0).cause().contains("No executor has been there for 120 s"));
        assertTrue(harness.failure(0).hint(), harness.failure(0).hint().contains("--executor-memory"));
        assertEquals(List.of(new JobId(1)), harness.scheduler.snapshot().activeJobs());
        harness.executor(0, 1);
        assertEquals(List.of("1/0@0"), harness.lastLaunches());
    }

    @Test
    public void shouldCountTheWaitFromWhenTheLastExecutorWentAway() {
        harness.executor(0, 1);
        harness.submit(0, result(0, 1));
        harness.tickAt(500);
        harness.lose(0, false);
        harness.tickAt(619);
        assertEquals(List.of(), harness.last);
        harness.tickAt(620);
        assertNotEquals(null, harness.failure(0));
    }

    @Test
    public void shouldFailJobsWhoseTasksAreLargerThanEveryExecutor() {
        final Harness wide = new Harness(4, new LocalityPolicy(), List.of());
        wide.executor(0, 2);
        wide.submit(0, result(0, 1));
        wide.tickAt(120);
        assertTrue(wide.failure(0).hint(), wide.failure(0).hint().contains("kindling.task.cpus=4"));
    }

    @Test
    public void shouldFailJobsAtOnceWhenTheClusterWillGiveNoExecutor() {
        harness.submit(0, result(0, 1));
        harness.on(new SchedulerEvent.ClusterFailed("10 launches failed in a row"));
        assertTrue(harness.failure(0).cause(), harness.failure(0).cause().contains("10 launches failed in a row"));
        harness.submit(1, result(1, 1));
        assertNotEquals(null, harness.failure(1));
    }

    @Test
    public void shouldLetJobsWaitAgainWhenExecutorsAreToComeFromElsewhere() {
        harness.on(new SchedulerEvent.ClusterFailed("the queue is closed"));
        harness.on(new SchedulerEvent.ClusterChanged());
        harness.submit(0, result(0, 1));
        assertEquals(List.of(new JobId(0)), harness.scheduler.snapshot().activeJobs());
        harness.on(new SchedulerEvent.ClusterFailed("that one too"));
        assertTrue(harness.failure(0).cause(), harness.failure(0).cause().contains("that one too"));
    }

    @Test
    public void shouldLetJobsWaitAgainOnceAnExecutorHasComeAfterAll() {
        harness.on(new SchedulerEvent.ClusterFailed("10 launches failed in a row"));
        harness.executor(0, 1);
        harness.lose(0, false);
        harness.submit(0, result(0, 1));
        assertEquals(List.of(new JobId(0)), harness.scheduler.snapshot().activeJobs());
    }

    @Test
    public void shouldGoOnWithExecutorsThatAreThereWhenTheClusterFails() {
        harness.executor(0, 1);
        harness.submit(0, result(0, 2));
        harness.on(new SchedulerEvent.ClusterFailed("the master is gone"));
        harness.succeed(0, 0);
        assertEquals(List.of("0/1@0"), harness.lastLaunches());
        harness.lose(0, false);
        assertTrue(harness.failure(0).cause(), harness.failure(0).cause().contains("the master is gone"));
    }
}
