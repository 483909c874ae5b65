package io.kindling.cluster.standalone.worker;

import io.kindling.cluster.api.LossCause;
import io.kindling.cluster.standalone.join.Intake;
import io.kindling.cluster.standalone.join.MasterLink;
import io.kindling.cluster.standalone.message.ApplicationEnded;
import io.kindling.cluster.standalone.message.EndExecutor;
import io.kindling.cluster.standalone.message.ExecutorEndAcknowledged;
import io.kindling.cluster.standalone.message.ExecutorEnded;
import io.kindling.cluster.standalone.message.ExecutorStarted;
import io.kindling.cluster.standalone.message.HeldExecutor;
import io.kindling.cluster.standalone.message.Loss;
import io.kindling.cluster.standalone.message.RegisterWorker;
import io.kindling.cluster.standalone.message.StartExecutor;
import io.kindling.cluster.standalone.message.WorkerDetaching;
import io.kindling.cluster.standalone.message.WorkerLeaving;
import io.kindling.cluster.standalone.message.WorkerRegistered;
import io.kindling.common.Agent;
import io.kindling.common.Clock;
import io.kindling.protocol.wire.WireFormat;
import io.kindling.protocol.wire.WireMessage;
import io.kindling.transport.api.Connection;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Owns the worker's executors: starts and ends them as the master says, and tells it what became of them. */
final class WorkerAgent implements Agent, MasterLink.Owner {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerAgent.class);
    /** For an executor that is told to end: it may have many files to delete. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
    /** For all of them when the worker ends: less than its runner waits for this agent, else the worker is gone before it has ended them. */
    private static final long LAST_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(4);

    private final WorkerOffer offer;
    private final WireFormat wire;
    private final Clock clock;
    private final Intake intake;
    private final FileThread files;
    private final Map<String, ExecutorProcess> executors = new LinkedHashMap<>();
    private Connection master;
    private boolean away;
    private boolean pausing;
    private volatile boolean handedOver;
    /** Kept for the case that the master forgets it: what its successor may not take for executors of a driver that has vanished. */
    private List<String> detached;

    /** What an earlier version of this bundle has left: executors, and which applications were detached. */
    record Inheritance(List<ExecutorProcess> executors, List<String> detached) {
    }

    /** @param left what an earlier version of this bundle has left */
    WorkerAgent(final WorkerOffer offer, final WireFormat wire, final Clock clock, final Intake intake, final FileThread files,
                final Inheritance left) {
        this.offer = offer;
        this.wire = wire;
        this.clock = clock;
        this.intake = intake;
        this.files = files;
        detached = left.detached();
        left.executors().forEach(executor -> executors.put(executor.held.container(), executor));
    }

    @Override
    public String roleName() {
        return "worker";
    }

    @Override
    public void onStart() {
        for (final ExecutorProcess executor : List.copyOf(executors.values())) {
            if (executor.endWanted) {
                executor.killAt = clock.nanoTime() + PATIENCE_NANOS;
            }
            if (executor.start != null) {
                begin(executor);
            }
        }
    }

    @Override
    public int doWork() {
        final int done = intake.drain();
        if (pausing) {
            // The next version finds out who has ended.
            return done;
        }
        final long now = clock.nanoTime();
        for (final ExecutorProcess executor : List.copyOf(executors.values())) {
            watch(executor, now);
        }
        return done;
    }

    @Override
    public void onClose() {
        if (handedOver) {
            return;
        }
        send(new WorkerLeaving());
        final List<Process> running = executors.values().stream().map(e -> e.process).filter(p -> p != null && p.isAlive()).toList();
        running.forEach(Process::destroy);
        final long deadline = clock.nanoTime() + LAST_PATIENCE_NANOS;
        for (final Process process : running) {
            try {
                if (!process.waitFor(deadline - clock.nanoTime(), TimeUnit.NANOSECONDS)) {
                    kill(process);
                }
            } catch (final InterruptedException e) {
                kill(process);
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void onUp(final Connection connection) {
        intake.take(() -> {
            if (pausing) {
                return;
            }
            if (away) {
                LOG.warn("The master answers again");
                away = false;
            }
            master = connection;
            register();
        });
    }

    @Override
    public void onMessage(final Connection connection, final WireMessage message) {
        intake.take(connection, () -> onMessage(message));
    }

    @Override
    public void onDown(final String reason) {
        intake.take(() -> {
            if (!away && !pausing) {
                LOG.warn("The master does not answer; executors go on ({})", reason);
                away = true;
            }
        });
    }

    /** Registers again, after the master has lost track of this worker; any thread. */
    void registerAgain() {
        intake.take(this::register);
    }

    /** Says that the worker will be back soon; what the master says from now on, it says again then. */
    void pause() {
        pausing = true;
        send(new WorkerDetaching());
    }

    /** From now on the executors are the next version's, and {@link #onClose} ends none; any thread, before the agent is closed. */
    void handedOver() {
        handedOver = true;
    }

    /** What the next version of this bundle has to know of the executors. */
    List<LeftExecutor> left() {
        return executors.values().stream().map(LeftExecutor::of).toList();
    }

    List<String> detached() {
        return detached;
    }

    private void register() {
        if (master == null || pausing) {
            return;
        }
        final String host = offer.host() == null ? master.localHost() : offer.host();
        final List<HeldExecutor> held = executors.values().stream().map(e -> e.held).toList();
        send(new RegisterWorker(host, offer.cores(), offer.memoryBytes(), offer.runtimeVersion(), held, detached));
    }

    private void onMessage(final WireMessage message) {
        if (pausing) {
            return;
        }
        if (message instanceof StartExecutor start) {
            start(start);
        } else if (message instanceof EndExecutor end) {
            end(end.container());
        } else if (message instanceof ExecutorEndAcknowledged ended) {
            executors.computeIfPresent(ended.container(), (container, executor) -> executor.loss == null ? executor : null);
        } else if (message instanceof ApplicationEnded ended) {
            files.applicationEnded(ended.application());
        } else if (message instanceof WorkerRegistered registered) {
            onRegistered(registered);
        } else {
            LOG.warn("The master sent a message of type {}, which is not for workers", message.type());
        }
    }

    private void onRegistered(final WorkerRegistered registered) {
        detached = registered.detached();
        final Set<String> known = new HashSet<>(registered.applications());
        executors.values().forEach(e -> known.add(e.held.application()));
        files.keepOnly(known);
        for (final ExecutorProcess executor : executors.values()) {
            if (executor.loss != null) {
                sendEnded(executor);
            }
        }
    }

    private void start(final StartExecutor start) {
        if (executors.containsKey(start.container())) {
            return;
        }
        final ExecutorProcess executor = new ExecutorProcess(new HeldExecutor(start.container(), start.spec().application().value(),
                start.ticket(), start.spec().executor().value(), start.cores(), start.memoryBytes()));
        executor.start = start;
        executors.put(start.container(), executor);
        begin(executor);
    }

    private void begin(final ExecutorProcess executor) {
        final boolean taken = files.start(executor.start,
                (directory, process) -> intake.take(() -> onStarted(executor, directory, process)),
                reason -> intake.take(() -> onEnded(executor, new LossCause.LaunchFailed(reason))));
        if (!taken) {
            onEnded(executor, new LossCause.LaunchFailed("the worker has too many executors to start at once"));
        }
    }

    private void onStarted(final ExecutorProcess executor, final Path directory, final Process process) {
        executor.directory = directory;
        executor.process = process;
        executor.start = null;
        if (executor.endWanted) {
            askToEnd(executor);
        } else {
            LOG.info("Executor {} of {}: process {}", executor.held.executor(), executor.held.application(), process.pid());
            send(new ExecutorStarted(executor.held.container()));
        }
    }

    private void end(final String container) {
        final ExecutorProcess executor = executors.get(container);
        if (executor == null) {
            send(new ExecutorEnded(container, new Loss(new LossCause.Released())));
        } else if (executor.loss != null) {
            sendEnded(executor);
        } else if (!executor.endWanted) {
            executor.endWanted = true;
            if (executor.process != null) {
                askToEnd(executor);
            }
        }
    }

    private void askToEnd(final ExecutorProcess executor) {
        executor.killAt = clock.nanoTime() + PATIENCE_NANOS;
        // Process.destroy() would close its input too: that tells an executor that this worker is gone, and it deletes what it should leave.
        executor.process.toHandle().destroy();
    }

    private void watch(final ExecutorProcess executor, final long now) {
        if (executor.process == null || executor.loss != null) {
            return;
        }
        if (!executor.process.isAlive()) {
            final int code = executor.process.exitValue();
            onEnded(executor, executor.endWanted ? new LossCause.Released() : new LossCause.Exited(code, WorkDirectory.tail(executor.directory)));
        } else if (executor.endWanted && now - executor.killAt >= 0) {
            kill(executor.process);
        }
    }

    private static void kill(final Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private void onEnded(final ExecutorProcess executor, final LossCause loss) {
        executor.start = null;
        executor.loss = executor.endWanted ? new LossCause.Released() : loss;
        LOG.info("Executor {} of {} has ended: {}", executor.held.executor(), executor.held.application(), executor.loss.text());
        sendEnded(executor);
        if (executor.directory != null) {
            final boolean failed = loss instanceof LossCause.Exited exited && exited.exitCode() != 0;
            files.executorEnded(executor.held.application(), executor.directory, failed);
        }
    }

    private void sendEnded(final ExecutorProcess executor) {
        send(new ExecutorEnded(executor.held.container(), new Loss(executor.loss)));
    }

    private void send(final WireMessage message) {
        if (master != null) {
            master.send(message.type(), wire.encode(message));
        }
    }
}
