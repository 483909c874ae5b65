package io.kindling.cluster.standalone.adapter;

import io.kindling.cluster.api.ClusterException;
import io.kindling.cluster.api.ClusterListener;
import io.kindling.cluster.api.Container;
import io.kindling.cluster.api.ContainerId;
import io.kindling.cluster.api.ExecutorLaunchSpec;
import io.kindling.cluster.api.ExecutorTarget;
import io.kindling.cluster.api.LossCause;
import io.kindling.cluster.standalone.join.Intake;
import io.kindling.cluster.standalone.join.MasterLink;
import io.kindling.cluster.standalone.message.ApplicationClosed;
import io.kindling.cluster.standalone.message.ApplicationFailed;
import io.kindling.cluster.standalone.message.ApplicationOpened;
import io.kindling.cluster.standalone.message.CloseApplication;
import io.kindling.cluster.standalone.message.ContainerGranted;
import io.kindling.cluster.standalone.message.DetachApplication;
import io.kindling.cluster.standalone.message.ExecutorLaunched;
import io.kindling.cluster.standalone.message.ExecutorLost;
import io.kindling.cluster.standalone.message.HeldContainer;
import io.kindling.cluster.standalone.message.LaunchExecutor;
import io.kindling.cluster.standalone.message.OpenApplication;
import io.kindling.cluster.standalone.message.ReleaseExecutor;
import io.kindling.cluster.standalone.message.SetTarget;
import io.kindling.common.Agent;
import io.kindling.common.ExecutorId;
import io.kindling.protocol.wire.WireFormat;
import io.kindling.protocol.wire.WireMessage;
import io.kindling.transport.api.Connection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns one application's side of its session: what it has and what it wants. After a lost connection it says both
 * again, so that nothing depends on whether a message arrived. Calls the listener on its own thread.
 */
final class SessionAgent implements Agent, MasterLink.Owner {

    private static final Logger LOG = LoggerFactory.getLogger(SessionAgent.class);
    private static final int REMEMBERED_LOSSES = 1_000;

    final CompletableFuture<Void> opened = new CompletableFuture<>();
    final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final SessionState start;
    private final ClusterListener listener;
    private final WireFormat wire;
    private final Intake intake;
    private final Pulse pulse;
    private final Map<String, Claim> claims = new LinkedHashMap<>();
    private final Map<String, LossCause> gone = new LinkedHashMap<>();
    private final Set<Integer> releases = new TreeSet<>();
    private ExecutorTarget target;
    private Connection master;
    private boolean unreachable;
    private boolean closing;
    private boolean welcomed;
    /** Once it is let go: nothing is sent and nobody is told any more, but what the application says is still remembered. */
    private boolean resting;
    private String failure;

    SessionAgent(final SessionState start, final ClusterListener listener, final WireFormat wire, final Intake intake, final Pulse pulse) {
        this.start = start;
        this.listener = listener;
        this.wire = wire;
        this.intake = intake;
        this.pulse = pulse;
        target = start.work().target();
        for (final HeldContainer held : start.work().held()) {
            claims.put(held.container(), new Claim(held));
        }
        for (final SessionState.Launch launch : start.work().launches()) {
            claims.get(launch.container()).spec = launch.spec();
        }
        for (final int executor : start.work().releases()) {
            releases.add(executor);
        }
    }

    @Override
    public String roleName() {
        return "cluster-session-" + start.application();
    }

    @Override
    public int doWork() {
        final int done = intake.drain();
        pulse.beat(master);
        return done;
    }

    /** Runs a command of the session on the agent's thread. */
    void post(final Runnable command) {
        intake.take(command);
    }

    void setTarget(final ExecutorTarget wanted) {
        target = wanted;
        send(new SetTarget(wanted));
    }

    void launch(final String container, final ExecutorLaunchSpec spec) {
        final Claim claim = claims.get(container);
        if (claim == null && resting) {
            // The master tells whoever goes on with the application that there is no such container.
            final Claim unknown = new Claim(container, "unknown", 1, null);
            unknown.executor = spec.executor().value();
            unknown.spec = spec;
            claims.put(container, unknown);
        } else if (claim == null) {
            final LossCause cause = gone.getOrDefault(container, new LossCause.LaunchFailed("there is no container " + container));
            tell(() -> listener.onLost(spec.executor(), cause));
        } else if (claim.executor < 0) {
            claim.executor = spec.executor().value();
            claim.spec = spec;
            sendLaunch(claim);
        }
    }

    void launchCustodian(final String worker, final ExecutorLaunchSpec spec) {
        final String container = LaunchExecutor.custodianOf(start.application(), spec.executor().value());
        if (gone.containsKey(container)) {
            tell(() -> listener.onLost(spec.executor(), gone.get(container)));
        } else if (!claims.containsKey(container)) {
            final Claim claim = new Claim(container, worker, 0, worker);
            claim.executor = spec.executor().value();
            claim.spec = spec;
            claims.put(container, claim);
            sendLaunch(claim);
        }
    }

    void release(final int executor) {
        if (claims.values().stream().anyMatch(c -> c.executor == executor)) {
            releases.add(executor);
            send(new ReleaseExecutor(executor));
        }
    }

    /** Says that the executors are to stay; from then on nothing more is heard of this session. */
    void detach() {
        if (!resting) {
            send(new DetachApplication());
            resting = true;
            opened.completeExceptionally(new ClusterException("the bundle of the cluster manager is being replaced; try again when it is back"));
        }
    }

    /** What is needed to come back; on the agent's thread, or on any one after that has ended. */
    SessionState state() {
        intake.drain();
        final List<SessionState.Launch> launches = claims.values().stream().filter(c -> c.spec != null)
                .map(c -> new SessionState.Launch(c.container, c.spec)).toList();
        final SessionState.Work work = new SessionState.Work(target, held(), launches, releases.stream().mapToInt(Integer::intValue).toArray());
        return new SessionState(start.master(), start.credentials(), start.application(), start.name(), start.secret(), start.policy(), work);
    }

    void close() {
        closing = true;
        if (master == null || unreachable) {
            closed.complete(null);
        } else {
            send(new CloseApplication());
        }
    }

    @Override
    public void onUp(final Connection connection) {
        post(() -> {
            if (resting) {
                return;
            }
            master = connection;
            send(new OpenApplication(start.name(), start.secret(), start.policy(), held()));
        });
    }

    @Override
    public void onMessage(final Connection connection, final WireMessage message) {
        intake.take(connection, () -> {
            if (connection == master && !resting) {
                onMessage(message);
            }
        });
    }

    @Override
    public void onDown(final String reason) {
        post(() -> {
            if (closing) {
                // The master ends what an application without a connection has; there is nobody left to wait for.
                closed.complete(null);
            }
            if (!unreachable) {
                unreachable = true;
                tell(() -> listener.onUnreachable("the master at " + start.master() + " does not answer: " + reason));
            }
        });
    }

    private void onMessage(final WireMessage message) {
        if (message instanceof ContainerGranted granted) {
            onGranted(granted);
        } else if (message instanceof ExecutorLaunched launched) {
            onLaunched(launched);
        } else if (message instanceof ExecutorLost lost) {
            onLost(lost.container(), lost.loss().cause());
        } else if (message instanceof ApplicationOpened open) {
            onOpened(open);
        } else if (message instanceof ApplicationFailed failed) {
            onFailed(failed.reason());
        } else if (message instanceof ApplicationClosed) {
            closed.complete(null);
        } else {
            LOG.warn("The master sent a message of type {}, which is not for drivers", message.type());
        }
    }

    private void onOpened(final ApplicationOpened open) {
        if (open.refusal() != null) {
            if (!opened.completeExceptionally(new ClusterException("The master at " + start.master() + " refuses: " + open.refusal()))) {
                onFailed("the master refuses to take the application back: " + open.refusal());
            }
            return;
        }
        if (target != null) {
            send(new SetTarget(target));
        }
        claims.values().stream().filter(c -> c.spec != null).forEach(this::sendLaunch);
        releases.forEach(executor -> send(new ReleaseExecutor(executor)));
        if (unreachable) {
            unreachable = false;
            tell(listener::onReachable);
        }
        if (!welcomed) {
            welcomed = true;
            // An application answers a grant with a launch: where it has not, the grant came too late for the session before.
            List.copyOf(claims.values()).stream().filter(c -> c.executor < 0).forEach(this::tellGranted);
            opened.complete(null);
        }
    }

    private void onGranted(final ContainerGranted granted) {
        final Claim claim = new Claim(granted.container(), granted.host(), granted.cores(), granted.worker());
        if (claims.putIfAbsent(granted.container(), claim) == null) {
            tellGranted(claim);
        }
    }

    private void tellGranted(final Claim claim) {
        tell(() -> listener.onGranted(new Container(new ContainerId(claim.container), claim.host, claim.cores, claim.worker)));
    }

    private void onLaunched(final ExecutorLaunched launched) {
        final Claim claim = claims.get(launched.container());
        if (claim != null && !claim.launched && claim.executor >= 0) {
            claim.launched = true;
            claim.spec = null;
            tell(() -> listener.onLaunched(new ExecutorId(claim.executor), launched.host()));
        }
    }

    private void onLost(final String container, final LossCause cause) {
        final Claim claim = claims.remove(container);
        if (claim == null) {
            return;
        }
        gone.put(container, cause);
        if (gone.size() > REMEMBERED_LOSSES) {
            gone.remove(gone.keySet().iterator().next());
        }
        if (claim.executor >= 0) {
            releases.remove(claim.executor);
            tell(() -> listener.onLost(new ExecutorId(claim.executor), cause));
        }
    }

    private void onFailed(final String reason) {
        if (!reason.equals(failure)) {
            failure = reason;
            tell(() -> listener.onFailed(reason));
        }
    }

    private void sendLaunch(final Claim claim) {
        try {
            send(new LaunchExecutor(claim.container, claim.spec, claim.cores == 0 ? claim.worker : null));
        } catch (final IllegalArgumentException e) {
            final LossCause cause = new LossCause.LaunchFailed(e.getMessage() + "; shorten the JVM options and environment of executors");
            claim.spec = null;
            tell(() -> listener.onLost(new ExecutorId(claim.executor), cause));
        }
    }

    private List<HeldContainer> held() {
        return claims.values().stream().map(Claim::held).toList();
    }

    private void send(final WireMessage message) {
        if (master != null && !resting) {
            master.send(message.type(), wire.encode(message));
        }
    }

    private void tell(final Runnable event) {
        if (resting) {
            return;
        }
        try {
            event.run();
        } catch (final RuntimeException e) {
            LOG.error("The application failed at an event of its cluster", e);
        }
    }
}
