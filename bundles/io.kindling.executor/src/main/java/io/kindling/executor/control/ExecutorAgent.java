package io.kindling.executor.control;

import io.kindling.common.Agent;
import io.kindling.common.Inbox;
import io.kindling.common.LogLevel;
import io.kindling.common.RddId;
import io.kindling.dataflow.StageCompiler;
import io.kindling.executor.code.CodeVersion;
import io.kindling.executor.code.CodeVersions;
import io.kindling.executor.code.WorkplaceOpener;
import io.kindling.executor.data.ResultStore;
import io.kindling.executor.data.TakeOvers;
import io.kindling.executor.task.LoadedStage;
import io.kindling.executor.task.MemoryBudget;
import io.kindling.executor.task.TaskAttempt;
import io.kindling.executor.task.TaskThreads;
import io.kindling.executor.task.ThreadDump;
import io.kindling.protocol.message.FetchResult;
import io.kindling.protocol.message.KeepCopy;
import io.kindling.protocol.message.KillTasks;
import io.kindling.protocol.message.LaunchTasks;
import io.kindling.protocol.message.MapOutputs;
import io.kindling.protocol.message.OutputsTaken;
import io.kindling.protocol.message.Release;
import io.kindling.protocol.message.SetLogLevel;
import io.kindling.protocol.message.Shutdown;
import io.kindling.protocol.message.StageCode;
import io.kindling.protocol.message.StageProperties;
import io.kindling.protocol.message.TakeOutputs;
import io.kindling.protocol.message.TaskStatus;
import io.kindling.protocol.wire.WireFormat;
import io.kindling.protocol.wire.WireFormatException;
import io.kindling.protocol.wire.WireMessage;
import io.kindling.transport.api.Connection;
import io.kindling.transport.api.Frame;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Owns what this executor is doing: the stages that it has, the attempts under way, what the driver is still to be told. */
public final class ExecutorAgent implements Agent {

    private static final Logger LOG = LoggerFactory.getLogger(ExecutorAgent.class);
    private static final Runnable WAKE = () -> { };
    private static final int COMMANDS_PER_TURN = 256;
    private static final long OFFER_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    /** While short tasks follow each other the driver hears of their ends so often. */
    private static final long TELL_NANOS = TimeUnit.MICROSECONDS.toNanos(500);
    /** How old the list of what runs may be when it is long. */
    private static final long LIST_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int SHORT_LIST = 64;

    private final int executor;
    private final Inbox inbox;
    private final Intake intake;
    private final WireFormat format;
    private final Connection control;
    private final Ending ending;
    private final Work work;
    private final StatusSender statuses;
    private final Map<Integer, Loaded> stages = new HashMap<>();
    private final Map<Long, Running> attempts = new HashMap<>();
    /** When attempts were killed that have not ended since. */
    private final Map<Long, Long> killed = new HashMap<>();
    private final Set<Long> warned = new HashSet<>();
    /** Ends that tasks' threads have told; bounded by the attempts that there are. */
    private final Queue<TaskStatus> ends = new ConcurrentLinkedQueue<>();
    private Semaphore places;
    private volatile boolean memoryGone;
    private volatile long toldNanos;
    private volatile long[] running = {};
    private boolean outdated;
    private long listedNanos;

    /**
     * What the agent works with.
     *
     * @param data        what it gives to others
     * @param alone       whether this JVM is nothing but this executor, so that it ends when its memory does
     * @param limits      what tasks are held to
     */
    public record Work(CodeVersions codes, WorkplaceOpener.Common common, StageCompiler compiler, MemoryBudget budget, Data data,
                       boolean alone, Limits limits) {
    }

    /**
     * What it has for others.
     *
     * @param takeOvers take map outputs over from other executors
     * @param results   long results, for the driver
     */
    public record Data(TakeOvers takeOvers, ResultStore results) {
    }

    /**
     * What tasks are held to.
     *
     * @param killTimeout how long an attempt may go on after its kill
     * @param cpus        how many slots a task takes
     */
    public record Limits(Duration killTimeout, int cpus) {
    }

    /** A stage and what it runs on. */
    private record Loaded(LoadedStage stage, CodeVersion code) {
    }

    /** An attempt and what it runs on, which may outlive its stage. */
    private record Running(TaskAttempt attempt, CodeVersion code) {
    }

    /** @param control the connection to the driver */
    public ExecutorAgent(final int executor, final Inbox inbox, final Intake intake, final WireFormat format, final Connection control,
                         final Ending ending, final Work work) {
        this.executor = executor;
        this.inbox = inbox;
        this.intake = intake;
        this.format = format;
        this.control = control;
        this.ending = ending;
        this.work = work;
        statuses = new StatusSender(executor, format, control);
        intake.receiver(this::onFrame);
    }

    @Override
    public String roleName() {
        return "executor-" + executor;
    }

    @Override
    public int doWork() {
        final long now = work.common().clock().nanoTime();
        int done = inbox.drain(COMMANDS_PER_TURN);
        done += intake.resume();
        // Before what has ended is looked at: the attempt to blame is then among that, and the driver hears of it before this executor goes.
        final boolean out = memoryGone;
        for (TaskStatus end; (end = ends.poll()) != null; done++) {
            onEnded(end);
        }
        done += work.common().blocks().report(control, format); // before the ends of the tasks that made the changes
        if (statuses.flush() > 0) {
            toldNanos = now;
        }
        if (out) {
            ending.end(Ending.OUT_OF_MEMORY, "a task ran out of memory; give executors more with kindling.executor.memory, or use more partitions");
        }
        if (!killed.isEmpty()) {
            endIfStuck();
        }
        outdated |= done > 0;
        if (outdated && (attempts.size() <= SHORT_LIST || now - listedNanos > LIST_NANOS)) {
            outdated = false;
            listedNanos = now;
            running = attempts.keySet().stream().mapToLong(Long::longValue).toArray();
        }
        return done;
    }

    /** The ids of the attempts under way, as of the last turn. Any thread may ask. */
    public long[] running() {
        return running;
    }

    @Override
    public void onClose() {
        attempts.values().forEach(running -> running.attempt.kill("the executor ends"));
    }

    private void onFrame(final Frame frame) {
        final WireMessage message;
        try {
            message = format.decode(frame.type(), frame.payload());
        } catch (final WireFormatException e) {
            ending.end(1, "the driver sent what cannot be read: " + e.getMessage());
            return;
        }
        if (message instanceof LaunchTasks launch) {
            onLaunch(launch);
        } else if (message instanceof StageCode code) {
            stages.computeIfAbsent(code.stage(), stage -> load(code));
        } else if (message instanceof StageProperties properties) {
            onProperties(properties);
        } else if (message instanceof MapOutputs outputs) {
            work.common().shuffles().update(outputs);
        } else if (message instanceof KillTasks kill) {
            onKill(kill);
        } else if (message instanceof TakeOutputs take) {
            onTake(take);
        } else if (message instanceof FetchResult fetch) {
            work.data().results().serve(fetch, chunk -> control.send(chunk.type(), format.encode(chunk)));
        } else if (message instanceof KeepCopy order) {
            work.common().blocks().copies().keep(order, kept -> LOG.debug("A copy that the driver ordered: {}", kept)); // the driver hears by a report
        } else if (message instanceof SetLogLevel log) {
            onLogLevel(LogLevel.parse(log.level()));
        } else if (message instanceof Release release) {
            onRelease(release);
        } else if (message instanceof Shutdown shutdown) {
            ending.over("the driver says: " + shutdown.reason());
        } else {
            ending.end(1, "the driver sent a " + message.getClass().getSimpleName() + ", which no executor takes");
        }
    }

    private static void onLogLevel(final LogLevel level) {
        if (level.applyTo(LoggerFactory.getILoggerFactory())) {
            LOG.info("The log tells {} and worse from now on", level.label());
        }
    }

    private Loaded load(final StageCode message) {
        final CodeVersion code = work.codes().retain(message.spec().code());
        return new Loaded(new LoadedStage(message, work.limits().cpus(), work.compiler(), code), code);
    }

    private void onProperties(final StageProperties message) {
        final Loaded loaded = stages.get(message.stage());
        if (loaded != null) {
            loaded.stage.properties(message.properties());
        }
    }

    private void onLaunch(final LaunchTasks launch) {
        final Loaded loaded = stages.get(launch.stage());
        for (final LaunchTasks.TaskDescription task : launch.tasks()) {
            if (attempts.containsKey(task.id())) {
                continue; // sent twice
            }
            if (loaded == null) {
                fail(task.id(), "The code of stage " + launch.stage() + " has not come to executor " + executor);
                continue;
            }
            final Consumer<TaskStatus> ended = status -> ended(work.data().results().kept(launch.stage(), task.partition(), status), loaded.code.threads());
            final TaskAttempt attempt = new TaskAttempt(loaded.stage, launch.attempt(), task, work.budget(), places(loaded.code.threads()),
                    ended, this::outOfMemory);
            attempts.put(task.id(), new Running(attempt, work.codes().retain(loaded.code.number())));
            if (!loaded.code.threads().run(attempt)) {
                left(attempts.remove(task.id()));
                fail(task.id(), "Executor " + executor + " has far more tasks than slots");
            }
        }
    }

    /** How many attempts run at once, of all versions of the code together; more than that wait in their order. */
    private Semaphore places(final TaskThreads threads) {
        if (places == null) {
            // Fair: else the thread that ends an attempt takes its place again for its next one, and another version of the code starves.
            places = new Semaphore(Math.max(1, threads.slots() / Math.max(1, work.limits().cpus())), true);
        }
        return places;
    }

    private void fail(final long task, final String reason) {
        statuses.add(new TaskStatus.Failed(task, reason, reason, false));
    }

    private void onKill(final KillTasks kill) {
        for (final long task : kill.tasks()) {
            final Running running = attempts.get(task);
            if (running != null && running.attempt.withdraw()) {
                running.code.threads().drop(running.attempt);
                onEnded(new TaskStatus.Killed(task));
            } else if (running != null && !kill.waiting()) {
                LOG.debug("Task {} is killed: {}", task, kill.reason());
                running.attempt.kill(kill.reason());
                killed.putIfAbsent(task, work.common().clock().nanoTime());
            }
        }
    }

    /** The driver counts on the slot of a killed attempt only when it has ended, and so do jobs that wait for a slot. */
    private void endIfStuck() {
        final long now = work.common().clock().nanoTime();
        final long timeout = work.limits().killTimeout().toNanos();
        killed.forEach((task, since) -> {
            if (now - since > timeout && !ending.hasCome()) {
                final Thread thread = thread(task);
                LOG.error("Task {} has not reacted to its kill; its executor ends. What its threads are at:\n{}", task,
                        work.alone() ? ThreadDump.ofAll(thread) : ThreadDump.of(thread));
                ending.end(1, "task " + task + " has not reacted to its kill for " + work.limits().killTimeout().toSeconds()
                        + " s (kindling.task.killTimeout); let long loops look at Thread.interrupted() or TaskContext.get().killTaskIfInterrupted()");
            } else if (now - since > timeout / 2 && warned.add(task)) {
                LOG.warn("Task {} goes on {} s after it was killed; in {} s its executor ends. It is at:\n{}", task,
                        TimeUnit.NANOSECONDS.toSeconds(now - since), TimeUnit.NANOSECONDS.toSeconds(timeout - (now - since)), ThreadDump.of(thread(task)));
            }
        });
    }

    private Thread thread(final long task) {
        final Running running = attempts.get(task);
        return running == null ? null : running.attempt.thread();
    }

    private void onTake(final TakeOutputs order) {
        if (!work.data().takeOvers().take(order, this::tell)) {
            tellNow(new OutputsTaken(executor, order.move(), new int[0], order.maps(), "executor " + executor + " has too many orders like this already"));
        }
    }

    /** On a thread that takes outputs over, as {@link #ended} on a task's. */
    private void tell(final OutputsTaken answer) {
        while (!inbox.offer(() -> tellNow(answer)) && !ending.hasCome()) {
            LockSupport.parkNanos(this, OFFER_AGAIN_NANOS);
        }
    }

    /** How many there are is bounded by the driver's orders, so that none has to wait until the connection takes it. */
    private void tellNow(final OutputsTaken answer) {
        control.send(answer.type(), format.encode(answer));
    }

    private void onRelease(final Release release) {
        for (final int stage : release.stages()) {
            final Loaded loaded = stages.remove(stage);
            if (loaded != null) {
                work.codes().release(loaded.code);
            }
        }
        for (final int shuffle : release.shuffles()) {
            work.data().takeOvers().forget(shuffle);
            work.common().shuffles().remove(shuffle);
        }
        for (final int rdd : release.rdds()) {
            work.common().blocks().forget(new RddId(rdd));
        }
        for (final int code : release.codes()) {
            work.codes().retire(code);
        }
        for (final int session : release.sessions()) {
            work.common().shared().forgetFiles(session);
        }
    }

    /** On a task's thread. */
    private void outOfMemory() {
        if (work.alone()) {
            memoryGone = true;
            inbox.offer(WAKE); // if it is full the agent is awake
        }
    }

    /** On a task's thread. It wakes the agent, unless other tasks follow and the driver has heard a moment ago: then the next one does, or the agent's next turn. */
    private void ended(final TaskStatus status, final TaskThreads threads) {
        ends.add(status);
        if (!(status instanceof TaskStatus.Succeeded) || !threads.hasWaiting() || work.common().clock().nanoTime() - toldNanos > TELL_NANOS) {
            inbox.offer(WAKE); // if it is full the agent is awake
        }
    }

    private void onEnded(final TaskStatus status) {
        left(attempts.remove(status.task()));
        if (killed.remove(status.task()) != null) {
            warned.remove(status.task());
        }
        statuses.add(status);
    }

    private void left(final Running ended) {
        if (ended != null) {
            work.codes().release(ended.code);
        }
    }
}
