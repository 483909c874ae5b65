package io.kindling.driver.control;

import io.kindling.common.Clock;
import io.kindling.common.ExecutorId;
import io.kindling.scheduler.api.Scheduler;
import io.kindling.scheduler.api.SchedulerCommand;
import io.kindling.scheduler.api.SchedulerEvent;
import io.kindling.scheduler.api.StageAttempt;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Feeds the scheduler one event after the other and carries out what it wants. What a command answers at once comes by the
 * inbox, as everything else: however often a scheduler asks again for what cannot be done, the agent hears the others too.
 * The agent's own.
 */
final class SchedulerHost {

    private final Scheduler scheduler;
    private final Clock clock;
    private final JobRegistry jobs;
    private final TaskDelivery delivery;
    private final ControlInbox inbox;
    private final UpdateCounting updates;
    private final Deque<SchedulerEvent> events = new ArrayDeque<>();
    private Consumer<ExecutorId> drained = executor -> { };
    private Consumer<String> wanted = place -> { };
    private boolean busy;

    SchedulerHost(final Scheduler scheduler, final Clock clock, final JobRegistry jobs, final TaskDelivery delivery, final ControlInbox inbox,
                  final UpdateCounting updates) {
        this.scheduler = scheduler;
        this.clock = clock;
        this.jobs = jobs;
        this.delivery = delivery;
        this.inbox = inbox;
        this.updates = updates;
    }

    /** Says who is told of each executor that has drained, once, on the agent's thread: he releases it. Given before the first event. */
    void whenDrained(final Consumer<ExecutorId> release) {
        drained = release;
    }

    /** Says who is told of each place where map outputs lie that nobody gives to readers, again and again, on the agent's thread. Given before the first event. */
    void whenWanted(final Consumer<String> guard) {
        wanted = guard;
    }

    /** Takes an event. What carrying out its commands brings about comes after it, never in between. */
    void on(final SchedulerEvent event) {
        events.add(event);
        if (busy) {
            return;
        }
        busy = true;
        try {
            for (SchedulerEvent next; (next = events.poll()) != null;) {
                scheduler.onEvent(next, clock.nanoTime()).forEach(this::execute);
            }
        } finally {
            busy = false;
        }
    }

    /** Where a task attempt is under way, or null. */
    ExecutorId executorOf(final long task) {
        return scheduler.executorOf(task);
    }

    /** What a task attempt is for that is under way on an executor, or null. */
    StageAttempt stageOf(final ExecutorId executor, final long task) {
        return scheduler.stageOf(executor, task);
    }

    private void later(final SchedulerEvent event) {
        inbox.post(() -> on(event)); // after the end nothing is taken, and nobody waits for it
    }

    private void execute(final SchedulerCommand command) {
        if (command instanceof SchedulerCommand.LaunchTasks launch) {
            delivery.launch(launch, this::later);
        } else if (command instanceof SchedulerCommand.PublishMapOutputs publish) {
            delivery.publish(publish);
        } else if (command instanceof SchedulerCommand.TakeBack back) {
            delivery.takeBack(back);
        } else if (command instanceof SchedulerCommand.KillTasks kill) {
            delivery.kill(kill);
        } else if (command instanceof SchedulerCommand.PartitionDone done) {
            jobs.partitionDone(done, this::later);
        } else if (command instanceof SchedulerCommand.CountUpdates count) {
            updates.count(count, this::on);
        } else if (command instanceof SchedulerCommand.JobSucceeded succeeded) {
            updates.succeeded(succeeded.job());
        } else if (command instanceof SchedulerCommand.JobFailed failed) {
            jobs.failed(failed.job(), failed.failure());
        } else if (command instanceof SchedulerCommand.StageProgress progress) {
            jobs.progress(progress);
        } else if (command instanceof SchedulerCommand.MoveOutputs move) {
            delivery.move(move, this::later);
        } else if (command instanceof SchedulerCommand.ExecutorDrained gone) {
            drained.accept(gone.executor());
        } else if (command instanceof SchedulerCommand.OutputsWanted outputs) {
            wanted.accept(outputs.place());
        } else if (command instanceof SchedulerCommand.StageRetired retired) {
            delivery.retire(retired.stage());
            jobs.retire(retired.stage());
        }
    }
}
