package io.kindling.cluster.standalone.worker;

import io.kindling.cluster.standalone.command.CommandFailure;
import io.kindling.cluster.standalone.command.DaemonProcess;
import io.kindling.cluster.standalone.command.Trees;
import io.kindling.cluster.standalone.join.Credential;
import io.kindling.cluster.standalone.join.CredentialFiles;
import io.kindling.cluster.standalone.join.Failures;
import io.kindling.cluster.standalone.join.HelloRefusedException;
import io.kindling.cluster.standalone.join.MasterAddress;
import io.kindling.cluster.standalone.message.ClusterMessages;
import io.kindling.common.ByteSize;
import io.kindling.protocol.wire.WireFormat;
import io.kindling.transport.api.Transport;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kindling worker}. */
@Command(name = "kindling worker", description = "Starts a worker, which runs executors for the master, and stays until it is stopped.", sortOptions = false)
final class WorkerCommandLine implements Callable<Integer> {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long FIRST_PAUSE_MILLIS = 20;
    private static final long LAST_PAUSE_MILLIS = 1_000;

    private final Transport transport;
    private final DaemonProcess process;
    private final BiFunction<String, ProcessBuilder, Process> children;
    private final WireFormat wire = new WireFormat(ClusterMessages.table());

    @Option(names = "--cores", paramLabel = "N", description = "How many cores to offer (default: all).")
    private Integer cores;
    @Option(names = "--memory", paramLabel = "SIZE", description = "How much memory to offer, e.g. 2g (default: the machine's less 1g, at least 512m).")
    private String memory;
    @Option(names = "--work-dir", paramLabel = "DIR", description = "Where executors run and their output is kept (default: work beside the installation's lib).")
    private Path workDir;
    @Option(names = "--host", paramLabel = "H", description = "This machine's address as others reach it (default: the one that it reaches the master from).")
    private String host;
    @Option(names = "--credentials", paramLabel = "FILE", description = "The cluster's credential file (default: ~/.kindling/clusters/HOST_PORT/credential).")
    private Path credentials;
    @Option(names = "--exit-with-parent", description = "End when the standard input ends.")
    private boolean exitWithParent;
    @Option(names = "--scratch", paramLabel = "DIR", hidden = true, description = "A directory to remove at the end.")
    private Path scratch;
    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Prints this text.")
    private boolean help;
    @Parameters(arity = "0..1", paramLabel = "kindling://host:port", description = "The master (default: the one that the credential file names).")
    private String master;

    WorkerCommandLine(final Transport transport, final DaemonProcess process, final BiFunction<String, ProcessBuilder, Process> children) {
        this.transport = transport;
        this.process = process;
        this.children = children;
    }

    @Override
    public Integer call() throws CommandFailure, InterruptedException {
        final MasterAddress given = address();
        if (exitWithParent) {
            process.lifetime().endWithParent();
        }
        final WorkerSwap swap = new WorkerSwap(transport, wire, process, children);
        final WorkerState before = swap.take();
        try (WorkerServer server = before == null ? join(given, swap) : resume(before, swap)) {
            if (server != null) {
                process.lifetime().await();
                if (process.lifetime().isSwap()) {
                    swap.leave(server);
                }
            }
        } finally {
            if (scratch != null && !process.lifetime().isSwap()) {
                // The executors write there: they go first.
                Trees.remove(scratch);
            }
        }
        return 0;
    }

    private MasterAddress address() throws CommandFailure {
        if (master == null && credentials == null) {
            throw CommandFailure.usage("give the address of the master, " + MasterAddress.FORM + ", or a credential file with --credentials");
        }
        try {
            return master == null ? null : MasterAddress.parse(master);
        } catch (final IllegalArgumentException e) {
            throw CommandFailure.usage(e.getMessage());
        }
    }

    private WorkerServer resume(final WorkerState before, final WorkerSwap swap) throws CommandFailure {
        try {
            final WorkerServer server = swap.resume(before);
            announce(before);
            return server;
        } catch (final IOException e) {
            throw new CommandFailure("the worker cannot go on after its bundle was updated: " + e.getMessage(), e);
        }
    }

    /** A worker and its master are often started together: who comes first waits. Null if the command is to end. */
    private WorkerServer join(final MasterAddress given, final WorkerSwap swap) throws CommandFailure, InterruptedException {
        final WorkerOffer offer = Capacity.offer(swap.id(), host, cores, memory, process.installation().version());
        final Path work = workPlace();
        final long deadline = System.nanoTime() + PATIENCE_NANOS;
        final Path file = credentials != null ? credentials.toAbsolutePath()
                : CredentialFiles.standard(Path.of(System.getProperty("user.home")), given);
        long pause = FIRST_PAUSE_MILLIS;
        boolean told = false;
        do {
            String failure;
            try {
                return tryToJoin(given, Credential.read(file), offer, work, swap);
            } catch (final NoSuchFileException e) {
                failure = "there is no credential file " + file + ": is the master running? If it runs on another machine or as another user,"
                        + " copy its credential file here and name it with --credentials";
            } catch (final HelloRefusedException e) {
                throw new CommandFailure(e.getMessage(), e);
            } catch (final IOException e) {
                failure = given == null ? e.getMessage() : Failures.explain(given, e);
            }
            if (System.nanoTime() - deadline > 0) {
                throw new CommandFailure(failure);
            }
            if (!told && pause >= LAST_PAUSE_MILLIS) {
                told = true;
                System.err.println("kindling worker: " + failure + ". Trying again for " + TimeUnit.NANOSECONDS.toSeconds(PATIENCE_NANOS) + " s ...");
            }
            pause = Math.min(LAST_PAUSE_MILLIS, pause * 2);
        } while (!process.lifetime().await(pause));
        return null;
    }

    private WorkerServer tryToJoin(final MasterAddress given, final Credential credential, final WorkerOffer offer, final Path work, final WorkerSwap swap) throws IOException {
        final MasterAddress address = given == null ? credential.master() : given;
        final WorkerState fresh = new WorkerState(offer, address, credential, work, List.of(), Map.of(), List.of());
        final WorkerServer server = swap.start(fresh);
        announce(fresh);
        return server;
    }

    private static void announce(final WorkerState state) {
        System.err.println("Kindling worker at " + state.master() + ": " + state.offer().cores() + " cores, "
                + ByteSize.format(state.offer().memoryBytes()) + " (work directory: " + state.work() + ")"
                + (state.executors().isEmpty() ? "" : ", goes on with " + state.executors().size() + " executors"));
    }

    private Path workPlace() throws CommandFailure {
        final Path work = workDir != null ? workDir.toAbsolutePath() : Capacity.standardWork(process.installation().home());
        try {
            return workDir == null ? CredentialFiles.createOwnDirectory(work) : CredentialFiles.createDirectory(work);
        } catch (final IOException e) {
            throw new CommandFailure("cannot make the work directory " + work + ": " + e + "; name another one with --work-dir", e);
        }
    }
}
