package io.kindling.executor;

import static org.junit.Assert.assertTrue;

import io.kindling.common.Clock;
import io.kindling.dataflow.RecordCodecs;
import io.kindling.dataflow.RecordCodecFactory;
import io.kindling.dataflow.StageCompiler;
import io.kindling.deploy.ClassSpaces;
import io.kindling.deploy.DeployedClassSpaces;
import io.kindling.protocol.message.ArtifactChunk;
import io.kindling.protocol.message.ArtifactRef;
import io.kindling.protocol.message.BlockReport;
import io.kindling.protocol.message.CodeList;
import io.kindling.protocol.message.FetchArtifact;
import io.kindling.protocol.message.FetchCode;
import io.kindling.protocol.message.FindKeepers;
import io.kindling.protocol.message.Heartbeat;
import io.kindling.protocol.message.HeartbeatAck;
import io.kindling.protocol.message.Keepers;
import io.kindling.protocol.message.LaunchTasks;
import io.kindling.protocol.message.MapOutputs;
import io.kindling.protocol.message.Messages;
import io.kindling.protocol.message.OutputsTaken;
import io.kindling.protocol.message.RegisterExecutor;
import io.kindling.protocol.message.Registered;
import io.kindling.protocol.message.StageCode;
import io.kindling.protocol.message.ResultChunk;
import io.kindling.protocol.message.StatusUpdates;
import io.kindling.protocol.message.TaskStatus;
import io.kindling.protocol.stage.Operator;
import io.kindling.protocol.stage.Sink;
import io.kindling.protocol.stage.StageSpec;
import io.kindling.protocol.wire.WireFormat;
import io.kindling.protocol.wire.WireMessage;
import io.kindling.shuffle.FileShuffles;
import io.kindling.shuffle.Shuffles;
import io.kindling.storage.api.BlockStores;
import io.kindling.storage.memory.LocalBlockStores;
import io.kindling.transport.api.Acceptor;
import io.kindling.transport.api.Authority;
import io.kindling.transport.api.ConnectSpec;
import io.kindling.transport.api.Connection;
import io.kindling.transport.api.EnrolRequest;
import io.kindling.transport.api.Frame;
import io.kindling.transport.api.FrameHandler;
import io.kindling.transport.api.FrameLimits;
import io.kindling.transport.api.Identity;
import io.kindling.transport.api.ListenSpec;
import io.kindling.transport.api.Listener;
import io.kindling.transport.api.Transport;
import io.kindling.transport.local.LocalTransport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The driver's side of an application, over the local transport, and executors that work for it. */
final class TestDriver implements Acceptor, AutoCloseable {

    static final String APPLICATION = "app-1";
    private static final byte[] TOKEN = {1, 2, 3};

    final WireFormat format = new WireFormat(Messages.table());
    final ClassSpaces classSpaces = new DeployedClassSpaces(Object.class);
    final BlockingQueue<TaskStatus> statuses = new LinkedBlockingQueue<>();
    final BlockingQueue<RegisterExecutor> registrations = new LinkedBlockingQueue<>();
    final BlockingQueue<String> reports = new LinkedBlockingQueue<>();
    final List<MapOutputs.Location> keepers = new CopyOnWriteArrayList<>();
    final BlockingQueue<OutputsTaken> taken = new LinkedBlockingQueue<>();
    final BlockingQueue<ResultChunk> chunks = new LinkedBlockingQueue<>();
    final BlockingQueue<Heartbeat> heartbeats = new LinkedBlockingQueue<>();
    final Map<Integer, Connection> controls = new ConcurrentHashMap<>();
    final Map<Integer, CodeList> codes = new ConcurrentHashMap<>();
    final Map<String, Path> artifacts = new ConcurrentHashMap<>();
    final List<CompletableFuture<Integer>> executors = new ArrayList<>();
    final List<Thread> threads = new ArrayList<>();
    volatile Registered welcome = new Registered(null, Map.of(), List.of(), 50, 20_000);
    volatile boolean known = true;
    volatile String shuffle = "";
    volatile boolean outlive;
    volatile BlockStores blocks = new LocalBlockStores();
    volatile RecordCodecFactory codecs = RecordCodecs.factory();
    final List<ProcessExecutorEntry> entries = new CopyOnWriteArrayList<>();
    final Map<String, Shuffles> shuffles = new ConcurrentHashMap<>(Map.of(FileShuffles.KIND, new FileShuffles()));

    private final LocalTransport local = new LocalTransport();
    private final Authority authority = local.createAuthority("app", Duration.ofDays(1));
    private final Transport transport = new SigningForAll();
    private final Listener listener;
    private final Path directory;

    TestDriver(final Path directory) throws IOException {
        this.directory = directory;
        listener = local.listen(new ListenSpec("driver", "localhost", 0, authority.issue("kindling://app/" + APPLICATION + "/driver"), authority,
                (subject, token) -> { }, new FrameLimits(format.table().limits())), this);
    }

    /** Starts an executor on a thread of its own and waits until it has registered. */
    RegisterExecutor start(final int executor, final int slots, final StageCompiler compiler) throws Exception {
        begin(executor, slots, compiler);
        final RegisterExecutor registered = registrations.poll(20, TimeUnit.SECONDS);
        assertTrue("executor " + executor + " did not register", registered != null);
        return registered;
    }

    CompletableFuture<Integer> begin(final int executor, final int slots, final StageCompiler compiler) {
        final ProcessExecutorEntry entry = new ProcessExecutorEntry(new ExecutorParts(classSpaces, compiler, blocks,
                new InstalledShuffles(), codecs, format, Clock.SYSTEM));
        entries.add(entry);
        shuffles.forEach((name, service) -> entry.addShuffles(service, Map.of(Shuffles.NAME, name)));
        entry.addTransport(transport, Map.of(Transport.NAME, "local"));
        final CompletableFuture<Integer> code = new CompletableFuture<>();
        final Thread thread = new Thread(() -> code.complete(entry.run(new ByteArrayInputStream(bootstrap(executor, slots)))), "test-executor-" + executor);
        thread.setDaemon(true);
        thread.start();
        threads.add(thread);
        executors.add(code);
        return code;
    }

    byte[] bootstrap(final int executor, final int slots) {
        return String.join("\n", "driver.host=localhost", "driver.port=" + listener.port(), "authority=" + authority.fingerprint(), "token=010203",
                "application=" + APPLICATION, "executor=" + executor, "transport=local", "slots=" + slots, "host=localhost",
                "localDirs=" + directory.toString().replace("\\", "\\\\"), "shuffle=" + shuffle, "shuffle.outlive=" + outlive,
                "runtimeVersion=test").getBytes(StandardCharsets.UTF_8);
    }

    void send(final int executor, final WireMessage message) {
        assertTrue(controls.get(executor).send(message.type(), format.encode(message)));
    }

    /** Sends a stage that stands for whatever the test's compiler makes of it. */
    void stage(final int executor, final int stage) {
        send(executor, new StageCode(stage, new StageSpec(List.of(new Operator.CollectionSource()), new Sink.Collect())));
    }

    /** The same on another version of the application's code. */
    void stage(final int executor, final int stage, final int code) {
        send(executor, new StageCode(stage, new StageSpec(List.of(new Operator.CollectionSource()), new Sink.Collect(), code)));
    }

    void launch(final int executor, final int stage, final long... tasks) {
        send(executor, new LaunchTasks(stage, 0, Arrays.stream(tasks).mapToObj(id ->
                new LaunchTasks.TaskDescription(id, (int) id, 0, Map.of(0, new byte[] {(byte) id}))).toList()));
    }

    TaskStatus status() throws InterruptedException {
        final TaskStatus status = statuses.poll(20, TimeUnit.SECONDS);
        assertTrue("no status came", status != null);
        return status;
    }

    @Override
    public FrameHandler accept(final Connection connection) {
        return new FrameHandler() {
            @Override
            public void onFrame(final Connection from, final Frame frame) {
                final WireMessage message = format.decode(frame.type(), frame.payload());
                if (message instanceof RegisterExecutor register) {
                    controls.put(register.executor(), from);
                    from.reply(frame, welcome.type(), format.encode(welcome));
                    registrations.add(register);
                } else if (message instanceof Heartbeat heartbeat) {
                    heartbeats.add(heartbeat);
                    final HeartbeatAck ack = new HeartbeatAck(heartbeat.sequence(), known);
                    from.reply(frame, ack.type(), format.encode(ack));
                } else if (message instanceof StatusUpdates updates) {
                    statuses.addAll(updates.updates());
                } else if (message instanceof BlockReport report) {
                    reports.addAll(report.blocks().stream().map(block -> report.executor() + " " + block).toList());
                } else if (message instanceof FindKeepers) {
                    final Keepers answer = new Keepers(keepers);
                    from.reply(frame, answer.type(), format.encode(answer));
                } else if (message instanceof OutputsTaken answer) {
                    taken.add(answer);
                } else if (message instanceof ResultChunk chunk) {
                    chunks.add(chunk);
                } else if (message instanceof FetchCode fetch) {
                    final CodeList list = codes.getOrDefault(fetch.code(), new CodeList("The application has no version " + fetch.code(), List.of()));
                    from.reply(frame, list.type(), format.encode(list));
                } else if (message instanceof FetchArtifact fetch) {
                    final ArtifactChunk chunk = new ArtifactChunk(chunk(fetch));
                    from.reply(frame, chunk.type(), format.encode(chunk));
                }
            }
        };
    }

    private byte[] chunk(final FetchArtifact fetch) {
        try {
            final byte[] bytes = Files.readAllBytes(artifacts.get(fetch.hash()));
            return Arrays.copyOfRange(bytes, (int) Math.min(bytes.length, fetch.offset()), (int) Math.min(bytes.length, fetch.offset() + 1_000));
        } catch (final IOException e) {
            return null;
        }
    }

    static ArtifactRef ref(final io.kindling.deploy.Artifact artifact) {
        return new ArtifactRef(artifact.hash(), "jar", artifact.name(), artifact.size());
    }

    int exitCode(final int index) throws Exception {
        return executors.get(index).get(20, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws Exception {
        listener.close();
        for (final Thread thread : threads) {
            thread.join(20_000);
        }
    }

    /** The local transport asks for the authority of every listener, which an executor does not have. */
    private final class SigningForAll implements Transport {

        @Override
        public Authority createAuthority(final String name, final Duration validity) {
            return local.createAuthority(name, validity);
        }

        @Override
        public Authority loadAuthority(final byte[] saved) {
            return local.loadAuthority(saved);
        }

        @Override
        public Identity enrol(final EnrolRequest request, final Duration timeout) throws IOException {
            assertTrue(Arrays.equals(TOKEN, request.token()));
            return local.enrol(request, timeout);
        }

        @Override
        public Listener listen(final ListenSpec spec, final Acceptor acceptor) throws IOException {
            return local.listen(new ListenSpec(spec.role(), spec.host(), spec.port(), spec.identity(), authority, spec.enrolment(), spec.limits()), acceptor);
        }

        @Override
        public Connection connect(final ConnectSpec spec, final FrameHandler handler) throws IOException {
            return local.connect(spec, handler);
        }
    }
}
