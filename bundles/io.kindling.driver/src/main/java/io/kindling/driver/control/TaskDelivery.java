package io.kindling.driver.control;

import io.kindling.common.ByteSize;
import io.kindling.common.ExecutorId;
import io.kindling.common.ShuffleId;
import io.kindling.common.StageId;
import io.kindling.plan.StagePlan;
import io.kindling.protocol.message.KillTasks;
import io.kindling.protocol.message.LaunchTasks;
import io.kindling.protocol.message.LaunchTasks.TaskDescription;
import io.kindling.protocol.message.MapOutputs;
import io.kindling.protocol.message.Messages;
import io.kindling.protocol.message.OutputsTaken;
import io.kindling.protocol.message.Release;
import io.kindling.protocol.message.StageCode;
import io.kindling.protocol.message.StageProperties;
import io.kindling.protocol.message.TakeOutputs;
import io.kindling.protocol.stage.KeptPlaces;
import io.kindling.protocol.wire.WireFormat;
import io.kindling.protocol.wire.WireMessage;
import io.kindling.scheduler.api.SchedulerCommand;
import io.kindling.scheduler.api.SchedulerEvent;
import io.kindling.scheduler.api.TaskAttempt;
import io.kindling.scheduler.api.TaskEndReason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Tells executors what to do: a stage's code once, map outputs before the tasks that read them, tasks in batches. What
 * is the same for all executors is encoded once. The agent's own.
 */
final class TaskDelivery {

    /** A batch is closed when its payloads reach this; far below the longest message. */
    private static final int BATCH_BYTES = 8 << 20;
    /** What a message holds, less room for the rest of it. */
    static final long LARGEST_PAYLOAD = 127L << 20;

    private final WireFormat format;
    private final ExecutorRegistry executors;
    private final JobRegistry jobs;
    private final CachedRdds cached;
    private final Map<StageId, byte[]> codes = new HashMap<>();
    private final Map<ShuffleId, Outputs> outputs = new HashMap<>();

    TaskDelivery(final WireFormat format, final ExecutorRegistry executors, final JobRegistry jobs, final CachedRdds cached) {
        this.format = format;
        this.executors = executors;
        this.jobs = jobs;
        this.cached = cached;
    }

    /**
     * Launches a batch; what cannot be launched is told to {@code events}, so that it is not asked for again: an executor
     * that is not there is lost or suspect from now on, and what nobody could run fails its jobs.
     */
    void launch(final SchedulerCommand.LaunchTasks command, final Consumer<SchedulerEvent> events) {
        final ExecutorRecord executor = executors.find(command.executor());
        final StagePlan stage = jobs.stage(command.stage());
        if (stage == null) {
            end(command, new TaskEndReason.ExceptionFailure("its code has been given up, since nothing was to need it any more", null, true), events);
            return;
        }
        if (executor == null) {
            events.accept(new SchedulerEvent.ExecutorLost(command.executor(), false, "Executor " + command.executor() + " is not there any more"));
            return;
        }
        if (!executor.isReachable()) {
            events.accept(new SchedulerEvent.ExecutorSuspected(command.executor()));
            end(command, new TaskEndReason.NeverStarted("executor " + command.executor() + " is not connected"), events);
            return;
        }
        final List<TaskDescription> batch = new ArrayList<>();
        try {
            sendCode(executor, stage);
            sendProperties(executor, stage.node().id());
            long bytes = 0;
            for (final TaskAttempt task : command.tasks()) {
                final Map<Integer, byte[]> payloads = stage.payloads(task.partition());
                addPlaces(executor, stage, task.partition(), payloads);
                final long size = payloads.values().stream().mapToLong(p -> p.length).sum();
                if (size > LARGEST_PAYLOAD) {
                    throw new IllegalArgumentException("partition " + task.partition() + " has " + ByteSize.format(size)
                            + ", at most " + ByteSize.format(LARGEST_PAYLOAD) + " are allowed");
                }
                if (!batch.isEmpty() && bytes + size > BATCH_BYTES) {
                    sendBatch(executor, command, batch);
                    bytes = 0;
                }
                bytes += size;
                batch.add(new TaskDescription(task.id(), task.partition(), task.attempt(), payloads));
            }
            sendBatch(executor, command, batch);
        } catch (final IllegalArgumentException e) {
            // Too large for a message: no executor will ever get it. Those sent already end with the job.
            end(command, new TaskEndReason.ExceptionFailure("its code or data is too large to be sent to an executor: " + e.getMessage()
                    + "; use more partitions, or read the data from files", null, true), events);
        }
    }

    private static void end(final SchedulerCommand.LaunchTasks command, final TaskEndReason reason, final Consumer<SchedulerEvent> events) {
        command.tasks().forEach(task -> events.accept(new SchedulerEvent.TaskEnded(command.executor(), task.id(), reason)));
    }

    /** Tells an executor where the map outputs of a shuffle are. */
    void publish(final SchedulerCommand.PublishMapOutputs command) {
        final ExecutorRecord executor = executors.find(command.executor());
        if (executor == null || !executor.isReachable()) {
            return;
        }
        final Outputs known = outputs.get(command.shuffle());
        if (known == null || known.epoch != command.epoch()) {
            outputs.put(command.shuffle(), new Outputs(command.epoch(), format.encode(mapOutputs(command))));
        }
        executor.connection().send(Messages.MAP_OUTPUTS, outputs.get(command.shuffle()).message);
    }

    /** Lets an executor take map outputs over; that it cannot be asked is told to {@code events}. */
    void move(final SchedulerCommand.MoveOutputs command, final Consumer<SchedulerEvent> events) {
        final ExecutorRecord from = executors.find(command.from());
        final ExecutorRecord to = executors.find(command.to());
        if (from == null || from.location() == null || to == null || !to.isReachable()) {
            events.accept(new SchedulerEvent.OutputsMoved(command.to(), command.move(), List.of(), command.maps(),
                    "executor " + (to == null || !to.isReachable() ? command.to() : command.from()) + " is not connected"));
            return;
        }
        send(to, new TakeOutputs(command.move(), command.shuffle().value(), from.location(), ints(command.maps()),
                command.attempts().stream().mapToLong(Long::longValue).toArray()));
    }

    /** What an executor says of outputs that it was to take over, as the scheduler hears it. */
    static SchedulerEvent.OutputsMoved moved(final ExecutorId executor, final OutputsTaken message) {
        return new SchedulerEvent.OutputsMoved(executor, message.move(), list(message.maps()), list(message.failed()), message.reason());
    }

    void kill(final SchedulerCommand.KillTasks command) {
        final ExecutorRecord executor = executors.find(command.executor());
        if (executor != null && executor.isReachable()) {
            send(executor, new KillTasks(command.tasks().stream().mapToLong(Long::longValue).toArray(), command.reason()));
        }
    }

    /** Asks for tasks that have not begun there. */
    void takeBack(final SchedulerCommand.TakeBack command) {
        final ExecutorRecord executor = executors.find(command.executor());
        if (executor != null && executor.isReachable()) {
            send(executor, new KillTasks(command.tasks().stream().mapToLong(Long::longValue).toArray(), "it waits behind a long one", true));
        }
    }

    /** A stage's code is not needed any more. Executors are told of several at a time, see {@link #flush}. */
    void retire(final StageId stage) {
        codes.remove(stage);
        for (final ExecutorRecord executor : executors.all()) {
            executor.properties().remove(stage);
            if (executor.stages().remove(stage)) {
                executor.retired().add(stage);
            }
        }
    }

    /** Tells executors what they need not keep any more. */
    void flush() {
        executors.all().forEach(this::flush);
    }

    private void flush(final ExecutorRecord executor) {
        if (!executor.retired().isEmpty()) {
            final int[] stages = executor.retired().stream().mapToInt(StageId::value).sorted().toArray();
            executor.retired().clear();
            if (executor.isReachable()) {
                send(executor, new Release(stages, new int[0], new int[0]));
            }
        }
    }

    /** Map outputs and cached partitions are not needed any more. */
    void release(final List<Integer> shuffles, final List<Integer> rdds) {
        shuffles.forEach(shuffle -> outputs.remove(new ShuffleId(shuffle)));
        tellAll(new Release(new int[0], ints(shuffles), ints(rdds)));
    }

    /** No job will run on these versions of the code, and these sessions have ended. */
    void releaseCode(final List<Integer> codes, final List<Integer> sessions) {
        tellAll(new Release(new int[0], new int[0], new int[0], ints(codes), ints(sessions)));
    }

    private void tellAll(final Release release) {
        executors.all().stream().filter(ExecutorRecord::isReachable).forEach(executor -> send(executor, release));
    }

    void send(final ExecutorRecord executor, final WireMessage message) {
        // False means that the connection has ended, which is told apart from this.
        executor.connection().send(message.type(), format.encode(message));
    }

    /** Says which others keep what the task will look for, if its own executor does not. */
    private void addPlaces(final ExecutorRecord executor, final StagePlan stage, final int partition, final Map<Integer, byte[]> payloads) {
        for (final StagePlan.CacheUse cache : stage.caches()) {
            final List<KeptPlaces.Place> places = new ArrayList<>();
            for (final int local : cache.partitions().locals(partition)) {
                final List<CachedRdds.Copy> copies = cached.copies(cache.rdd(), local);
                if (copies.stream().noneMatch(copy -> copy.executor().equals(executor.id()) && copy.code() == stage.spec().code())) {
                    copies.stream().filter(copy -> copy.code() == stage.spec().code()).map(copy -> location(copy.executor()))
                            .filter(place -> place.port() > 0).forEach(place -> places.add(
                                    new KeptPlaces.Place(local, place.executor(), place.host(), place.port())));
                }
            }
            if (!places.isEmpty()) {
                payloads.put(cache.operator(), KeptPlaces.encode(places));
            }
        }
    }

    private void sendCode(final ExecutorRecord executor, final StagePlan stage) {
        final StageId id = stage.node().id();
        if (!executor.stages().contains(id)) {
            if (executor.retired().contains(id)) {
                flush(executor); // it is needed after all, and its code has to come after its release
            }
            final byte[] code = codes.computeIfAbsent(id, key -> format.encode(new StageCode(key.value(), stage.spec(), stage.node().partitions())));
            executor.connection().send(Messages.STAGE_CODE, code);
            executor.stages().add(id);
        }
    }

    /** Once for a stage, and again if it runs for another job. */
    private void sendProperties(final ExecutorRecord executor, final StageId stage) {
        final Map<String, String> now = jobs.properties(stage);
        final Map<String, String> told = executor.properties().getOrDefault(stage, Map.of());
        if (now != told && !now.equals(told)) {
            send(executor, new StageProperties(stage.value(), now));
            executor.properties().put(stage, now);
        }
    }

    private void sendBatch(final ExecutorRecord executor, final SchedulerCommand.LaunchTasks command, final List<TaskDescription> batch) {
        if (!batch.isEmpty()) {
            send(executor, new LaunchTasks(command.stage().value(), command.stageAttempt(), batch));
            batch.clear();
        }
    }

    private MapOutputs mapOutputs(final SchedulerCommand.PublishMapOutputs command) {
        final Map<ExecutorId, Integer> indexes = new LinkedHashMap<>();
        final List<MapOutputs.Location> locations = new ArrayList<>();
        final int[] byMap = new int[command.byMap().size()];
        for (int map = 0; map < byMap.length; map++) {
            byMap[map] = indexes.computeIfAbsent(command.byMap().get(map), id -> {
                locations.add(location(id));
                return locations.size() - 1;
            });
        }
        return new MapOutputs(command.shuffle().value(), command.epoch(), locations, byMap, command.attempts());
    }

    /** One that has just been lost gets a place where nobody answers; the fetch fails, and the scheduler has heard of the loss by then. */
    private MapOutputs.Location location(final ExecutorId id) {
        final ExecutorRecord executor = executors.find(id);
        return executor == null || executor.location() == null ? new MapOutputs.Location(id.value(), "lost", 0) : executor.location();
    }

    /** Encodes. */
    byte[] encoded(final WireMessage message) {
        return format.encode(message);
    }

    private static List<Integer> list(final int[] numbers) {
        return Arrays.stream(numbers).boxed().toList();
    }

    private static int[] ints(final List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }

    private record Outputs(int epoch, byte[] message) {
    }
}
