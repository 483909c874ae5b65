package io.kindling.scheduler;

import io.kindling.common.ExecutorId;
import io.kindling.common.JobId;
import io.kindling.common.ShuffleId;
import io.kindling.common.StageId;
import io.kindling.scheduler.api.ExecutorView;
import io.kindling.scheduler.api.JobFailure;
import io.kindling.scheduler.api.SchedulerCommand.CountUpdates;
import io.kindling.scheduler.api.SchedulerCommand.ExecutorDrained;
import io.kindling.scheduler.api.SchedulerCommand.LaunchTasks;
import io.kindling.scheduler.api.SchedulerCommand.MoveOutputs;
import io.kindling.scheduler.api.SchedulerCommand.PartitionDone;
import io.kindling.scheduler.api.SchedulerCommand.PublishMapOutputs;
import io.kindling.scheduler.api.SchedulerSettings;
import io.kindling.scheduler.api.SchedulerSnapshot;
import io.kindling.scheduler.api.StageNode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Judges what the scheduler does against the truth of the simulation. */
final class SimOracle {

    private final SimPlan plan;
    private final SimFaults faults;
    private final SchedulerSettings settings;
    private final Map<JobId, SimJob> jobs = new HashMap<>();
    private final Set<StageId> retired = new HashSet<>();
    private final Set<ShuffleId> released = new HashSet<>();
    private final Set<Long> launched = new HashSet<>();
    private final Set<Long> moved = new HashSet<>();
    private final Set<Long> counted = new HashSet<>();
    private int drained;
    private int ahead;
    private int ended;
    private int succeeded;
    private final Map<String, Integer> failures = new TreeMap<>();

    SimOracle(final SimPlan plan, final SimFaults faults, final SchedulerSettings settings) {
        this.plan = plan;
        this.faults = faults;
        this.settings = settings;
    }

    static void require(final boolean holds, final Supplier<String> what) {
        if (!holds) {
            throw new AssertionError(what.get());
        }
    }

    void submitted(final JobId id, final List<StageNode> stages, final List<Integer> partitions) {
        jobs.put(id, new SimJob(stages, new HashSet<>(partitions)));
        stages.forEach(stage -> {
            retired.remove(stage.id());
            released.remove(stage.writes());
        });
    }

    void released(final ShuffleId shuffle) {
        released.add(shuffle);
    }

    void cancelled(final JobId id) {
        jobs.get(id).cancelled = true;
    }

    SimJob job(final JobId id) {
        return jobs.get(id);
    }

    boolean allEnded() {
        return ended == jobs.size();
    }

    int succeeded() {
        return succeeded;
    }

    void published(final PublishMapOutputs command, final SimCluster cluster) {
        final SimExecutor executor = cluster.executors.get(command.executor());
        final PublishMapOutputs before = executor.commanded.put(command.shuffle(), command);
        require(before == null || before.epoch() <= command.epoch(), () -> "epoch goes back: " + before + " then " + command);
        require(command.byMap().size() == plan.writer(command.shuffle()).partitions(), () -> "wrong size: " + command);
        for (final ExecutorId owner : command.byMap()) {
            require(owner != null && cluster.executors.get(owner).known, () -> "map output with nobody: " + command);
            require(!cluster.executors.get(owner).drained, () -> "map output on an executor that was let go: " + command);
        }
    }

    void launched(final LaunchTasks command, final StageNode node, final SimCluster cluster) {
        final SimExecutor executor = cluster.executors.get(command.executor());
        require(executor.known, () -> "launch on an executor that is not there: " + command);
        require(!executor.draining, () -> "launch on an executor that is to go: " + command);
        require(!executor.suspected, () -> "launch on a suspected executor: " + command);
        require(!retired.contains(command.stage()), () -> "launch of a retired stage: " + command);
        for (final ShuffleId shuffle : node.reads()) {
            final PublishMapOutputs told = executor.commanded.get(shuffle);
            require(told != null, () -> "launch before shuffle " + shuffle + " was published: " + command);
            for (final ExecutorId owner : told.byMap()) {
                require(cluster.executors.get(owner).known, () -> "launch although a map output is known to be lost: " + command);
            }
        }
        command.tasks().forEach(task -> {
            require(launched.add(task.id()), () -> "task id twice: " + task);
            executor.outstanding.add(task.id());
        });
        final int most = executor.slots * (settings.aheadNanos() > 0 ? 1 + Lookahead.MOST_A_SLOT : 1);
        require(executor.outstanding.size() * settings.cpusPerTask() <= most, () -> "too many tasks on executor " + executor.id);
        ahead += executor.outstanding.size() > executor.slots ? 1 : 0;
    }

    void moving(final MoveOutputs command, final SimCluster cluster) {
        require(moved.add(command.move()), () -> "the number of a move twice: " + command);
        require(cluster.executors.get(command.to()).known && cluster.executors.get(command.to()).slots > 0 && !cluster.executors.get(command.to()).draining, () -> "nobody to move to: " + command);
        require(cluster.executors.get(command.from()).known
                && (cluster.executors.get(command.from()).draining || cluster.executors.get(command.from()).slots == 0), () -> "need not move: " + command);
        require(!command.maps().isEmpty() && command.maps().size() == command.attempts().size(), () -> "moves nothing: " + command);
        command.attempts().forEach(attempt -> require(cluster.made.containsKey(attempt), () -> "nobody made it: " + command));
    }

    void drained(final ExecutorDrained command, final SimCluster cluster) {
        final SimExecutor executor = cluster.executors.get(command.executor());
        require((executor.draining || executor.slots == 0) && executor.known, () -> "let go but never to go: " + command);
        require(!executor.drained, () -> "let go twice: " + command);
        require(executor.outstanding.isEmpty(), () -> "let go with tasks: " + command);
        executor.drained = true;
        drained++;
    }

    int drained() {
        return drained;
    }

    /** Batches that gave executors more than they have slots. */
    int ahead() {
        return ahead;
    }

    /** An attempt's updates of accumulators: once each, and for nobody who has ended. */
    void counted(final CountUpdates command) {
        require(counted.add(Long.parseLong(new String(command.updates(), StandardCharsets.US_ASCII))), () -> "counted twice: " + command);
        require(command.jobs().stream().noneMatch(job -> jobs.get(job).ended), () -> "counted for a job that has ended: " + command);
    }

    void partitionDone(final PartitionDone command, final SimCluster cluster) {
        final SimJob job = jobs.get(command.job());
        require(!job.ended, () -> "partition after the end: " + command);
        require(job.open.remove(command.partition()), () -> "partition twice or unwanted: " + command);
        final long task = Long.parseLong(new String(command.result(), StandardCharsets.US_ASCII));
        require(counted.contains(task), () -> "not counted: " + command);
        final SimOutput output = cluster.made.get(task);
        require(output != null, () -> "a result that nobody made: " + command);
        require(SimOutput.merge(job.provenance, output.provenance()),
                () -> "results from different runs of an indeterminate stage: " + command);
        if (job.determinate) {
            final StageNode result = job.stages.get(job.stages.size() - 1);
            require(output.content() == plan.expected(result, command.partition()), () -> "wrong content: " + command);
        }
    }

    void succeeded(final JobId id) {
        final SimJob job = end(id);
        require(job.open.isEmpty(), () -> "job " + id + " succeeded without partitions " + job.open);
        succeeded++;
    }

    void failed(final JobId id, final JobFailure failure) {
        final SimJob job = end(id);
        require(failure.hint() != null && !failure.hint().isEmpty(), () -> "no hint: " + failure);
        failures.merge(judge(job, failure), 1, Integer::sum);
    }

    /** Whether the injected faults justify a failure, and what kind it is. */
    private String judge(final SimJob job, final JobFailure failure) {
        if (failure.cancelled()) {
            require(job.cancelled, () -> "cancelled by nobody: " + failure);
            return "cancelled";
        }
        if (failure.cause().contains("failed " + settings.maxTaskFailures() + " times")) {
            require(faults.failuresOf(failure.stage().value(), failure.partition()) >= settings.maxTaskFailures(),
                    () -> "too few failures for " + failure);
            return "task failures";
        }
        if (failure.cause().contains("attempts in a row")) {
            require(faults.fetchFailuresOf(failure.stage().value()) >= settings.maxStageAttempts()
                    && faults.explainFetchFailures(settings.maxStageAttempts()), () -> "too few for " + failure);
            return "fetch failures";
        }
        if (failure.cause().contains("another attempt would too")) {
            require(faults.hadFatal(), () -> "nothing fatal for " + failure);
            return "fatal";
        }
        require(failure.cause().contains("already delivered") && plan.isIndeterminate(), () -> "unjustified: " + failure);
        return "indeterminate";
    }

    Map<String, Integer> failures() {
        return failures;
    }

    private SimJob end(final JobId id) {
        final SimJob job = jobs.get(id);
        require(!job.ended, () -> "job " + id + " ended twice");
        job.ended = true;
        ended++;
        return job;
    }

    void retired(final StageId stage) {
        require(retired.add(stage), () -> "stage " + stage + " retired twice");
        plan.maps().stream().filter(node -> node.id().equals(stage)).forEach(node ->
                require(released.contains(node.writes()), () -> "stage " + stage + " retired although its shuffle is alive"));
        for (final SimJob job : jobs.values()) {
            require(job.ended || job.stages.stream().noneMatch(node -> node.id().equals(stage)),
                    () -> "stage " + stage + " retired in use");
        }
    }

    void snapshot(final SchedulerSnapshot snapshot, final SimCluster cluster) {
        for (final ExecutorView view : snapshot.executors()) {
            final SimExecutor executor = cluster.executors.get(view.id());
            require(view.free() >= 0 && view.free() <= view.slots(), () -> "impossible slots: " + view);
            require(view.free() == Math.max(0, view.slots() - executor.outstanding.size() * settings.cpusPerTask()),
                    () -> "slots leak: " + view + " but outstanding " + executor.outstanding);
        }
    }

    void quiet(final SchedulerSnapshot snapshot) {
        require(snapshot.activeJobs().isEmpty(), () -> "jobs left: " + snapshot);
        require(snapshot.pendingTasks() == 0 && snapshot.runningTasks() == 0, () -> "tasks left: " + snapshot);
        snapshot.executors().forEach(view -> require(view.free() == view.slots(), () -> "slots not free at the end: " + view));
    }

    /** A job as the oracle sees it. */
    static final class SimJob {
        final List<StageNode> stages;
        final Set<Integer> open;
        final boolean determinate;
        final Map<String, Long> provenance = new HashMap<>();
        boolean cancelled;
        boolean ended;

        SimJob(final List<StageNode> stages, final Set<Integer> open) {
            this.stages = stages;
            this.open = open;
            this.determinate = stages.stream().allMatch(StageNode::determinate);
        }
    }
}
