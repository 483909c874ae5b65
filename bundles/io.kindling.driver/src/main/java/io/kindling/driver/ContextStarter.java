package io.kindling.driver;

import io.kindling.api.KindlingConf;
import io.kindling.api.KindlingException;
import io.kindling.api.spi.CurrentTask;
import io.kindling.api.spi.OperationServer;
import io.kindling.cluster.api.ApplicationDescription;
import io.kindling.cluster.api.ClusterSession;
import io.kindling.common.ApplicationId;
import io.kindling.common.Clock;
import io.kindling.compression.CompressionCodec;
import io.kindling.compression.CompressionCodecs;
import io.kindling.dataflow.CompressionKeys;
import io.kindling.deploy.ClassSpaces;
import io.kindling.driver.code.ApplicationCode;
import io.kindling.driver.code.RecordCodecSource;
import io.kindling.driver.config.ConfigCheck;
import io.kindling.driver.config.DriverKeys;
import io.kindling.driver.config.Encryption;
import io.kindling.driver.config.ExecutorSettings;
import io.kindling.driver.control.ApplicationControl;
import io.kindling.driver.control.ApplicationEvents;
import io.kindling.driver.control.ApplicationThreads;
import io.kindling.driver.control.ArtifactServer;
import io.kindling.driver.control.CachedRdds;
import io.kindling.driver.control.ControlAssembly;
import io.kindling.driver.control.ControlInbox;
import io.kindling.driver.control.ControlSetup;
import io.kindling.driver.control.DriverAddress;
import io.kindling.driver.control.DriverPort;
import io.kindling.driver.control.EnrolmentTokens;
import io.kindling.driver.control.Entrance;
import io.kindling.driver.control.LaunchSpecFactory;
import io.kindling.driver.control.Liveness;
import io.kindling.driver.control.Progress;
import io.kindling.driver.files.FilePaths;
import io.kindling.driver.files.InputRules;
import io.kindling.driver.rdd.ApplicationFiles;
import io.kindling.driver.rdd.CallSite;
import io.kindling.driver.rdd.Parallelism;
import io.kindling.driver.shared.ConfiguredFiles;
import io.kindling.driver.shared.SharedState;
import io.kindling.plan.JobPlanner;
import io.kindling.protocol.message.Messages;
import io.kindling.protocol.wire.WireFormat;
import io.kindling.scheduler.api.SchedulerSettings;
import io.kindling.scheduler.api.Speculation;
import io.kindling.transport.api.Authority;
import io.kindling.transport.api.ListenSpec;
import io.kindling.transport.api.Listener;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts contexts: checks, chooses, listens, asks the cluster; undoes all of it if a step fails. Thread-safe. */
final class ContextStarter {

    private static final Logger LOG = LoggerFactory.getLogger(ContextStarter.class);
    private static final Duration AUTHORITY_VALIDITY = Duration.ofDays(365);
    private static final long SESSION_CLOSE_MILLIS = 15_000;
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);

    private final ServiceBoard services;
    private final String runtimeVersion;
    private final Clock clock;
    private final SecureRandom random;

    /** @param runtimeVersion the build that executors must run */
    ContextStarter(final ServiceBoard services, final String runtimeVersion, final Clock clock, final SecureRandom random) {
        this.services = services;
        this.runtimeVersion = runtimeVersion;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Starts a context. Blocks until the cluster manager has accepted the application.
     *
     * @param ended told when it has ended
     */
    DriverContext start(final KindlingConf conf, final Owner owner, final Consumer<DriverContext> ended) {
        final Map<String, String> configuration = complete(conf);
        configuration.putIfAbsent(DriverKeys.APP_NAME.name(), owner.defaultName());
        final ExecutorSettings settings = ExecutorSettings.of(configuration);
        final NamedTransport transport = services.transport(configuration);
        final Closing closing = new Closing();
        try {
            final DriverContext context = new Start(Map.copyOf(configuration), settings, owner, transport, closing).run(ended);
            if (!context.listFiles().isEmpty()) {
                CurrentTask.use(context);
            }
            return context;
        } catch (final RuntimeException | Error e) {
            closing.run();
            throw e;
        }
    }

    /** What the context says wins, then what its master URL carries, then the operators' defaults. Only the whole can be checked: keys depend on others. */
    private Map<String, String> complete(final KindlingConf conf) {
        final Map<String, String> configuration = new TreeMap<>(conf.toMap());
        final Map<String, String> defaults = services.defaultSettings();
        final String master = configuration.computeIfAbsent(DriverKeys.MASTER.name(), defaults::get);
        if (master != null && !master.isBlank()) {
            services.cluster(master.strip()).manager().settingsOf(master.strip()).forEach(configuration::putIfAbsent);
        }
        defaults.forEach(configuration::putIfAbsent);
        new ConfigCheck(services.schemas()).check(configuration);
        return configuration;
    }

    /** One start under way. What its context keeps for its end keeps all of it, so no adapter is here. */
    private final class Start {

        private final ApplicationId application = newId();
        private final Instant started = Instant.ofEpochMilli(clock.currentTimeMillis());
        private final Map<String, String> configuration;
        private final ExecutorSettings settings;
        private final Owner owner;
        private final NamedTransport transport;
        private final Closing closing;

        Start(final Map<String, String> configuration, final ExecutorSettings settings, final Owner owner, final NamedTransport transport,
              final Closing closing) {
            this.configuration = configuration;
            this.settings = settings;
            this.owner = owner;
            this.transport = transport;
            this.closing = closing;
        }

        DriverContext run(final Consumer<DriverContext> ended) {
            final Listening listening = new Listening(application.value(), services.applicationListeners());
            closing.push("what listeners keep", listening); // first, so that it ends after the last event
            listening.open(configuration);
            final ApplicationThreads helper = ApplicationThreads.blocking(application);
            closing.push("the threads that may block", helper);
            final ApplicationFiles files = new ApplicationFiles(new FilePaths(Path.of("")), InputRules.of(configuration));
            closing.push("unfinished outputs", files);
            final CachedRdds cached = new CachedRdds();
            final JobPlanner planner = new JobPlanner(cached);
            final ApplicationCode code = openCode(planner);
            final AtomicReference<String> reason = new AtomicReference<>("The context could not be started");
            final EnrolmentTokens tokens = new EnrolmentTokens(application, random);
            final WireFormat format = new WireFormat(Messages.table());
            final SharedState shared = openShared(code, format, helper);
            final Entrance entrance = openEntrance(code, format, helper, shared);
            final DriverAddress address = listen(entrance, tokens);
            final ApplicationControl control = openControl(entrance, address, tokens, planner, cached, reason);
            openSession(control);
            final String bind = DriverKeys.BIND_ADDRESS.read(configuration);
            final ServedCalls calls = new ServedCalls(services,
                    new OperationServer.Setup(application.value(), address.host(), bind == null ? address.host() : bind, configuration));
            closing.push("calls of clients", calls);
            final Parallelism parallelism = new Parallelism(configuration, control);
            final ClusterMove move = new ClusterMove(services, control, transport, address.host(), configuration);
            final AtomicReference<DriverContext> self = new AtomicReference<>();
            final DriverContext.Identity identity = new DriverContext.Identity(application, owner, transport.transport(), runtimeVersion, started, shared);
            self.set(new Sessions(new Sessions.Application(identity, configuration, control, move, calls), new Sessions.Data(cached, files, parallelism), code)
                    .first(why -> {
                        reason.set(why);
                        ended.accept(self.get());
                        closing.run();
                        LOG.info("Application {} has ended", application);
                    }));
            LOG.info("Application {} has started [name={}, master={}]", application, configuration.get(DriverKeys.APP_NAME.name()),
                    configuration.get(DriverKeys.MASTER.name()));
            return self.get();
        }

        private ApplicationCode openCode(final JobPlanner planner) {
            final ClassSpaces spaces = services.spaces();
            final ApplicationCode code = new ApplicationCode(spaces, application.value(), owner.open(spaces, configuration), planner,
                    new RecordCodecSource(services.codec(), configuration));
            closing.push("the application's code", code);
            return code;
        }

        private SharedState openShared(final ApplicationCode code, final WireFormat format, final ApplicationThreads helper) {
            final CompressionCodec codec = DriverKeys.BROADCAST_COMPRESS.read(configuration) ? CompressionCodecs.of(CompressionKeys.CODEC.read(configuration)) : null;
            final SharedState shared = new SharedState(new SharedState.Setup(application.value(), code, new SharedState.Packing(codec, Encryption.key(configuration)),
                    DriverKeys.MAX_RESULT_SIZE.read(configuration), format, helper, CallSite::of));
            closing.push("broadcasts, accumulators and added files", shared);
            new ConfiguredFiles(configuration).addTo(shared.files(0));
            return shared;
        }

        private Entrance openEntrance(final ApplicationCode code, final WireFormat format, final ApplicationThreads helper, final SharedState shared) {
            final Liveness liveness = new Liveness(clock, DriverKeys.HEARTBEAT_INTERVAL.read(configuration), DriverKeys.NETWORK_TIMEOUT.read(configuration));
            return new Entrance(application, new ControlInbox(), format, liveness,
                    new ArtifactServer(code, transport.withinJvm(), format, helper), shared);
        }

        private ApplicationControl openControl(final Entrance entrance, final DriverAddress address, final EnrolmentTokens tokens,
                                               final JobPlanner planner, final CachedRdds cached, final AtomicReference<String> reason) {
            final ControlSetup setup = new ControlSetup(application, configuration, settings, services.scheduler().create(schedulerSettings()),
                    planner, cached, clock);
            final ApplicationControl control = new ApplicationControl(new ControlAssembly(setup, entrance,
                    new LaunchSpecFactory(application, runtimeVersion, address, settings, tokens), tokens,
                    new Progress(application, clock, services::listeners),
                    new ApplicationEvents(application, clock, services::applicationListeners), services::clusters));
            closing.push("the jobs and executors", () -> closeSessions(control.shutdown(reason.get())));
            services.controls().add(control.cluster());
            closing.push("news of cluster managers", () -> services.controls().remove(control.cluster()));
            return control;
        }

        private DriverAddress listen(final Entrance entrance, final EnrolmentTokens tokens) {
            final Authority authority = transport.transport().createAuthority(application.value(), AUTHORITY_VALIDITY);
            final String given = DriverKeys.HOST.read(configuration);
            final String host = given == null ? LocalAddress.towards(services.clusterUrl(configuration.get(DriverKeys.MASTER.name()).strip())) : given;
            final String bind = DriverKeys.BIND_ADDRESS.read(configuration);
            final ListenSpec spec = new ListenSpec("driver", bind == null ? host : bind, DriverKeys.PORT.read(configuration),
                    authority.issue("kindling://app/" + application + "/driver"), authority, tokens, entrance.limits());
            final Listener listener = DriverPort.open(transport.transport(), configuration, spec, entrance);
            closing.push("the driver's port", listener);
            return new DriverAddress(host, listener.port(), authority.fingerprint(), transport.name());
        }

        private void openSession(final ApplicationControl control) {
            new SessionOpener(services).open(new ApplicationDescription(application, configuration.get(DriverKeys.APP_NAME.name()),
                    configuration.get(DriverKeys.MASTER.name()).strip(), configuration), control.cluster()::opening);
        }

        private SchedulerSettings schedulerSettings() {
            return new SchedulerSettings(DriverKeys.TASK_FAILURES.read(configuration), DriverKeys.STAGE_ATTEMPTS.read(configuration),
                    DriverKeys.TASK_CPUS.read(configuration), DriverKeys.UNSCHEDULABLE.read(configuration).toNanos(),
                    DriverKeys.TASK_QUEUE.read(configuration).toNanos(), new Speculation(DriverKeys.SPECULATION.read(configuration),
                    DriverKeys.SPECULATION_INTERVAL.read(configuration).toNanos(), DriverKeys.SPECULATION_MULTIPLIER.read(configuration),
                    DriverKeys.SPECULATION_QUANTILE.read(configuration), DriverKeys.SPECULATION_LEAST.read(configuration).toNanos()),
                    DriverKeys.SHUFFLE_SERVICE_TIMEOUT.read(configuration).toNanos());
        }

        /** Adapters wait a few seconds themselves; more than that they do not get, whoever wrote them. */
        private void closeSessions(final List<ClusterSession> sessions) throws InterruptedException {
            final boolean interrupted = Thread.interrupted();
            final List<Thread> closers = sessions.stream().map(this::closer).toList();
            final long begin = System.nanoTime();
            for (final Thread closer : closers) {
                closer.join(Math.max(1, SESSION_CLOSE_MILLIS - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin)));
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        private Thread closer(final ClusterSession session) {
            final Thread closer = new Thread(() -> {
                try {
                    session.close();
                } catch (final RuntimeException | LinkageError e) {
                    LOG.warn("The cluster manager could not end its session [application={}]", application, e);
                }
            }, "kindling-close-" + application);
            closer.setDaemon(true);
            closer.setContextClassLoader(ContextStarter.class.getClassLoader());
            closer.start();
            return closer;
        }

        private ApplicationId newId() {
            final byte[] unique = new byte[4];
            random.nextBytes(unique);
            return new ApplicationId("app-" + STAMP.format(Instant.ofEpochMilli(clock.currentTimeMillis())) + "-" + HexFormat.of().formatHex(unique));
        }
    }
}
