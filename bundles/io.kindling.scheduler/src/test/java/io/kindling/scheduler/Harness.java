package io.kindling.scheduler;

import io.kindling.common.ExecutorId;
import io.kindling.common.JobId;
import io.kindling.common.ShuffleId;
import io.kindling.common.StageId;
import io.kindling.scheduler.api.JobFailure;
import io.kindling.scheduler.api.Scheduler;
import io.kindling.scheduler.api.SchedulerCommand;
import io.kindling.scheduler.api.SchedulerCommand.LaunchTasks;
import io.kindling.scheduler.api.SchedulerEvent;
import io.kindling.scheduler.api.SchedulerSettings;
import io.kindling.scheduler.api.SchedulingConstraint;
import io.kindling.scheduler.api.SchedulingPolicy;
import io.kindling.scheduler.api.StageNode;
import io.kindling.scheduler.api.TaskAttempt;
import io.kindling.scheduler.api.TaskEndReason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Feeds a scheduler by hand and remembers what it said and launched. */
final class Harness {

    static final long SECOND = 1_000_000_000L;

    /** One launched attempt. */
    record Launched(ExecutorId executor, StageId stage, int stageAttempt, TaskAttempt task) {
    }

    final Scheduler scheduler;
    /** What the last event gave. */
    List<SchedulerCommand> last = List.of();
    final List<SchedulerCommand> all = new ArrayList<>();
    final Map<Long, Launched> launched = new LinkedHashMap<>();
    long now;

    Harness() {
        this(1, new LocalityPolicy(), List.of());
    }

    Harness(final int cpusPerTask, final SchedulingPolicy policy, final List<SchedulingConstraint> constraints) {
        scheduler = new FifoScheduler(new SchedulerSettings(4, 4, cpusPerTask, 120 * SECOND), policy, constraints);
    }

    Harness(final SchedulerSettings settings) {
        scheduler = new FifoScheduler(settings, new LocalityPolicy(), List.of());
    }

    static StageNode map(final int id, final int partitions, final int writes, final int... reads) {
        return node(id, partitions, writes, true, reads);
    }

    static StageNode node(final int id, final int partitions, final Integer writes, final boolean determinate, final int... reads) {
        return new StageNode(new StageId(id), "reduceByKey at X:31", partitions,
                IntStream.of(reads).mapToObj(ShuffleId::new).toList(), writes == null ? null : new ShuffleId(writes),
                determinate, List.of());
    }

    static StageNode result(final int id, final int partitions, final int... reads) {
        return node(id, partitions, null, true, reads);
    }

    List<SchedulerCommand> on(final SchedulerEvent event) {
        last = scheduler.onEvent(event, now);
        all.addAll(last);
        for (final LaunchTasks launch : of(LaunchTasks.class, last)) {
            launch.tasks().forEach(task -> launched.put(task.id(),
                    new Launched(launch.executor(), launch.stage(), launch.stageAttempt(), task)));
        }
        return last;
    }

    void executor(final int id, final int slots) {
        executor(id, "host" + id, slots);
    }

    void executor(final int id, final String host, final int slots) {
        on(new SchedulerEvent.ExecutorRegistered(new ExecutorId(id), host, slots));
    }

    void lose(final int id, final boolean counts) {
        on(new SchedulerEvent.ExecutorLost(new ExecutorId(id), counts, "exit code 137"));
    }

    void submit(final int id, final StageNode... stages) {
        submit(id, IntStream.range(0, stages[stages.length - 1].partitions()).boxed().toList(), stages);
    }

    void submit(final int id, final List<Integer> partitions, final StageNode... stages) {
        on(new SchedulerEvent.JobSubmitted(new JobId(id), List.of(stages), partitions));
    }

    void cancel(final int id) {
        on(new SchedulerEvent.JobCancelled(new JobId(id), "the user said so"));
    }

    /** The newest attempt at a partition. */
    Launched find(final int stage, final int partition) {
        Launched found = null;
        for (final Launched one : launched.values()) {
            if (one.stage().value() == stage && one.task().partition() == partition) {
                found = one;
            }
        }
        if (found == null) {
            throw new AssertionError("Task " + partition + " of stage " + stage + " was never launched");
        }
        return found;
    }

    void end(final Launched task, final TaskEndReason reason) {
        on(new SchedulerEvent.TaskEnded(task.executor(), task.task().id(), reason));
    }

    void succeed(final Launched task) {
        end(task, new TaskEndReason.Success(new byte[] {(byte) task.task().partition()}));
    }

    /** Lets tasks of a stage end in one batch after each has run for that long. */
    void succeedAfter(final long nanos, final int stage, final int... partitions) {
        on(new SchedulerEvent.TasksEnded(IntStream.of(partitions).mapToObj(p -> find(stage, p)).map(task ->
                new SchedulerEvent.TaskEnded(task.executor(), task.task().id(), new TaskEndReason.Success(new byte[] {1}), nanos)).toList()));
    }

    /** An attempt comes back without having begun. */
    void killed(final Launched task) {
        end(task, new TaskEndReason.Killed());
    }

    void succeed(final int stage, final int... partitions) {
        for (final int partition : partitions) {
            succeed(find(stage, partition));
        }
    }

    void fail(final int stage, final int partition) {
        end(find(stage, partition), new TaskEndReason.ExceptionFailure("java.lang.IllegalStateException: boom", "at X", false));
    }

    void fetchFailed(final int stage, final int partition, final int shuffle, final int map, final int executor) {
        end(find(stage, partition), new TaskEndReason.FetchFailed(new ShuffleId(shuffle), map, new ExecutorId(executor),
                epoch(shuffle), "checksum"));
    }

    /** The newest epoch that anybody was told. */
    int epoch(final int shuffle) {
        return of(SchedulerCommand.PublishMapOutputs.class, all).stream().filter(p -> p.shuffle().value() == shuffle)
                .mapToInt(SchedulerCommand.PublishMapOutputs::epoch).max().orElse(0);
    }

    void tickAt(final long seconds) {
        now = seconds * SECOND;
        on(new SchedulerEvent.Tick());
    }

    static <T> List<T> of(final Class<T> type, final List<SchedulerCommand> commands) {
        return commands.stream().filter(type::isInstance).map(type::cast).toList();
    }

    <T> List<T> last(final Class<T> type) {
        return of(type, last);
    }

    /** How often each executor and partition was launched by the last event, as "stage/partition@executor". */
    List<String> lastLaunches() {
        final List<String> places = new ArrayList<>();
        for (final LaunchTasks launch : last(LaunchTasks.class)) {
            launch.tasks().forEach(task -> places.add(launch.stage() + "/" + task.partition() + "@" + launch.executor()));
        }
        return places;
    }

    JobFailure failure(final int job) {
        return of(SchedulerCommand.JobFailed.class, all).stream().filter(f -> f.job().value() == job).findFirst()
                .orElseThrow(() -> new AssertionError("job " + job + " has not failed: " + last)).failure();
    }

    boolean succeeded(final int job) {
        return all.contains(new SchedulerCommand.JobSucceeded(new JobId(job)));
    }

    int free(final int executor) {
        return scheduler.snapshot().executors().stream().filter(view -> view.id().value() == executor).findFirst().orElseThrow().free();
    }
}
