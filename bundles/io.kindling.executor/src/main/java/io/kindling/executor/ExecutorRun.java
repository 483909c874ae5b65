package io.kindling.executor;

import io.kindling.common.Agent;
import io.kindling.common.AgentRunner;
import io.kindling.common.Inbox;
import io.kindling.common.files.DataFiles;
import io.kindling.compression.CompressionCodecs;
import io.kindling.dataflow.CompressionKeys;
import io.kindling.executor.code.ArtifactCache;
import io.kindling.executor.code.CodeVersions;
import io.kindling.executor.code.WorkplaceOpener;
import io.kindling.executor.control.Ending;
import io.kindling.executor.control.ExecutorAgent;
import io.kindling.executor.control.Heartbeats;
import io.kindling.executor.control.Intake;
import io.kindling.executor.data.BlockCopies;
import io.kindling.executor.data.BlockNames;
import io.kindling.executor.data.BlockReports;
import io.kindling.executor.data.ExecutorBlocks;
import io.kindling.executor.data.ResultStore;
import io.kindling.executor.data.ShufflePeers;
import io.kindling.executor.data.ShuffleServer;
import io.kindling.executor.data.TakeOvers;
import io.kindling.executor.data.UnprovenBlocks;
import io.kindling.executor.files.LocalDirectories;
import io.kindling.executor.files.NoLocalDirectoryException;
import io.kindling.executor.link.Bootstrap;
import io.kindling.executor.link.DriverLink;
import io.kindling.executor.shared.SharedContents;
import io.kindling.executor.task.CappedMemory;
import io.kindling.executor.task.MemoryBudget;
import io.kindling.executor.task.TaskThreads;
import io.kindling.protocol.message.ArtifactRef;
import io.kindling.protocol.message.MapOutputs;
import io.kindling.protocol.message.Registered;
import io.kindling.protocol.wire.WireFormat;
import io.kindling.shuffle.ShuffleOptions;
import io.kindling.shuffle.ShuffleSession;
import io.kindling.shuffle.ShuffleSetup;
import io.kindling.shuffle.Shuffles;
import io.kindling.storage.api.BlockStore;
import io.kindling.storage.api.StorageMemory;
import io.kindling.storage.api.StoreSetup;
import io.kindling.transport.api.Connection;
import io.kindling.transport.api.Frame;
import io.kindling.transport.api.FrameHandler;
import io.kindling.transport.api.Identity;
import io.kindling.transport.api.Transport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One executor, from its bootstrap to its end. What it opens it closes, in reverse order, whatever happens. */
final class ExecutorRun {

    private static final Logger LOG = LoggerFactory.getLogger(ExecutorRun.class);
    private static final int INBOX = 4_096;
    private static final int HEARTBEAT_INBOX = 64;
    private static final long ALONE_CLOSE_MILLIS = 700;
    private static final long SHARED_CLOSE_MILLIS = 5_000;
    /** Which part of the heap the answers to other executors may take while they wait to be sent. */
    private static final int UNSENT_PART = 8;

    private final ExecutorParts parts;
    private final Bootstrap bootstrap;
    private final WireFormat format;
    private final boolean alone;
    private final Ending ending = new Ending();
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private volatile Shuffles kind;
    /** Its parent is gone, and with it whoever would delete what it leaves. */
    private boolean orphaned;

    ExecutorRun(final ExecutorParts parts, final Bootstrap bootstrap) {
        this.parts = parts;
        this.bootstrap = bootstrap;
        format = parts.format();
        alone = parts.classSpaces().lent(bootstrap.application().value()) == null;
    }

    /** Ends it from outside. */
    void end(final String reason) {
        ending.end(1, reason);
    }

    /** Whether its map outputs are kept there. */
    boolean keepsOutputsIn(final Shuffles shuffles) {
        return kind == shuffles;
    }

    /** Runs it; returns the exit code. */
    int run(final Transport transport) {
        try {
            start(transport);
            final Ending.Reason reason = ending.await();
            tell(reason, reason.text());
            return reason.code();
        } catch (final InterruptedException e) {
            orphaned = true;
            LOG.info("Executor {} of {} was told to end", bootstrap.executor(), bootstrap.application());
            return 1;
        } catch (final IOException | RuntimeException e) {
            final Ending.Reason reason = ending.reason();
            if (reason != null) {
                // Whatever it was waiting for fails then, and that is no news.
                tell(reason, reason.text() + ", while it was starting: " + e.getMessage());
            } else if (Thread.currentThread().isInterrupted()) {
                orphaned = true;
                LOG.info("Executor {} of {} was told to end while it started: {}", bootstrap.executor(), bootstrap.application(), e.getMessage());
            } else {
                LOG.error("Executor {} of {} cannot work: {}", bootstrap.executor(), bootstrap.application(), e.getMessage());
            }
            LOG.debug("Executor {} of {} cannot work", bootstrap.executor(), bootstrap.application(), e);
            return codeOf(e);
        } finally {
            ending.end(1, "the executor ends"); // lets tasks go that still wait to tell how they ended
            final boolean interrupted = Thread.interrupted(); // closing waits, for limited times
            closeAll();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static int codeOf(final Exception failure) {
        if (failure instanceof NoLocalDirectoryException) {
            return Ending.NO_LOCAL_DIRECTORY;
        }
        return failure instanceof NoSuchShuffleException ? Ending.NO_SUCH_SHUFFLE : 1;
    }

    /** An end that is a failure to whoever started it says why in its log, at any level that is usual: the end of it is all that users see. */
    private void tell(final Ending.Reason reason, final String text) {
        if (reason.code() == 0) {
            LOG.info("Executor {} of {} ends: {}", bootstrap.executor(), bootstrap.application(), text);
        } else {
            LOG.warn("Executor {} of {} ends: {}", bootstrap.executor(), bootstrap.application(), text);
        }
    }

    private void start(final Transport transport) throws IOException {
        kind = parts.shuffles().find(bootstrap.shuffle());
        final DriverLink driver = new DriverLink(transport, bootstrap, format);
        final Identity identity = driver.enrol();
        final int executor = bootstrap.executor().value();
        final LocalDirectories files = opened(LocalDirectories.create(directories(), "kindling-" + bootstrap.application() + "-" + executor + "-",
                parts.clock(), why -> ending.end(Ending.NO_LOCAL_DIRECTORY, why)));
        final ShufflePeers peers = opened(new ShufflePeers(transport, bootstrap, identity, format));
        final OpenShuffles outputs = opened(OpenShuffles.open(kind, bootstrap, alone, new ShuffleSetup(executor, files.all(), peers,
                ShuffleSetup.DEFAULT_BYTES_IN_FLIGHT, ShuffleSetup.DEFAULT_RETRY_WAIT, parts.clock(), new Random()), () -> orphaned || ending.reason().over()));
        final ShuffleSession shuffles = outputs.session();
        final TakeOvers takeOvers = opened(new TakeOvers(executor, shuffles, parts.clock()));
        final AtomicReference<SharedContents> shared = new AtomicReference<>(); // it needs to know the port
        final ShuffleServer server = opened(new ShuffleServer(bootstrap.executorsUri(), executor, format, request -> shared.get().serve(request),
                Runtime.getRuntime().maxMemory() / UNSENT_PART));
        final int dataPort = server.open(transport, bootstrap, identity, shuffles);
        shared.set(opened(shared(driver, identity, dataPort, files, peers)));
        final Inbox inbox = new Inbox(INBOX);
        final Intake intake = new Intake(inbox, ending);
        final Connection control = opened(driver.connect("control", identity, intake));
        open.push(intake::closing);
        final Registered registered = driver.register(control, dataPort, alone ? ProcessHandle.current().pid() : 0, outputs.place());
        files.seal(registered.dataKey());
        shuffles.configure(registered.configuration());
        shuffles.configure(ShuffleOptions.of(registered.configuration(), bootstrap.host(), registered.dataKey()));
        final AgentHolder agent = new AgentHolder();
        startHeartbeats(driver, identity, registered, agent);
        final MemoryBudget budget = MemoryBudget.ofHeap(Runtime.getRuntime().maxMemory(), ExecutorKeys.MEMORY_FRACTION.read(registered.configuration()),
                ExecutorKeys.STORAGE_FRACTION.read(registered.configuration()), Math.max(1, bootstrap.slots()));
        final ExecutorBlocks blocks = opened(blocks(registered, budget, files, new Links(driver, control, peers, dataPort, inbox)));
        server.serve(blocks);
        final WorkplaceOpener.Common common = new WorkplaceOpener.Common(shuffles, blocks, files, parts.clock(),
                new WorkplaceOpener.Codecs(parts.codecs(), registered.configuration(),
                        ExecutorKeys.SPILL_COMPRESS.read(registered.configuration()) ? CompressionCodecs.of(CompressionKeys.CODEC.read(registered.configuration())) : null), shared.get());
        final ResultStore results = opened(new ResultStore(executor, ExecutorKeys.MOST_DIRECT.read(registered.configuration()), files));
        final CodeVersions codes = opened(codes(driver, control, registered, common));
        agent.agent = new ExecutorAgent(executor, inbox, intake, format, control, ending,
                new ExecutorAgent.Work(codes, common, parts.compiler(), budget, new ExecutorAgent.Data(takeOvers, results), alone,
                        new ExecutorAgent.Limits(ExecutorKeys.KILL_TIMEOUT.read(registered.configuration()),
                                ExecutorKeys.TASK_CPUS.read(registered.configuration()))));
        runAgent(agent.agent, inbox);
        LOG.info("Executor {} of {} is ready [slots={}, host={}, dataPort={}]", executor, bootstrap.application(), bootstrap.slots(), bootstrap.host(), dataPort);
    }

    /** What leads to the driver and to the other executors. */
    private record Links(DriverLink driver, Connection control, ShufflePeers peers, int dataPort, Inbox inbox) {
    }

    /** The partitions that are kept, which share their memory with the tasks. */
    private ExecutorBlocks blocks(final Registered registered, final MemoryBudget budget, final LocalDirectories files, final Links links) {
        final int executor = bootstrap.executor().value();
        final BlockNames names = new BlockNames(bootstrap.application().value());
        final BlockReports reports = new BlockReports(executor, names, budget.total(), budget.storage(), () -> links.inbox.offer(() -> { }));
        final UnprovenBlocks unproven = new UnprovenBlocks(reports);
        final StorageMemory offHeap = ExecutorKeys.OFF_HEAP.read(registered.configuration())
                ? new CappedMemory(ExecutorKeys.OFF_HEAP_SIZE.read(registered.configuration())) : StorageMemory.NONE;
        final BlockStore store = parts.blocks().open(new StoreSetup(budget.storage(), offHeap, files, unproven,
                ExecutorKeys.KEPT_COMPRESS.read(registered.configuration()) ? CompressionKeys.CODEC.read(registered.configuration()) : ""));
        budget.evictor(store::shrink);
        return new ExecutorBlocks(store, unproven, links.peers, names, new BlockCopies.Here(
                new MapOutputs.Location(executor, bootstrap.host(), links.dataPort), () -> links.driver.keepers(links.control)), parts.clock(), files);
    }

    private SharedContents shared(final DriverLink driver, final Identity identity, final int dataPort, final LocalDirectories files, final ShufflePeers peers) {
        return new SharedContents(new MapOutputs.Location(bootstrap.executor().value(), bootstrap.host(), dataPort), format, new SharedContents.Surroundings() {

            @Override
            public Connection connect(final FrameHandler handler) throws IOException {
                return driver.connect("contents", identity, handler);
            }

            @Override
            public Path newFile() throws IOException {
                return files.newFile("content");
            }

            @Override
            public DataFiles files() {
                return files.dataFiles();
            }
        }, peers, new Random());
    }

    /** Heartbeats begin before there is an agent: fetching artifacts may take longer than the lease. */
    private static final class AgentHolder {

        private volatile ExecutorAgent agent;

        long[] running() {
            final ExecutorAgent there = agent;
            return there == null ? new long[0] : there.running();
        }
    }

    private void startHeartbeats(final DriverLink driver, final Identity identity, final Registered registered, final AgentHolder agent) throws IOException {
        final Inbox inbox = new Inbox(HEARTBEAT_INBOX);
        final Heartbeats.Rhythm rhythm = new Heartbeats.Rhythm(Duration.ofMillis(registered.heartbeatMillis()), Duration.ofMillis(registered.leaseMillis()));
        final Heartbeats heartbeats = new Heartbeats(bootstrap.executor().value(), parts.clock(), inbox, format, rhythm, agent::running, ending);
        final Connection connection = opened(driver.connect("heartbeat", identity, new FrameHandler() {
            @Override
            public void onFrame(final Connection from, final Frame frame) {
                from.close(); // here the driver only answers
            }

            @Override
            public void onClosed(final Connection from, final Throwable cause) {
                ending.end(cause == null ? 0 : 1, "the heartbeat connection to the driver has ended" + (cause == null ? "" : ": " + cause.getMessage()));
            }
        }));
        runAgent(heartbeats.over(connection), inbox);
    }

    private void runAgent(final Agent agent, final Inbox inbox) {
        opened(new AgentRunner(agent, inbox, error -> {
            LOG.error("{} failed", agent.roleName(), error);
            ending.end(1, agent.roleName() + " failed: " + error);
        })).start();
    }

    /** Fetches the application's first code; the first task opens it. */
    private CodeVersions codes(final DriverLink driver, final Connection control, final Registered registered, final WorkplaceOpener.Common common)
            throws IOException {
        final ArtifactCache artifacts = new ArtifactCache(new ArtifactCache.Driver() {
            @Override
            public List<ArtifactRef> list(final int code) throws IOException {
                return driver.code(control, code);
            }

            @Override
            public void fetch(final ArtifactRef artifact, final Path target) throws IOException {
                driver.fetch(control, artifact, target);
            }
        }, parts.classSpaces(), common.files());
        if (alone && bootstrap.slots() > 0) {
            artifacts.fetchFirst(registered.artifacts());
        }
        return new CodeVersions(new WorkplaceOpener(bootstrap.application().value(), parts.classSpaces(), artifacts, common),
                () -> new TaskThreads(bootstrap.slots(), alone ? ALONE_CLOSE_MILLIS : SHARED_CLOSE_MILLIS));
    }

    private List<Path> directories() {
        if (!bootstrap.localDirs().isEmpty()) {
            return bootstrap.localDirs().stream().map(Path::of).toList();
        }
        // A process of ours was started in a directory made for it; a JVM that is shared is somebody's own.
        return List.of(alone ? Path.of("").toAbsolutePath() : Path.of(System.getProperty("java.io.tmpdir")));
    }

    private <T extends AutoCloseable> T opened(final T part) {
        open.push(part);
        return part;
    }

    private void closeAll() {
        for (AutoCloseable part; (part = open.poll()) != null;) {
            try {
                part.close();
            } catch (final Exception e) {
                LOG.warn("Executor {}: {} does not close", bootstrap.executor(), part.getClass().getSimpleName(), e);
            }
        }
    }
}
