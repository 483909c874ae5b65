package io.kindling.scheduler;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.kindling.common.ExecutorId;
import io.kindling.common.JobId;
import io.kindling.common.ShuffleId;
import io.kindling.scheduler.api.SchedulerCommand;
import io.kindling.scheduler.api.SchedulerCommand.LaunchTasks;
import io.kindling.scheduler.api.SchedulerCommand.PartitionDone;
import io.kindling.scheduler.api.SchedulerEvent;
import io.kindling.scheduler.api.SchedulerSettings;
import io.kindling.scheduler.api.StageNode;
import io.kindling.scheduler.api.TaskAttempt;
import io.kindling.scheduler.api.TaskEndReason;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.Test;

/** Many tasks and executors; prints a rate, which nothing depends on. */
public class ScaleTest {

    private static final int EXECUTORS = 1_000;
    private static final int TASKS = 200_000;

    private final FifoScheduler scheduler =
            new FifoScheduler(new SchedulerSettings(4, 4, 1, Harness.SECOND), new LocalityPolicy(), List.of());
    private final Deque<SchedulerEvent> running = new ArrayDeque<>();
    private int delivered;
    private boolean succeeded;

    @Test
    public void shouldRunALargeStageOnManyExecutors() {
        for (int round = 0; round < 3; round++) {
            run(round, Harness.result(round, TASKS));
        }
    }

    @Test
    public void shouldRunALargeShuffleOnManyExecutors() {
        run(0, Harness.map(0, TASKS / 10, 0), Harness.result(1, TASKS / 10, 0));
    }

    @Test
    public void shouldRunALongLineOfStages() {
        final int length = 1_000;
        final List<StageNode> stages = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            stages.add(i == 0 ? Harness.map(0, 2, 0) : Harness.map(i, 2, i, i - 1));
        }
        stages.add(Harness.result(length, 2, length - 1));
        run(0, stages.toArray(new StageNode[0]));
    }

    @Test
    public void shouldHoldAMillionTasksInLittleMemory() {
        final int tasks = 1_000_000;
        final SchedulerEvent.JobSubmitted job = new SchedulerEvent.JobSubmitted(new JobId(0), List.of(Harness.result(0, tasks)),
                IntStream.range(0, tasks).boxed().toList());
        take(new SchedulerEvent.ExecutorRegistered(new ExecutorId(0), "host0", 4));
        final long before = usedBytes();
        take(job);
        final long each = (usedBytes() - before) / tasks;
        System.out.printf("%,d waiting tasks: %d bytes each%n", tasks, each);
        assertEquals(tasks - 4, scheduler.snapshot().pendingTasks());
        assertTrue("bytes of a waiting task: " + each, each < 100);
        while (!running.isEmpty()) {
            take(running.poll());
        }
        assertTrue(succeeded);
        assertEquals(tasks, delivered);
    }

    @Test
    public void shouldForgetJobsThatAreCancelledInAStorm() {
        for (int id = 0; id < 10; id++) {
            take(new SchedulerEvent.ExecutorRegistered(new ExecutorId(id), "host" + id, 4));
        }
        final int jobs = 1_000;
        for (int job = 0; job < jobs; job++) {
            take(new SchedulerEvent.JobSubmitted(new JobId(job), List.of(Harness.map(2 * job, 1_000, job), Harness.result(2 * job + 1, 100, job)),
                    IntStream.range(0, 100).boxed().toList()));
            if (job % 3 > 0) {
                take(new SchedulerEvent.JobCancelled(new JobId(job - job % 3), "storm"));
                take(new SchedulerEvent.JobCancelled(new JobId(job), "storm"));
                take(new SchedulerEvent.JobCancelled(new JobId(job), "again"));
            }
        }
        for (int job = 0; job < jobs; job++) {
            take(new SchedulerEvent.JobCancelled(new JobId(job), "storm"));
            take(new SchedulerEvent.ShuffleReleased(new ShuffleId(job)));
        }
        while (!running.isEmpty()) {
            take(running.poll()); // whatever was killed ends; here all are faster than their kill
        }
        assertEquals(List.of(), scheduler.snapshot().activeJobs());
        assertEquals(0, scheduler.snapshot().runningTasks());
        assertEquals(0, scheduler.snapshot().pendingTasks());
        scheduler.snapshot().executors().forEach(view -> assertEquals(view.slots(), view.free()));
        run(jobs, Harness.result(2 * jobs, 1_000));
    }

    private static long usedBytes() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private void run(final int job, final StageNode... stages) {
        delivered = 0;
        succeeded = false;
        final int results = stages[stages.length - 1].partitions();
        final long begin = System.nanoTime();
        for (int id = 0; id < EXECUTORS; id++) {
            take(new SchedulerEvent.ExecutorRegistered(new ExecutorId(id), "host" + id / 2, 4));
        }
        take(new SchedulerEvent.JobSubmitted(new JobId(job), List.of(stages), IntStream.range(0, results).boxed().toList()));
        long ended = 0;
        while (!running.isEmpty()) {
            take(running.poll());
            ended++;
        }
        final double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.printf("%,d tasks of %d stages on %,d executors: %,.0f tasks/s%n", ended, stages.length, EXECUTORS, ended / seconds);
        assertTrue(succeeded);
        assertEquals(results, delivered);
        assertEquals(0, scheduler.snapshot().runningTasks());
    }

    private void take(final SchedulerEvent event) {
        for (final SchedulerCommand command : scheduler.onEvent(event, 0)) {
            if (command instanceof LaunchTasks launch) {
                for (final TaskAttempt task : launch.tasks()) {
                    running.add(new SchedulerEvent.TaskEnded(launch.executor(), task.id(), new TaskEndReason.Success(new byte[0])));
                }
            } else if (command instanceof PartitionDone) {
                delivered++;
            } else if (command instanceof SchedulerCommand.JobSucceeded) {
                succeeded = true;
            }
        }
    }
}
