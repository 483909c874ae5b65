package io.kindling.cluster.standalone.master;

import io.kindling.cluster.api.ExecutorLaunchSpec;
import io.kindling.cluster.api.ExecutorTarget;
import io.kindling.cluster.api.LossCause;
import io.kindling.cluster.api.ResourceProfile;
import io.kindling.cluster.standalone.join.Ticket;
import io.kindling.cluster.standalone.message.ContainerGranted;
import io.kindling.cluster.standalone.message.DeployPolicy;
import io.kindling.cluster.standalone.message.EndExecutor;
import io.kindling.cluster.standalone.message.ExecutorEnded;
import io.kindling.cluster.standalone.message.HeldContainer;
import io.kindling.cluster.standalone.message.HeldExecutor;
import io.kindling.cluster.standalone.message.LaunchExecutor;
import io.kindling.cluster.standalone.message.Loss;
import io.kindling.cluster.standalone.message.OpenApplication;
import io.kindling.cluster.standalone.message.RegisterWorker;
import io.kindling.common.ApplicationId;
import io.kindling.common.ExecutorId;
import io.kindling.protocol.wire.WireMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A master's state under a clock that a test moves; memory counts in bytes. */
final class MasterHarness {

    static final int MANY = Integer.MAX_VALUE;

    long now = TimeUnit.HOURS.toNanos(1);
    private final List<MasterCommand> commands = new ArrayList<>();
    final MasterState state = new MasterState("t", now + TimeUnit.SECONDS.toNanos(20), commands::add);
    final WorkerEvents workers = new WorkerEvents(state);
    final DriverEvents drivers = new DriverEvents(state);

    void worker(final String id, final int cores, final long memory) {
        workers.onRegister(id, new RegisterWorker("host-" + id, cores, memory, "1", List.of(), List.of()), now);
    }

    void workerHolding(final String id, final int cores, final long memory, final String application, final List<String> containers) {
        workerHolding(id, cores, memory, application, containers, List.of());
    }

    /** A worker that an earlier master has told which applications are detached. */
    void workerHolding(final String id, final int cores, final long memory, final String application, final List<String> containers,
                       final List<String> detached) {
        final List<HeldExecutor> held = containers.stream()
                .map(c -> new HeldExecutor(c, application, Ticket.of(secret("secret-" + application)), 0, 1, 1)).toList();
        workers.onRegister(id, new RegisterWorker("host-" + id, cores, memory, "1", held, detached), now);
    }

    /** The worker reports that it has what it had, of these. */
    void registerAgain(final String id, final List<String> containers) {
        final WorkerRecord known = state.workers.get(id);
        final List<HeldExecutor> held = containers.stream().map(c -> new HeldExecutor(c, "a", Ticket.of(secret("secret-a")), 0, 1, 1)).toList();
        workers.onRegister(id, new RegisterWorker("host-" + id, known == null ? 1 : known.cores, known == null ? 4 : known.memory, "1", held, List.of()), now);
    }

    void open(final String application) {
        drivers.onOpen(application, message("secret-" + application, true, List.of()), now);
    }

    void openPacked(final String application) {
        drivers.onOpen(application, message("secret-" + application, false, List.of()), now);
    }

    String openWithSecret(final String application, final String secret) {
        return drivers.onOpen(application, message(secret, true, List.of()), now);
    }

    /** Comes back knowing what the master knows. */
    String reopen(final String application) {
        return reopen(application, List.copyOf(state.applications.get(application).grants.keySet()));
    }

    String reopen(final String application, final List<String> containers) {
        final List<HeldContainer> held = containers.stream().map(c -> new HeldContainer(c, "h", 1, 0, true, null)).toList();
        return drivers.onOpen(application, message("secret-" + application, true, held), now);
    }

    void target(final String application, final int cores, final long heap, final int executors, final int totalCores) {
        drivers.onTarget(application, new ExecutorTarget(new ResourceProfile(cores, heap, 0), executors, totalCores), now);
    }

    void launch(final String application, final String container, final int executor) {
        drivers.onLaunch(application, new LaunchExecutor(container, new ExecutorLaunchSpec(new ApplicationId(application), new ExecutorId(executor),
                new ResourceProfile(1, 1, 0), "1", List.of(), Map.of(), new byte[0])), now);
    }

    /** Asks for a custodian; returns what its container is called. */
    String custodian(final String application, final String worker, final int executor, final long heap) {
        final String container = LaunchExecutor.custodianOf(application, executor);
        drivers.onLaunch(application, new LaunchExecutor(container, new ExecutorLaunchSpec(new ApplicationId(application), new ExecutorId(executor),
                new ResourceProfile(0, heap, 0), "1", List.of(), Map.of(), new byte[0]), worker), now);
        return container;
    }

    void started(final String worker, final String container) {
        workers.onStarted(worker, container, now);
    }

    void ended(final String worker, final String container, final LossCause cause) {
        workers.onEnded(worker, new ExecutorEnded(container, new Loss(cause)), now);
    }

    /** Launches and starts all that was granted and tells the containers, numbered from executor 0. */
    List<String> runAll(final String application) {
        final List<String> containers = sent(application, ContainerGranted.class).stream().map(ContainerGranted::container).toList();
        for (int i = 0; i < containers.size(); i++) {
            final String container = containers.get(i);
            launch(application, container, i);
            started(state.applications.get(application).grants.get(container).worker.id, container);
        }
        return containers;
    }

    /** A new worker, and on it the executors of a new application, of one core each; tells their containers. */
    List<String> running(final String worker, final int cores, final long memory, final String application, final int executors) {
        worker(worker, cores, memory);
        open(application);
        target(application, 1, 1, executors, MANY);
        return runAll(application);
    }

    /** The worker carries out what it was asked to end. */
    void endAllAsked(final String worker) {
        sent(worker, EndExecutor.class).forEach(end -> ended(worker, end.container(), new LossCause.Exited(143, "")));
    }

    /** Time passes while everybody who is connected is heard. */
    void after(final int seconds) {
        now += TimeUnit.SECONDS.toNanos(seconds);
        state.workers.keySet().forEach(w -> workers.onHeartbeat(w, now));
        state.applications.keySet().forEach(a -> drivers.onHeartbeat(a, now));
        tick();
    }

    /** Time passes in silence. */
    void afterQuietly(final int seconds) {
        now += TimeUnit.SECONDS.toNanos(seconds);
        tick();
    }

    void clearSent() {
        commands.clear();
    }

    int freeCores(final String worker) {
        return state.workers.get(worker).freeCores();
    }

    long freeMemory(final String worker) {
        return state.workers.get(worker).freeMemory();
    }

    Map<String, Long> grantsByWorker(final String application) {
        return state.applications.get(application).grants.values().stream().collect(Collectors.groupingBy(g -> g.worker.id, Collectors.counting()));
    }

    <M extends WireMessage> List<M> sent(final String to, final Class<M> type) {
        return commands.stream().map(c -> {
            if (c instanceof MasterCommand.ToWorker message) {
                return message.worker().equals(to) ? message.message() : null;
            }
            return c instanceof MasterCommand.ToApplication message && message.application().equals(to) ? message.message() : null;
        }).filter(type::isInstance).map(type::cast).toList();
    }

    static byte[] secret(final String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void tick() {
        workers.onTick(now);
        drivers.onTick(now);
    }

    private static OpenApplication message(final String secret, final boolean spreadOut, final List<HeldContainer> held) {
        return new OpenApplication("name", secret(secret), new DeployPolicy(spreadOut, 10, 60_000), held);
    }
}
