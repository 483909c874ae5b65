package io.kindling.cluster.standalone.master;

import io.kindling.cluster.api.LossCause;
import io.kindling.cluster.standalone.message.EndExecutor;
import io.kindling.cluster.standalone.message.ExecutorEndAcknowledged;
import io.kindling.cluster.standalone.message.ExecutorEnded;
import io.kindling.cluster.standalone.message.ExecutorLaunched;
import io.kindling.cluster.standalone.message.HeldExecutor;
import io.kindling.cluster.standalone.message.RegisterWorker;
import io.kindling.cluster.standalone.message.WorkerRegistered;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What workers tell the master. Pure. */
final class WorkerEvents {

    /** How long a worker whose connection was lost may take to come back with its executors. */
    static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(5);
    /** How long the executors of a worker that said it would be back are kept. */
    static final long LEASE_NANOS = TimeUnit.SECONDS.toNanos(60);
    /** How long a worker may be silent on a connection that looks whole. */
    static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final MasterState state;

    WorkerEvents(final MasterState state) {
        this.state = state;
    }

    /** A worker is there, for the first time or again. */
    void onRegister(final String id, final RegisterWorker message, final long now) {
        final WorkerRecord known = state.workers.get(id);
        final WorkerRecord worker = known == null ? new WorkerRecord(id, message.host(), message.cores(), message.memoryBytes()) : known;
        worker.connected = true;
        worker.detached = false;
        worker.since = now;
        state.workers.put(id, worker);
        worker.toldDetached = detached(message);
        state.command(new MasterCommand.ToWorker(id, new WorkerRegistered(List.copyOf(state.applications.keySet()), worker.toldDetached)));
        final Set<String> held = new HashSet<>();
        for (final HeldExecutor executor : message.held()) {
            held.add(executor.container());
            reconcile(worker, executor, message.detached().contains(executor.application()), now);
        }
        for (final Grant grant : new ArrayList<>(worker.grants.values())) {
            if (held.contains(grant.container)) {
                continue;
            }
            if (grant.phase() == Phase.LAUNCHING) {
                // It has never heard of it: what was sent to it went with its connection.
                state.command(new MasterCommand.ToWorker(id, grant.start));
            } else if (grant.phase() != Phase.GRANTED) {
                state.finish(grant, new LossCause.LaunchFailed("the connection to its worker on " + worker.host + " was lost while it started"), now);
            }
        }
        Recovery.settle(state, worker);
        state.schedule(now);
    }

    /** A worker's connection ended; its executors go on. */
    void onDisconnected(final String id, final long now) {
        final WorkerRecord worker = state.workers.get(id);
        if (worker != null) {
            worker.connected = false;
            worker.since = now;
        }
    }

    /** A worker's code is being replaced; its executors go on. */
    void onDetaching(final String id, final long now) {
        onDisconnected(id, now);
        final WorkerRecord worker = state.workers.get(id);
        if (worker != null) {
            worker.detached = true;
        }
    }

    /** A worker ends in order. */
    void onLeaving(final String id, final long now) {
        final WorkerRecord worker = state.workers.get(id);
        if (worker != null) {
            state.remove(worker, now);
            state.schedule(now);
        }
    }

    /**
     * A sign of life.
     *
     * @return whether the worker is known
     */
    boolean onHeartbeat(final String id, final long now) {
        final WorkerRecord worker = state.workers.get(id);
        if (worker != null && worker.connected) {
            worker.since = now;
        }
        return worker != null;
    }

    /** A process runs. */
    void onStarted(final String id, final String container, final long now) {
        final Grant grant = grant(id, container);
        if (grant != null && grant.phase() == Phase.LAUNCHING) {
            grant.to(Phase.RUNNING);
            grant.start = null;
            grant.runningSince = now;
            state.command(new MasterCommand.ToApplication(grant.application, new ExecutorLaunched(container, grant.executor, grant.worker.host)));
        }
    }

    /** A process has ended. */
    void onEnded(final String id, final ExecutorEnded message, final long now) {
        state.command(new MasterCommand.ToWorker(id, new ExecutorEndAcknowledged(message.container())));
        final Grant grant = grant(id, message.container());
        if (grant != null && grant.phase() != Phase.GRANTED) {
            state.finish(grant, message.loss().cause(), now);
            state.schedule(now);
        }
    }

    /** Looks at what time has brought. */
    void onTick(final long now) {
        for (final WorkerRecord worker : List.copyOf(state.workers.values())) {
            if (now - worker.since > patience(worker)) {
                state.remove(worker, now);
                state.command(new MasterCommand.DropWorker(worker.id));
            }
        }
        if (now - state.recoveryEnd >= 0) {
            endOrphans(now);
        }
    }

    private static long patience(final WorkerRecord worker) {
        if (worker.connected) {
            return SILENCE_NANOS;
        }
        return worker.detached ? LEASE_NANOS : GRACE_NANOS;
    }

    private void endOrphans(final long now) {
        for (final WorkerRecord worker : state.workers.values()) {
            for (final Grant grant : List.copyOf(worker.grants.values())) {
                if (grant.phase() == Phase.ORPHAN && !grant.detached) {
                    state.end(grant, now);
                }
            }
        }
    }

    private void reconcile(final WorkerRecord worker, final HeldExecutor held, final boolean detached, final long now) {
        final Grant known = worker.grants.get(held.container());
        if (known != null) {
            if (known.phase() == Phase.ENDING) {
                state.command(new MasterCommand.ToWorker(worker.id, new EndExecutor(held.container())));
            } else {
                onStarted(worker.id, held.container(), now);
            }
            return;
        }
        final Grant orphan = new Grant(held.container(), held.application(), worker, held.cores(), held.memoryBytes(), Phase.ORPHAN);
        orphan.executor = held.executor();
        orphan.ticket = held.ticket();
        orphan.detached = detached;
        final ApplicationRecord application = state.applications.get(held.application());
        if (application != null && application.ticket.equals(held.ticket()) && application.expected.containsKey(held.container())) {
            final Expected expected = application.expected.remove(held.container());
            Recovery.adopt(state, application, orphan, expected.held, now);
            if (expected.released) {
                state.end(orphan, now);
            }
        } else if (application != null || !detached && now - state.recoveryEnd >= 0) {
            state.end(orphan, now);
        }
    }

    /** What this master knows better, and else what the worker has from an earlier one. */
    private List<String> detached(final RegisterWorker message) {
        return Stream.concat(state.detached().stream(), message.detached().stream().filter(a -> !state.applications.containsKey(a))).distinct().toList();
    }

    private Grant grant(final String worker, final String container) {
        final WorkerRecord known = state.workers.get(worker);
        return known == null ? null : known.grants.get(container);
    }
}
