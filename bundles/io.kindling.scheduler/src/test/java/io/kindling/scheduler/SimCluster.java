package io.kindling.scheduler;

import io.kindling.common.ExecutorId;
import io.kindling.common.ShuffleId;
import io.kindling.scheduler.api.SchedulerCommand.KillTasks;
import io.kindling.scheduler.api.SchedulerCommand.LaunchTasks;
import io.kindling.scheduler.api.SchedulerCommand.MoveOutputs;
import io.kindling.scheduler.api.SchedulerCommand.PublishMapOutputs;
import io.kindling.scheduler.api.SchedulerCommand.TakeBack;
import io.kindling.scheduler.api.SchedulerEvent;
import io.kindling.scheduler.api.SchedulerEvent.TaskEnded;
import io.kindling.scheduler.api.StageNode;
import io.kindling.scheduler.api.TaskAttempt;
import io.kindling.scheduler.api.TaskEndReason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/** Virtual executors behind a bad network, and the truth about what they store. */
final class SimCluster {

    private final Random random;
    private final SimNetwork network;
    private final Consumer<SchedulerEvent> scheduler;
    private final SimFaults faults;
    final Map<ExecutorId, SimExecutor> executors = new HashMap<>();
    final Map<Long, SimOutput> made = new HashMap<>();
    /** Who is asked when an executor has crashed, and when the scheduler is to hear of something. */
    SimSupply supply = new SimSupply() { };
    private final Set<Long> killed = new HashSet<>();
    private final Map<ExecutorId, List<TaskEnded>> batches = new HashMap<>();
    private final Map<String, Integer> mapRuns = new HashMap<>();
    private final boolean shortTasks;
    /** At how many places map outputs lie that outlive their executors; of more than one, those of the last do not. */
    int places;
    /** Whether those of the last do, too. */
    boolean lastPlaceLeaves;
    /** Whether executors without slots are started where they are wanted. */
    boolean custodians;
    private int custodiansStarted;
    private final Map<String, Map<ShuffleId, Map<Long, SimOutput>>> disks = new HashMap<>();
    private int nextExecutor;
    private int takenBack;
    private int cameBack;

    SimCluster(final Random random, final SimNetwork network, final SimFaults faults,
               final boolean shortTasks, final Consumer<SchedulerEvent> scheduler) {
        this.random = random;
        this.network = network;
        this.faults = faults;
        this.shortTasks = shortTasks;
        this.scheduler = scheduler;
    }

    void startExecutor(final long delayMillis) {
        introduce(newExecutor(), delayMillis);
    }

    SimExecutor newExecutor() {
        final SimExecutor executor = newExecutor(new ExecutorId(nextExecutor++), 1 + random.nextInt(4));
        executors.put(executor.id, executor);
        return executor;
    }

    private SimExecutor newExecutor(final ExecutorId id, final int slots) {
        final String place = places == 0 ? null : id.value() % places == places - 1 && places > 1 && !lastPlaceLeaves ? null : "place" + id.value() % places;
        return at(place, id, slots);
    }

    private SimExecutor at(final String place, final ExecutorId id, final int slots) {
        return new SimExecutor(id, slots, place, place == null ? new HashMap<>() : disks.computeIfAbsent(place, key -> new HashMap<>()));
    }

    /** Starts an executor without slots, unless there is one or comes. */
    void wanted(final String place) {
        if (custodians && executors.values().stream().noneMatch(one -> one.slots == 0 && place.equals(one.place) && one.alive && !one.drained && !one.crashed)) {
            final SimExecutor custodian = at(place, new ExecutorId(nextExecutor++), 0);
            executors.put(custodian.id, custodian);
            custodiansStarted++;
            introduce(custodian, 100 + random.nextInt(900));
        }
    }

    int custodiansStarted() {
        return custodiansStarted;
    }

    void introduce(final SimExecutor executor, final long delayMillis) {
        network.after(delayMillis, () -> {
            if (executor.givenUp) {
                return;
            }
            executor.known = true;
            final SchedulerEvent.ExecutorRegistered event =
                    new SchedulerEvent.ExecutorRegistered(executor.id, "host" + executor.id.value() % 3, executor.slots, executor.place);
            scheduler.accept(event);
            if (random.nextInt(10) == 0) {
                network.after(random.nextInt(5_000), () -> scheduler.accept(event));
            }
        });
        if (faults.crashes() && random.nextInt(3) == 0) {
            network.after(delayMillis + 1 + random.nextInt(4_000), () -> crash(executor));
        }
        if (faults.crashes() && random.nextInt(4) == 0) {
            suspectForAWhile(executor, delayMillis + 1 + random.nextInt(3_000));
        }
    }

    private void suspectForAWhile(final SimExecutor executor, final long delayMillis) {
        network.after(delayMillis, () -> {
            executor.suspected = true;
            scheduler.accept(new SchedulerEvent.ExecutorSuspected(executor.id));
        });
        network.after(delayMillis + 1 + random.nextInt(3_000), () -> {
            executor.suspected = false;
            scheduler.accept(new SchedulerEvent.ExecutorTrusted(executor.id));
        });
    }

    /** It dies, or is only thought to be dead and lives on unheard for a while. */
    private void crash(final SimExecutor executor) {
        if (executor.givenUp || executor.drained) {
            return;
        }
        executor.crashed = true;
        faults.countDeath();
        final boolean fenced = random.nextInt(4) == 0;
        if (fenced) {
            network.after(random.nextInt(3_000), () -> executor.alive = false);
        } else {
            executor.alive = false;
        }
        final boolean counts = random.nextBoolean();
        final Runnable news = () -> {
            if (counts) {
                faults.countLoss(executor.id);
            }
            lost(executor, counts, "simulated crash");
        };
        if (!supply.crashed(executor, news)) {
            network.after(random.nextInt(2_000), news);
            if (executor.slots > 0) {
                startExecutor(100 + random.nextInt(3_000));
            }
        }
    }

    /** The scheduler hears that an executor is gone. */
    void lost(final SimExecutor executor, final boolean counts, final String cause) {
        executor.known = false;
        executor.outstanding.clear();
        supply.lost(executor);
        final SchedulerEvent lost = new SchedulerEvent.ExecutorLost(executor.id, counts, cause);
        scheduler.accept(lost);
        if (random.nextInt(5) == 0) {
            network.after(random.nextInt(3_000), () -> scheduler.accept(lost));
        }
    }

    /** Executors with slots that the scheduler knows of and that are not to go. */
    List<SimExecutor> staying() {
        return executors.values().stream().filter(one -> one.known && one.slots > 0 && !one.draining).sorted(Comparator.comparing(one -> one.id)).toList();
    }

    /** Brings map outputs to another executor: all, some, one after the other, twice, or without a word. */
    void move(final MoveOutputs command) {
        final SimExecutor from = executors.get(command.from());
        deliver(executors.get(command.to()), to -> {
            if (faults.messages() && random.nextInt(60) == 0) {
                return; // nothing is ever heard of it
            }
            final int parts = 1 + random.nextInt(3);
            for (int part = 0; part < parts; part++) {
                final int mine = part;
                network.after(20L * (part + 1) + random.nextInt(300), () -> movePart(command, from, to, parts, mine));
            }
        });
    }

    private void movePart(final MoveOutputs command, final SimExecutor from, final SimExecutor to, final int parts, final int part) {
        if (!to.alive) {
            return;
        }
        final List<Integer> moved = new ArrayList<>();
        final List<Integer> failed = new ArrayList<>();
        for (int i = part; i < command.maps().size(); i += parts) {
            final SimOutput output = from.output(command.shuffle(), command.attempts().get(i));
            if (output == null || faults.cannotMove()) {
                failed.add(command.maps().get(i));
            } else {
                to.stored.computeIfAbsent(command.shuffle(), shuffle -> new HashMap<>()).put(command.attempts().get(i), output);
                moved.add(command.maps().get(i));
            }
        }
        final SchedulerEvent answer = new SchedulerEvent.OutputsMoved(to.id, command.move(), moved, failed, failed.isEmpty() ? null : "simulated");
        network.after(network.delayMillis(), () -> scheduler.accept(answer));
        if (faults.messages() && random.nextInt(8) == 0) {
            network.after(network.delayMillis(), () -> scheduler.accept(answer));
        }
    }

    void publish(final PublishMapOutputs command) {
        deliver(executors.get(command.executor()), executor -> {
            final PublishMapOutputs before = executor.told.get(command.shuffle());
            if (before == null || before.epoch() < command.epoch()) {
                executor.told.put(command.shuffle(), command);
            }
        });
    }

    /** A launch that is not acknowledged in time is told as never started, although it may come after all. */
    void launch(final LaunchTasks command, final StageNode node) {
        final SimExecutor executor = executors.get(command.executor());
        final boolean lost = faults.messages() && random.nextInt(40) == 0;
        if (lost) {
            for (final TaskAttempt task : command.tasks()) {
                network.after(1_000, () -> scheduler.accept(
                        new TaskEnded(executor.id, task.id(), new TaskEndReason.NeverStarted("no acknowledgement"))));
            }
            if (random.nextBoolean()) {
                network.at(Math.max(executor.lastArrival, network.now() + 1_500 * SimNetwork.MILLI),
                        () -> command.tasks().forEach(task -> start(executor, node, task)));
            }
            return;
        }
        deliver(executor, there -> command.tasks().forEach(task -> start(there, node, task)));
    }

    void kill(final KillTasks command) {
        killed.addAll(command.tasks());
        final SimExecutor executor = executors.get(command.executor());
        deliver(executor, there -> {
            for (final long task : command.tasks()) {
                // Some tasks do not hear of it in time.
                if (random.nextInt(5) > 0 && there.leave(task)) {
                    end(there, task, new TaskEndReason.Killed());
                }
            }
        });
    }

    void takeBack(final TakeBack command) {
        takenBack += command.tasks().size();
        deliver(executors.get(command.executor()), there -> {
            for (final long task : command.tasks()) {
                if (there.waiting.containsKey(task) && there.leave(task)) {
                    cameBack++;
                    end(there, task, new TaskEndReason.Killed());
                }
            }
        });
    }

    private void deliver(final SimExecutor executor, final Consumer<SimExecutor> what) {
        final long arrival = Math.max(executor.lastArrival, network.now() + network.delayMillis() * SimNetwork.MILLI);
        executor.lastArrival = arrival;
        network.at(arrival, () -> {
            if (executor.alive) {
                what.accept(executor);
            }
        });
    }

    private void start(final SimExecutor executor, final StageNode node, final TaskAttempt task) {
        if (executor.alive) {
            executor.take(task.id(), () -> begin(executor, node, task));
        }
    }

    private void begin(final SimExecutor executor, final StageNode node, final TaskAttempt task) {
        if (node.writes() != null) {
            mapRuns.merge(node.id() + "/" + task.partition(), 1, Integer::sum);
        }
        final long time = shortTasks && random.nextInt(40) > 0 ? 1 + random.nextInt(2) : 5 + random.nextInt(400);
        final Map<ShuffleId, PublishMapOutputs> inputs = new HashMap<>();
        for (final ShuffleId shuffle : node.reads()) {
            inputs.put(shuffle, executor.told.get(shuffle));
        }
        network.after(time / 2, () -> read(executor, node, task, inputs, time));
    }

    private void read(final SimExecutor executor, final StageNode node, final TaskAttempt task,
                      final Map<ShuffleId, PublishMapOutputs> inputs, final long time) {
        if (!executor.alive || !executor.running.contains(task.id())) {
            return;
        }
        long content = SimPlan.seed(node, task.partition());
        final Map<String, Long> provenance = SimOutput.none();
        for (final ShuffleId shuffle : node.reads()) {
            final PublishMapOutputs input = inputs.get(shuffle);
            if (input == null) {
                throw new AssertionError("Task " + task + " of stage " + node.id() + " began without knowing shuffle " + shuffle);
            }
            for (int map = 0; map < input.byMap().size(); map++) {
                final SimExecutor owner = executors.get(input.byMap().get(map));
                faults.maybeLoseOutput(owner, shuffle, input.attempts()[map]);
                final SimOutput output = owner.output(shuffle, input.attempts()[map]);
                if (output == null && owner.drained && executor.outstanding.contains(task.id()) && !killed.contains(task.id())) {
                    throw new AssertionError("Task " + task + " of stage " + node.id() + " was told of map output " + map + " of shuffle "
                            + shuffle + " on executor " + owner.id + ", which was let go");
                }
                if (output == null || faults.cannotReach()) {
                    executor.leave(task.id());
                    faults.countFetchFailure(node);
                    end(executor, task.id(), new TaskEndReason.FetchFailed(shuffle, map, owner.id, input.epoch(), "simulated"));
                    return;
                }
                content = SimPlan.mix(content, output.content());
                SimOutput.merge(provenance, output.provenance());
            }
        }
        if (!node.determinate()) {
            content = SimPlan.mix(content, task.id());
            provenance.put(node.id() + "/" + task.partition(), task.id());
        }
        final SimOutput output = new SimOutput(content, provenance);
        network.after(time - time / 2, () -> finish(executor, node, task, output, time));
    }

    private void finish(final SimExecutor executor, final StageNode node, final TaskAttempt task, final SimOutput output, final long time) {
        if (!executor.alive || !executor.leave(task.id())) {
            return;
        }
        final TaskEndReason failure = faults.maybeThrow(node, task.partition());
        if (failure != null) {
            end(executor, task.id(), failure);
            return;
        }
        made.put(task.id(), output);
        if (node.writes() != null) {
            executor.stored.computeIfAbsent(node.writes(), shuffle -> new HashMap<>()).put(task.id(), output);
        }
        final byte[] id = Long.toString(task.id()).getBytes(StandardCharsets.US_ASCII);
        end(executor, task.id(), new TaskEndReason.Success(id, id), random.nextInt(10) == 0 ? -1 : time * SimNetwork.MILLI);
    }

    private void end(final SimExecutor executor, final long task, final TaskEndReason reason) {
        end(executor, task, reason, -1);
    }

    /** Resent until acknowledged: never lost, but late, twice, in another order, or several at once. */
    private void end(final SimExecutor executor, final long task, final TaskEndReason reason, final long runNanos) {
        final TaskEnded ended = new TaskEnded(executor.id, task, reason, runNanos);
        final List<Long> delays = new ArrayList<>(List.of(network.delayMillis()));
        if (faults.messages() && random.nextInt(8) == 0) {
            delays.add(network.delayMillis());
        }
        for (final long delay : delays) {
            final List<TaskEnded> batch = batches.computeIfAbsent(executor.id, id -> new ArrayList<>());
            if (!shortTasks || random.nextInt(3) == 0) {
                network.after(delay, () -> scheduler.accept(ended));
            } else if (batch.isEmpty()) {
                batch.add(ended);
                network.after(delay, () -> {
                    final SchedulerEvent all = new SchedulerEvent.TasksEnded(batch);
                    batch.clear();
                    scheduler.accept(all);
                });
            } else {
                batch.add(ended);
            }
        }
    }

    /** How often map tasks began beyond the first time. */
    long repeatedMaps() {
        return mapRuns.values().stream().mapToInt(runs -> runs - 1).sum();
    }

    /** How many tasks were asked back that waited at executors, and how many of them came. */
    int takenBack() {
        return takenBack;
    }

    int cameBack() {
        return cameBack;
    }

    void forget(final ShuffleId shuffle) {
        executors.values().forEach(executor -> executor.stored.remove(shuffle));
    }
}
