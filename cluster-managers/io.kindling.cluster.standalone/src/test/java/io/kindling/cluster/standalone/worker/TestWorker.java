package io.kindling.cluster.standalone.worker;

import io.kindling.cluster.standalone.command.Installation;
import io.kindling.cluster.standalone.join.ClusterUri;
import io.kindling.cluster.standalone.join.Credential;
import io.kindling.cluster.standalone.join.MasterDialer;
import io.kindling.cluster.standalone.message.ClusterMessages;
import io.kindling.common.ApplicationId;
import io.kindling.protocol.wire.WireFormat;
import io.kindling.transport.api.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** A worker in the test's JVM. Its executors are {@code cat}, or fail at once if they have the option {@code -Dfail}. */
public final class TestWorker implements AutoCloseable {

    public final Map<String, Process> processes = new ConcurrentHashMap<>();
    private final Map<Process, Path> directories = new ConcurrentHashMap<>();
    private final WireFormat wire = new WireFormat(ClusterMessages.table());
    private final MasterDialer dialer;
    private final ExecutorStarter starter;
    private WorkerServer server;

    public TestWorker(final Transport transport, final Path credential, final Path work, final int cores) throws IOException {
        final Credential cluster = Credential.read(credential);
        final String id = UUID.randomUUID().toString();
        dialer = new MasterDialer(transport, wire, cluster.master(), cluster, ClusterUri.worker(id), "1");
        starter = new ExecutorStarter(this::start, new Installation(work, "1"));
        server = WorkerServer.start(dialer, wire, new WorkerState(new WorkerOffer(id, null, cores, 1L << 30, "1"), cluster.master(), cluster, work,
                List.of(), Map.of(), List.of()), starter);
    }

    /** Stops as a swapped bundle does, and tells what it has left. */
    public byte[] leave() throws IOException, InterruptedException {
        final byte[] left = server.leave().encode(wire);
        server.close();
        return left;
    }

    /** Goes on with what it left, as the next version of the bundle does. */
    public void resume(final byte[] left) throws IOException {
        server = WorkerServer.resume(dialer, wire, WorkerState.decode(wire, LeftWorker.decode(wire, left), "1"), starter);
    }

    /** The executors of an application whose processes are alive, as their directories say. */
    public Set<Integer> running(final ApplicationId application) {
        final Set<Integer> running = new TreeSet<>();
        processes.values().stream().filter(Process::isAlive).forEach(p -> {
            final Path directory = directories.get(p);
            if (directory.getParent().getFileName().toString().equals(application.value())) {
                running.add(Integer.valueOf(directory.getFileName().toString()));
            }
        });
        return running;
    }

    /** Kills the process of an executor; whether there was one. */
    public boolean kill(final ApplicationId application, final int executor) {
        return processes.values().stream().filter(process -> directories.get(process).endsWith(Path.of(application.value(), Integer.toString(executor))))
                .filter(Process::isAlive).map(Process::destroyForcibly).findAny().isPresent();
    }

    @Override
    public void close() {
        server.close();
    }

    private Process start(final String name, final ProcessBuilder builder) {
        if (builder == null) {
            return processes.get(name);
        }
        builder.command(builder.command().contains("-Dfail") ? List.of("ls", "/there/is/no/such/place") : List.of("cat"));
        try {
            final Process process = builder.start();
            directories.put(process, builder.directory().toPath());
            processes.put(name, process);
            return process;
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
