package io.kindling.scheduler;

import io.kindling.common.JobId;
import io.kindling.common.ShuffleId;
import io.kindling.common.StageId;
import io.kindling.scheduler.api.Scheduler;
import io.kindling.scheduler.api.SchedulerCommand;
import io.kindling.scheduler.api.SchedulerEvent;
import io.kindling.scheduler.api.SchedulerSettings;
import io.kindling.scheduler.api.Speculation;
import io.kindling.scheduler.api.StageNode;
import io.kindling.scheduler.api.TaskAttempt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;

/** One run of the real scheduler over a virtual cluster; all that happens follows from the seed. */
final class Simulation {

    private static final int MAX_EVENTS = 60_000;

    private final Kind kind;
    private final Random random;
    private final SimNetwork network;
    private final SimPlan plan;
    private final SimCluster cluster;
    private final SimOracle oracle;
    private final Scheduler scheduler;
    private final Map<StageId, StageNode> nodes = new HashMap<>();
    private final int jobCount;
    private final Map<String, Set<Long>> underWay = new HashMap<>();
    private final Map<Long, String> places = new HashMap<>();
    private int copies;
    private int submitted;
    private long trace = 17;
    private int events;

    /** What happens besides jobs and faults. */
    enum Kind {
        /** Nothing. */
        PLAIN,
        /** Random executors are drained. */
        DRAINS,
        /** The same, and there is no fault, nothing is cancelled and nothing released. */
        NOTHING_BUT_DRAINS,
        /** Random executors are drained, among all faults, and the map outputs of most outlive them. */
        LEFT,
        /** Executors are drained, there is no fault, and all map outputs lie in one place. */
        NOTHING_BUT_LEFT,
        /** Map outputs of two places, and custodians where nobody else is; nothing else ever goes wrong. */
        NOTHING_BUT_CUSTODIANS,
        /** Cluster managers come and go, and the application moves between them. */
        SWAPS
    }

    Simulation(final long seed, final Function<Scheduler, Scheduler> variant) {
        this(seed, variant, Kind.PLAIN);
    }

    Simulation(final long seed, final Function<Scheduler, Scheduler> variant, final Kind kind) {
        this.kind = kind;
        random = new Random(seed * 0x9E3779B97F4A7C15L + 1);
        network = new SimNetwork(random);
        final boolean busy = random.nextInt(3) == 0;
        plan = new SimPlan(random, random.nextInt(3) == 0, busy);
        final SimFaults faults = peaceful() ? SimFaults.none(random) : new SimFaults(random);
        final boolean copies = !peaceful() && random.nextInt(3) == 0;
        final SchedulerSettings settings = new SchedulerSettings(4, 4, 1, 120_000_000_000L, busy ? 10 * SimNetwork.MILLI : 0,
                copies ? new Speculation(true, 100 * SimNetwork.MILLI, 1.5, 0.5, 50 * SimNetwork.MILLI) : Speculation.OFF,
                kind == Kind.NOTHING_BUT_LEFT || kind == Kind.NOTHING_BUT_CUSTODIANS ? Long.MAX_VALUE : 1_500 * SimNetwork.MILLI);
        scheduler = variant.apply(new FifoScheduler(settings, new LocalityPolicy(), List.of()));
        cluster = new SimCluster(random, network, faults, busy, this::onEvent);
        cluster.places = switch (kind) {
            case LEFT -> 3;
            case NOTHING_BUT_CUSTODIANS -> 2;
            case NOTHING_BUT_LEFT -> 1;
            default -> 0;
        };
        cluster.lastPlaceLeaves = kind == Kind.NOTHING_BUT_CUSTODIANS;
        cluster.custodians = kind == Kind.NOTHING_BUT_CUSTODIANS || kind == Kind.LEFT && random.nextBoolean();
        if (kind == Kind.SWAPS) {
            cluster.supply = new SimSwaps(random, network, cluster, this::onEvent);
        } else if (kind != Kind.PLAIN) {
            cluster.supply = new SimDrains(random, network, cluster, this::onEvent);
        }
        oracle = new SimOracle(plan, faults, settings);
        jobCount = 1 + random.nextInt(5);
    }

    private boolean peaceful() {
        return kind == Kind.NOTHING_BUT_DRAINS || kind == Kind.NOTHING_BUT_LEFT || kind == Kind.NOTHING_BUT_CUSTODIANS;
    }

    /** Runs to the end and returns the hash of all commands. */
    long run() {
        final int executors = 1 + random.nextInt(5);
        for (int i = 0; i < executors && kind != Kind.SWAPS; i++) {
            cluster.startExecutor(random.nextInt(4) == 0 ? random.nextInt(6_000) : random.nextInt(50));
        }
        cluster.supply.begin(executors);
        for (int i = 0; i < jobCount; i++) {
            network.after(random.nextInt(4_000), this::submit);
        }
        network.after(1_000, this::tick);
        while (network.step()) {
            SimOracle.require(events < MAX_EVENTS, () -> "not at an end after " + events + " events: " + scheduler.snapshot());
        }
        SimOracle.require(submitted == jobCount && oracle.allEnded(), () -> "jobs without an end: " + scheduler.snapshot());
        oracle.quiet(scheduler.snapshot());
        cluster.supply.quiet(scheduler.snapshot());
        return trace;
    }

    int succeeded() {
        return oracle.succeeded();
    }

    Map<String, Integer> failures() {
        return oracle.failures();
    }

    int jobs() {
        return jobCount;
    }

    /** How many executors were let go, and how many hand-overs there were. */
    int drained() {
        return oracle.drained();
    }

    /** Runs of map tasks beyond the first of each partition. */
    long repeatedMaps() {
        return cluster.repeatedMaps();
    }

    /** Batches beyond slots, tasks asked back, tasks that came back, second attempts. */
    int[] waits() {
        return new int[] {oracle.ahead(), cluster.takenBack(), cluster.cameBack(), copies};
    }

    /** How many executors without slots were started. */
    int custodians() {
        return cluster.custodiansStarted();
    }

    int events() {
        return events;
    }

    private void tick() {
        onEvent(new SchedulerEvent.Tick());
        if (submitted < jobCount || !oracle.allEnded() || cluster.supply.isBusy()) {
            network.after(1_000, this::tick);
        }
    }

    private void submit() {
        final JobId id = new JobId(submitted++);
        final List<StageNode> stages = plan.newJob();
        stages.forEach(node -> nodes.put(node.id(), node));
        final List<Integer> partitions = new ArrayList<>();
        for (int p = 0; p < stages.get(stages.size() - 1).partitions(); p++) {
            if (random.nextInt(6) > 0) {
                partitions.add(p);
            }
        }
        oracle.submitted(id, stages, partitions);
        onEvent(new SchedulerEvent.JobSubmitted(id, stages, partitions));
        if (peaceful()) {
            return;
        }
        if (random.nextInt(8) == 0) {
            network.after(random.nextInt(2_500), () -> {
                oracle.cancelled(id);
                onEvent(new SchedulerEvent.JobCancelled(id, "simulated"));
            });
        }
        if (random.nextInt(4) == 0) {
            network.after(random.nextInt(5_000), this::release);
        }
    }

    /** Forgets a shuffle that no active job may need; a later job may bring it again. */
    private void release() {
        if (plan.maps().isEmpty()) {
            return;
        }
        final ShuffleId shuffle = plan.maps().get(random.nextInt(plan.maps().size())).writes();
        for (int i = 0; i < submitted; i++) {
            final SimOracle.SimJob job = oracle.job(new JobId(i));
            if (!job.ended && job.stages.stream().anyMatch(node -> shuffle.equals(node.writes()))) {
                return;
            }
        }
        cluster.forget(shuffle);
        oracle.released(shuffle);
        onEvent(new SchedulerEvent.ShuffleReleased(shuffle));
    }

    private void onEvent(final SchedulerEvent event) {
        events++;
        if (event instanceof SchedulerEvent.TaskEnded ended) {
            ended(ended);
        } else if (event instanceof SchedulerEvent.TasksEnded all) {
            all.ends().forEach(this::ended);
        } else if (event instanceof SchedulerEvent.ExecutorLost) {
            underWay.values().forEach(tasks -> tasks.removeIf(task -> cluster.executors.values().stream().noneMatch(one -> one.outstanding.contains(task))));
        }
        for (final SchedulerCommand command : scheduler.onEvent(event, network.now())) {
            trace = trace * 31 + describe(command).hashCode();
            carryOut(command);
        }
        oracle.snapshot(scheduler.snapshot(), cluster);
    }

    private void ended(final SchedulerEvent.TaskEnded ended) {
        cluster.executors.get(ended.executor()).outstanding.remove(ended.task());
        final Set<Long> tasks = underWay.get(places.getOrDefault(ended.task(), ""));
        if (tasks != null) {
            tasks.remove(ended.task());
        }
    }

    private static String describe(final SchedulerCommand command) {
        if (command instanceof SchedulerCommand.PublishMapOutputs publish) {
            return "publish " + publish.executor() + publish.shuffle() + publish.epoch() + publish.byMap()
                    + Arrays.toString(publish.attempts());
        }
        if (command instanceof SchedulerCommand.CountUpdates count) {
            return "count " + count.stage() + "/" + count.partition() + count.jobs() + Arrays.toString(count.updates());
        }
        if (command instanceof SchedulerCommand.PartitionDone done) {
            return "done " + done.job() + "/" + done.partition() + Arrays.toString(done.result());
        }
        return command.toString();
    }

    /** Counts second attempts that begin while a first one is wanted. */
    private void count(final StageId stage, final TaskAttempt task) {
        final String place = stage + "/" + task.partition();
        places.put(task.id(), place);
        final Set<Long> tasks = underWay.computeIfAbsent(place, key -> new HashSet<>());
        copies += tasks.isEmpty() ? 0 : 1;
        tasks.add(task.id());
        SimOracle.require(tasks.size() <= 2, () -> "three attempts at once: " + task + " of stage " + stage);
    }

    private void carryOut(final SchedulerCommand command) {
        if (command instanceof SchedulerCommand.PublishMapOutputs publish) {
            oracle.published(publish, cluster);
            cluster.publish(publish);
        } else if (command instanceof SchedulerCommand.LaunchTasks launch) {
            oracle.launched(launch, nodes.get(launch.stage()), cluster);
            cluster.launch(launch, nodes.get(launch.stage()));
            launch.tasks().forEach(task -> count(launch.stage(), task));
        } else if (command instanceof SchedulerCommand.KillTasks kill) {
            cluster.kill(kill);
            kill.tasks().forEach(task -> underWay.get(places.get(task)).remove(task));
        } else if (command instanceof SchedulerCommand.TakeBack back) {
            cluster.takeBack(back);
        } else if (command instanceof SchedulerCommand.MoveOutputs move) {
            oracle.moving(move, cluster);
            cluster.move(move);
        } else if (command instanceof SchedulerCommand.ExecutorDrained gone) {
            oracle.drained(gone, cluster);
            cluster.supply.drained(cluster.executors.get(gone.executor()));
        } else if (command instanceof SchedulerCommand.OutputsWanted wanted) {
            cluster.wanted(wanted.place());
        } else if (command instanceof SchedulerCommand.PartitionDone done) {
            oracle.partitionDone(done, cluster);
        } else if (command instanceof SchedulerCommand.CountUpdates count) {
            oracle.counted(count);
        } else if (command instanceof SchedulerCommand.JobSucceeded end) {
            oracle.succeeded(end.job());
        } else if (command instanceof SchedulerCommand.JobFailed end) {
            oracle.failed(end.job(), end.failure());
        } else if (command instanceof SchedulerCommand.StageRetired retired) {
            oracle.retired(retired.stage());
        }
    }
}
