package io.kindling.executor;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import io.kindling.api.KindlingException;
import io.kindling.api.TaskContext;
import io.kindling.api.TaskKilledException;
import io.kindling.api.spi.CurrentTask;
import io.kindling.dataflow.StageProgram;
import io.kindling.protocol.message.KillTasks;
import io.kindling.protocol.message.LaunchTasks;
import io.kindling.protocol.message.Registered;
import io.kindling.protocol.message.StageCode;
import io.kindling.protocol.message.StageProperties;
import io.kindling.protocol.message.TaskStatus;
import io.kindling.protocol.stage.Operator;
import io.kindling.protocol.stage.Sink;
import io.kindling.protocol.stage.StageSpec;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.Test;

/** What functions may ask of the attempt that runs them. */
public class TaskContextTest extends DriverCase {

    private final List<String> heard = new CopyOnWriteArrayList<>();

    private TaskStatus run(final StageProgram program) throws Exception {
        driver.start(0, 1, stage -> program);
        driver.stage(0, 1);
        driver.launch(0, 1, 7);
        return driver.status();
    }

    @Test
    public void shouldTellWhoTheAttemptIs() throws Exception {
        driver.welcome = new Registered(null, Map.of("kindling.task.cpus", "2"), List.of(), 50, 20_000);
        driver.start(0, 1, stage -> task -> {
            final TaskContext context = TaskContext.get();
            task.counters().recordsRead = 5;
            heard.add(context.stageId() + " " + context.stageAttemptNumber() + " " + context.partitionId() + " " + context.numPartitions() + " "
                    + context.attemptNumber() + " " + context.taskAttemptId() + " " + context.cpus() + " " + context.getLocalProperty("owner") + " "
                    + context.taskMetrics().recordsRead() + " " + TaskContext.getPartitionId() + " " + context.isInterrupted() + context.isCompleted()
                    + context.isFailed() + context.getKillReason().isPresent());
            return new byte[0];
        });
        driver.send(0, new StageCode(3, new StageSpec(List.of(new Operator.CollectionSource()), new Sink.Collect()), 9));
        final LaunchTasks launch = new LaunchTasks(3, 4, List.of(new LaunchTasks.TaskDescription(1L << 40, 8, 2, Map.of())));
        driver.send(0, launch);
        driver.status();
        driver.send(0, new StageProperties(3, Map.of("owner", "me")));
        driver.send(0, launch);
        driver.status();
        final String rest = " 5 8 falsefalsefalsefalse";
        assertEquals(List.of("3 4 8 9 2 1099511627776 2 null" + rest, "3 4 8 9 2 1099511627776 2 me" + rest), heard);
        assertNull(TaskContext.get());
        assertEquals(0, TaskContext.getPartitionId());
    }

    @Test
    public void shouldCallEveryListenerOfItsEndTheLastFirst() throws Exception {
        final TaskStatus status = run(task -> {
            final TaskContext context = TaskContext.get();
            context.addTaskCompletionListener(end -> heard.add("first " + end.isCompleted() + end.isFailed()))
                    .addTaskFailureListener((end, error) -> heard.add("failed"))
                    .addTaskCompletionListener(end -> {
                        heard.add("second");
                        end.addTaskCompletionListener(late -> heard.add("late"));
                    });
            return new byte[0];
        });
        assertTrue(status.toString(), status instanceof TaskStatus.Succeeded);
        assertEquals(List.of("second", "late", "first truefalse"), heard);
    }

    @Test
    public void shouldTellFailuresBeforeTheEndAndNeverLoseTheCause() throws Exception {
        final TaskStatus.Failed status = (TaskStatus.Failed) run(task -> {
            TaskContext.get().addTaskCompletionListener(end -> heard.add("end " + end.isFailed()));
            TaskContext.get().addTaskCompletionListener(end -> {
                throw new IllegalStateException("listener");
            });
            TaskContext.get().addTaskFailureListener((end, error) -> heard.add("failed: " + error.getMessage()));
            throw new IllegalArgumentException("bad luck");
        });
        assertEquals(List.of("failed: bad luck", "end true"), heard);
        assertEquals("java.lang.IllegalArgumentException: bad luck", status.summary());
    }

    @Test
    public void shouldFailWhenAListenerOfItsEndDoes() throws Exception {
        final TaskStatus.Failed status = (TaskStatus.Failed) run(task -> {
            TaskContext.get().addTaskCompletionListener(end -> heard.add("all the same"));
            TaskContext.get().addTaskCompletionListener(end -> {
                throw new IllegalStateException("cannot close the file");
            });
            TaskContext.get().addTaskFailureListener((end, error) -> heard.add("failed: " + error.getMessage()));
            return new byte[0];
        });
        assertTrue(status.summary(), status.summary().contains("cannot close the file"));
        assertEquals(List.of("all the same", "failed: cannot close the file"), heard);
    }

    @Test
    public void shouldTellWhyItWasKilled() throws Exception {
        final CountDownLatch runs = new CountDownLatch(1);
        final CountDownLatch never = new CountDownLatch(1);
        final AtomicReference<TaskContext> seen = new AtomicReference<>();
        driver.start(0, 1, stage -> task -> {
            final TaskContext context = TaskContext.get();
            seen.set(context);
            context.addTaskFailureListener((end, error) -> heard.add(error instanceof TaskKilledException kill ? kill.reason() : error.toString()));
            runs.countDown();
            while (true) { // a loop that swallows interrupts but asks
                try {
                    never.await();
                } catch (final InterruptedException e) {
                    context.killTaskIfInterrupted();
                }
            }
        });
        driver.stage(0, 1);
        driver.launch(0, 1, 7);
        assertTrue(runs.await(10, TimeUnit.SECONDS));
        assertFalse(seen.get().isInterrupted());
        driver.send(0, new KillTasks(new long[] {7}, "job 3 was cancelled"));
        assertEquals(new TaskStatus.Killed(7), driver.status());
        assertEquals(List.of("job 3 was cancelled"), heard);
        assertEquals("job 3 was cancelled", seen.get().getKillReason().get());
        assertTrue(seen.get().isCompleted());
    }

    @Test
    public void shouldRefuseWhatOnlyTheDriverCanDo() throws Exception {
        CurrentTask.refuse("The driver");
        final TaskStatus.Failed status = (TaskStatus.Failed) run(task -> {
            CurrentTask.refuse("collect at Main.java:3");
            return new byte[0];
        });
        assertTrue(status.summary(), status.summary().startsWith(KindlingException.class.getName() + ": collect at Main.java:3 cannot be used inside a task. A KindlingContext"));
    }
}
