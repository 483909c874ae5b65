package io.kindling.cluster.standalone.master;

import io.kindling.cluster.api.LossCause;
import io.kindling.cluster.standalone.message.ApplicationFailed;
import io.kindling.cluster.standalone.message.ContainerGranted;
import io.kindling.cluster.standalone.message.ExecutorLaunched;
import io.kindling.cluster.standalone.message.ExecutorLost;
import io.kindling.cluster.standalone.message.HeldContainer;
import io.kindling.cluster.standalone.message.LaunchExecutor;
import io.kindling.cluster.standalone.message.Loss;
import io.kindling.protocol.wire.WireMessage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Brings what a driver knows and what the master knows together, after either was away: without a double grant,
 * without a lost one. Pure.
 */
final class Recovery {

    private Recovery() {
    }

    /** Tells the driver what it missed, and looks for what an earlier master granted it. */
    static void reconcile(final MasterState state, final ApplicationRecord application, final List<HeldContainer> held, final long now) {
        final Set<String> known = new HashSet<>();
        for (final HeldContainer container : held) {
            known.add(container.container());
            reconcile(state, application, container, now);
        }
        for (final Grant grant : List.copyOf(application.grants.values())) {
            if (known.contains(grant.container)) {
                continue;
            }
            if (grant.phase() == Phase.GRANTED) {
                send(state, application, new ContainerGranted(grant.container, grant.worker.host, grant.cores, grant.worker.id));
            } else {
                state.end(grant, now);
            }
        }
        // What of an earlier master's it does not claim now it never will.
        state.workers.values().stream().flatMap(w -> w.grants.values().stream())
                .filter(g -> g.phase() == Phase.ORPHAN && g.application.equals(application.id) && application.ticket.equals(g.ticket))
                .forEach(g -> g.detached = false);
        if (application.failure != null) {
            send(state, application, new ApplicationFailed(application.failure));
        }
    }

    /** An executor that an earlier master granted belongs to the application again. */
    static void adopt(final MasterState state, final ApplicationRecord application, final Grant orphan, final HeldContainer held, final long now) {
        orphan.to(Phase.RUNNING);
        orphan.runningSince = now;
        application.grants.put(orphan.container, orphan);
        if (!held.launched()) {
            send(state, application, new ExecutorLaunched(orphan.container, orphan.executor, orphan.worker.host));
        }
    }

    /** What an earlier master granted and no worker has reported in time is lost. */
    static void giveUp(final MasterState state, final ApplicationRecord application) {
        for (final Expected missing : List.copyOf(application.expected.values())) {
            lose(state, application, missing.held.container(), new LossCause.NodeLost(missing.held.host()));
        }
        application.expected.clear();
    }

    /** The driver says again what it wants launched in a container that an earlier master granted. */
    static void launch(final MasterState state, final ApplicationRecord application, final Expected expected, final LaunchExecutor launch) {
        expected.launch = launch;
        settle(state, application, expected);
    }

    /** A worker has told all that it has: what else was expected of it is gone, or was never begun, and begins now. */
    static void settle(final MasterState state, final WorkerRecord worker) {
        for (final ApplicationRecord application : state.applications.values()) {
            for (final Expected expected : List.copyOf(application.expected.values())) {
                if (worker.id.equals(expected.held.worker())) {
                    settle(state, application, expected);
                }
            }
        }
    }

    private static void settle(final MasterState state, final ApplicationRecord application, final Expected expected) {
        final HeldContainer held = expected.held;
        final WorkerRecord worker = held.worker() == null ? null : state.workers.get(held.worker());
        if (worker == null || !worker.connected || !held.launched() && !expected.released && expected.launch == null) {
            return;
        }
        application.expected.remove(held.container());
        final boolean custodian = held.cores() == 0 && expected.launch != null && expected.launch.worker() != null;
        final long memory = expected.launch == null || custodian ? 0 : Placement.memoryOf(expected.launch.spec().profile());
        // The driver's word alone is behind the figures: they have to be possible.
        final boolean fits = (held.cores() > 0 || custodian) && memory >= 0 && held.cores() <= worker.freeCores() && memory <= worker.freeMemory();
        if (expected.released) {
            lose(state, application, held.container(), new LossCause.Released());
        } else if (held.launched() || !fits) {
            lose(state, application, held.container(), new LossCause.NodeLost(held.host()));
        } else {
            final Grant grant = new Grant(held.container(), application.id, worker, held.cores(), memory, Phase.GRANTED);
            application.grants.put(grant.container, grant);
            state.launch(application, grant, expected.launch.spec());
        }
    }

    private static void reconcile(final MasterState state, final ApplicationRecord application, final HeldContainer held, final long now) {
        final Grant grant = application.grants.get(held.container());
        if (grant != null) {
            if (grant.phase() == Phase.RUNNING && !held.launched()) {
                send(state, application, new ExecutorLaunched(grant.container, grant.executor, grant.worker.host));
            }
            return;
        }
        final Grant orphan = state.workers.values().stream().map(w -> w.grants.get(held.container()))
                .filter(g -> g != null && g.phase() == Phase.ORPHAN && g.application.equals(application.id)).findFirst().orElse(null);
        if (orphan != null && application.ticket.equals(orphan.ticket)) {
            adopt(state, application, orphan, held, now);
        } else if (now - state.recoveryEnd < 0 && (held.executor() >= 0 || held.worker() != null) && !application.remembersLoss(held.container())) {
            final Expected expected = new Expected(held);
            application.expected.put(held.container(), expected);
            settle(state, application, expected);
        } else {
            lose(state, application, held.container(), application.lossOf(held.container()));
        }
    }

    private static void lose(final MasterState state, final ApplicationRecord application, final String container, final LossCause cause) {
        application.rememberLoss(container, cause);
        send(state, application, new ExecutorLost(container, new Loss(cause)));
    }

    private static void send(final MasterState state, final ApplicationRecord application, final WireMessage message) {
        state.command(new MasterCommand.ToApplication(application.id, message));
    }
}
