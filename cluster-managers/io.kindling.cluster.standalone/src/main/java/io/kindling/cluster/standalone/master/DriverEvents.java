package io.kindling.cluster.standalone.master;

import io.kindling.cluster.api.ExecutorTarget;
import io.kindling.cluster.api.LossCause;
import io.kindling.cluster.standalone.join.Ticket;
import io.kindling.cluster.standalone.master.ApplicationRecord.Presence;
import io.kindling.cluster.standalone.message.ApplicationClosed;
import io.kindling.cluster.standalone.message.ApplicationOpened;
import io.kindling.cluster.standalone.message.ExecutorLost;
import io.kindling.cluster.standalone.message.LaunchExecutor;
import io.kindling.cluster.standalone.message.Loss;
import io.kindling.cluster.standalone.message.OpenApplication;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What drivers tell the master. Every event may be repeated without harm. Pure. */
final class DriverEvents {

    /** How long a driver whose connection was lost may take to come back. A killed driver's executors end after it. */
    static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(3);
    /** How long containers without executors are kept for a driver that said it would come back. Executors are kept as long as they run: they end with their driver. */
    static final long LEASE_NANOS = TimeUnit.SECONDS.toNanos(60);
    /** How long an application that has nothing is kept for such a driver: it may have ended without its adapter. */
    static final long IDLE_LEASE_NANOS = TimeUnit.SECONDS.toNanos(10);
    /** How long a driver may be silent on a connection that looks whole. */
    static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final MasterState state;

    DriverEvents(final MasterState state) {
        this.state = state;
    }

    /**
     * An application begins or comes back.
     *
     * @return why not, or null; the caller has sent {@link ApplicationOpened} in neither case
     */
    String onOpen(final String id, final OpenApplication message, final long now) {
        final String ticket = Ticket.of(message.secret());
        final ApplicationRecord known = state.applications.get(id);
        if (known != null && !Ticket.equal(known.ticket, ticket)) {
            return "an application with the id " + id + " is open already: choose another id";
        }
        final ApplicationRecord application = known == null
                ? new ApplicationRecord(id, message.name(), ticket, message.policy(), now) : known;
        application.presence = Presence.CONNECTED;
        application.since = now;
        state.applications.put(id, application);
        state.command(new MasterCommand.ToApplication(id, new ApplicationOpened(null)));
        Recovery.reconcile(state, application, message.held(), now);
        state.tellDetached();
        state.schedule(now);
        return null;
    }

    void onTarget(final String id, final ExecutorTarget target, final long now) {
        final ApplicationRecord application = state.applications.get(id);
        if (application != null) {
            application.target = target;
            state.schedule(now);
        }
    }

    void onLaunch(final String id, final LaunchExecutor message, final long now) {
        final ApplicationRecord application = state.applications.get(id);
        if (application == null || application.presence == Presence.CLOSING) {
            return;
        }
        final Grant grant = application.grants.get(message.container());
        final String refusal = Custodians.refusal(state, application, message);
        if (grant == null && refusal != null) {
            application.expected.remove(message.container());
            state.command(new MasterCommand.ToApplication(id, new ExecutorLost(message.container(), new Loss(new LossCause.LaunchFailed(refusal)))));
        } else if (grant == null) {
            final Expected expected = application.expected.get(message.container());
            if (expected == null && message.worker() != null && !application.remembersLoss(message.container())) {
                Custodians.launch(state, application, message);
            } else if (expected != null) {
                Recovery.launch(state, application, expected, message);
            } else {
                final LossCause cause = new LossCause.LaunchFailed("its container is gone: " + application.lossOf(message.container()).text());
                state.command(new MasterCommand.ToApplication(id, new ExecutorLost(message.container(), new Loss(cause))));
            }
        } else if (grant.phase() == Phase.GRANTED) {
            state.launch(application, grant, message.spec());
        }
    }

    void onRelease(final String id, final int executor, final long now) {
        final ApplicationRecord application = state.applications.get(id);
        final Grant grant = application == null ? null : application.ofExecutor(executor);
        if (grant != null) {
            state.end(grant, now);
        } else if (application != null) {
            application.expected.values().stream().filter(e -> e.held.executor() == executor).forEach(e -> e.released = true);
        }
    }

    void onDetach(final String id, final long now) {
        final ApplicationRecord application = state.applications.get(id);
        if (application != null && application.presence != Presence.CLOSING) {
            application.presence = Presence.DETACHED;
            application.since = now;
            state.tellDetached();
        }
    }

    void onClose(final String id, final long now) {
        final ApplicationRecord application = state.applications.get(id);
        if (application == null) {
            state.command(new MasterCommand.ToApplication(id, new ApplicationClosed()));
        } else {
            state.close(application, now);
            state.schedule(now);
        }
    }

    /** A driver's connection ended without a word. */
    void onDisconnected(final String id, final long now) {
        final ApplicationRecord application = state.applications.get(id);
        if (application != null && application.presence == Presence.CONNECTED) {
            application.presence = Presence.AWAY;
            application.since = now;
        }
    }

    /**
     * A sign of life.
     *
     * @return whether the application is known
     */
    boolean onHeartbeat(final String id, final long now) {
        final ApplicationRecord application = state.applications.get(id);
        if (application != null && application.presence == Presence.CONNECTED) {
            application.since = now;
        }
        return application != null;
    }

    /** Looks at what time has brought. */
    void onTick(final long now) {
        for (final ApplicationRecord application : List.copyOf(state.applications.values())) {
            final long age = now - application.since;
            switch (application.presence) {
                case CONNECTED -> {
                    if (age > SILENCE_NANOS) {
                        state.command(new MasterCommand.DropApplication(application.id));
                        onDisconnected(application.id, now);
                    }
                }
                case AWAY -> closeAfter(application, age, GRACE_NANOS, now);
                case DETACHED -> {
                    if (application.hasProcesses()) {
                        application.since = now;
                    } else {
                        closeAfter(application, age, application.grants.isEmpty() ? IDLE_LEASE_NANOS : LEASE_NANOS, now);
                    }
                }
                case CLOSING -> { }
            }
            if (now - state.recoveryEnd >= 0) {
                Recovery.giveUp(state, application);
            }
        }
        state.schedule(now);
    }

    private void closeAfter(final ApplicationRecord application, final long age, final long limit, final long now) {
        if (age > limit) {
            state.close(application, now);
        }
    }
}
