package io.kindling.cluster.standalone.master;

import io.kindling.cluster.standalone.join.Intake;
import io.kindling.cluster.standalone.message.ApplicationOpened;
import io.kindling.cluster.standalone.message.OpenApplication;
import io.kindling.cluster.standalone.message.RegisterWorker;
import io.kindling.common.Agent;
import io.kindling.common.Clock;
import io.kindling.common.Inbox;
import io.kindling.protocol.wire.WireFormat;
import io.kindling.protocol.wire.WireMessage;
import io.kindling.transport.api.Connection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Owns the master's state: runs its events on one thread, and carries its commands out over the connections. */
final class MasterAgent implements Agent {

    private static final Logger LOG = LoggerFactory.getLogger(MasterAgent.class);
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long RECOVERY_NANOS = TimeUnit.SECONDS.toNanos(20);

    final WorkerEvents workerEvents;
    final DriverEvents driverEvents;
    private final WireFormat wire;
    private final Clock clock;
    private final Intake intake;
    private final Map<String, Connection> workers = new HashMap<>();
    private final Map<String, Connection> drivers = new HashMap<>();
    private long nextTick;

    MasterAgent(final WireFormat wire, final Clock clock, final Inbox inbox, final String epoch) {
        this.wire = wire;
        this.clock = clock;
        intake = new Intake(inbox);
        final MasterState state = new MasterState(epoch, clock.nanoTime() + RECOVERY_NANOS, this::carryOut);
        workerEvents = new WorkerEvents(state);
        driverEvents = new DriverEvents(state);
        nextTick = clock.nanoTime();
    }

    @Override
    public String roleName() {
        return "master";
    }

    @Override
    public int doWork() {
        final int done = intake.drain();
        final long now = clock.nanoTime();
        if (now - nextTick >= 0) {
            nextTick = now + TICK_NANOS;
            workerEvents.onTick(now);
            driverEvents.onTick(now);
        }
        return done;
    }

    /** Runs an event of a connection on the agent's thread; an event that cannot be handled ends the connection. */
    void post(final Connection connection, final LongConsumer event) {
        intake.take(connection, () -> {
            try {
                event.accept(clock.nanoTime());
            } catch (final RuntimeException e) {
                LOG.warn("Closing the connection of {} at {}: {}", connection.peer(), connection.peerAddress(), e.toString());
                connection.close();
            }
        });
    }

    void onRegister(final Connection connection, final String id, final RegisterWorker message, final long now) {
        replace(workers.put(id, connection), connection);
        LOG.info("Worker {} at {}: {} cores, {} bytes, {} executors", id, message.host(), message.cores(), message.memoryBytes(), message.held().size());
        workerEvents.onRegister(id, message, now);
    }

    void onOpen(final Connection connection, final String id, final OpenApplication message, final long now) {
        final Connection before = drivers.put(id, connection);
        final String refusal;
        try {
            refusal = driverEvents.onOpen(id, message, now);
        } catch (final RuntimeException e) {
            // Whoever it was has not shown the secret: the one before stays the owner.
            restore(id, before);
            throw e;
        }
        if (refusal == null) {
            LOG.info("Application {} ({}) at {}", id, message.name(), connection.peerAddress());
            replace(before, connection);
        } else {
            restore(id, before);
            send(connection, new ApplicationOpened(refusal));
        }
    }

    /** Whether this connection is the one that the application's secret was shown on. */
    boolean isOwner(final Connection connection, final String application) {
        return drivers.get(application) == connection;
    }

    void onClosed(final Connection connection, final String worker, final String application, final long now) {
        if (worker != null && workers.remove(worker, connection)) {
            LOG.info("The connection to worker {} has ended", worker);
            workerEvents.onDisconnected(worker, now);
        }
        if (application != null && drivers.remove(application, connection)) {
            LOG.info("The connection to the driver of {} has ended", application);
            driverEvents.onDisconnected(application, now);
        }
    }

    private void carryOut(final MasterCommand command) {
        if (command instanceof MasterCommand.ToWorker to) {
            send(workers.get(to.worker()), to.message());
        } else if (command instanceof MasterCommand.ToApplication to) {
            send(drivers.get(to.application()), to.message());
        } else if (command instanceof MasterCommand.DropWorker drop) {
            close(workers.remove(drop.worker()));
        } else if (command instanceof MasterCommand.DropApplication drop) {
            close(drivers.remove(drop.application()));
        }
    }

    private void send(final Connection connection, final WireMessage message) {
        if (connection != null) {
            connection.send(message.type(), wire.encode(message));
        }
    }

    private void restore(final String application, final Connection before) {
        if (before == null) {
            drivers.remove(application);
        } else {
            drivers.put(application, before);
        }
    }

    private static void replace(final Connection before, final Connection now) {
        if (before != now) {
            close(before);
        }
    }

    private static void close(final Connection connection) {
        if (connection != null) {
            connection.close();
        }
    }
}
