package io.kindling.cluster.standalone.master;

import io.kindling.cluster.api.LossCause;
import io.kindling.cluster.standalone.message.ApplicationFailed;
import io.kindling.cluster.standalone.message.ContainerGranted;
import io.kindling.cluster.standalone.message.ExecutorLaunched;
import io.kindling.cluster.standalone.message.ExecutorLost;
import io.kindling.cluster.standalone.message.HeldContainer;
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
                send(state, application, new ContainerGranted(grant.container, grant.worker.host, grant.cores));
            } else {
                state.end(grant, now);
            }
        }
        if (application.failure != null) {
            send(state, application, new ApplicationFailed(application.failure));
        }
    }

    /** An executor that an earlier master granted belongs to the application again. */
    static void adopt(final MasterState state, final ApplicationRecord application, final Grant orphan, final HeldContainer held, final long now) {
        orphan.to(Phase.RUNNING);
        orphan.runningSince = now;
        application.grants.put(orphan.container, orphan);
        application.usedWorkers.add(orphan.worker.id);
        if (!held.launched()) {
            send(state, application, new ExecutorLaunched(orphan.container, orphan.executor, orphan.worker.host));
        }
    }

    /** What an earlier master granted and no worker has reported in time is lost. */
    static void giveUp(final MasterState state, final ApplicationRecord application) {
        for (final HeldContainer missing : List.copyOf(application.expected.values())) {
            lose(state, application, missing.container(), new LossCause.NodeLost(missing.host()));
        }
        application.expected.clear();
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
        } else if (now - state.recoveryEnd < 0 && held.executor() >= 0 && !application.remembersLoss(held.container())) {
            application.expected.put(held.container(), held);
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
