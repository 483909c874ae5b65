package io.kindling.cluster.standalone.master;

import io.kindling.cluster.standalone.command.CommandFailure;
import io.kindling.cluster.standalone.command.DaemonProcess;
import io.kindling.cluster.standalone.command.Trees;
import io.kindling.cluster.standalone.join.CredentialFiles;
import io.kindling.cluster.standalone.join.MasterAddress;
import io.kindling.transport.api.Transport;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code kindling master}. */
@Command(name = "kindling master", description = "Starts the master of a cluster and stays until it is stopped.", sortOptions = false)
final class MasterCommandLine implements Callable<Integer> {

    private static final int LAST_PORT = 65_535;
    private static final int TRIES_FOR_ANY_PORT = 5;

    private final Transport transport;
    private final DaemonProcess process;

    @Option(names = "--host", paramLabel = "H", defaultValue = "127.0.0.1", description = "The address to listen at (default: ${DEFAULT-VALUE}, this machine only).")
    private String host;
    @Option(names = "--port", paramLabel = "P", defaultValue = "7077", description = "The port to listen at, 0 for any that is free (default: ${DEFAULT-VALUE}).")
    private int port;
    @Option(names = "--credentials", paramLabel = "FILE", description = "The cluster's credential file; made if missing (default: ~/.kindling/clusters/HOST_PORT/credential).")
    private Path credentials;
    @Option(names = "--exit-with-parent", description = "End when the standard input ends.")
    private boolean exitWithParent;
    @Option(names = "--scratch", paramLabel = "DIR", hidden = true, description = "A directory to remove at the end.")
    private Path scratch;
    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Prints this text.")
    private boolean help;

    MasterCommandLine(final Transport transport, final DaemonProcess process) {
        this.transport = transport;
        this.process = process;
    }

    @Override
    public Integer call() throws CommandFailure, InterruptedException {
        if (port < 0 || port > LAST_PORT) {
            throw CommandFailure.usage("--port " + port + " is not allowed: it must be from 0 to " + LAST_PORT);
        }
        final MasterAddress before = MasterPlace.decode(process.take(MasterPlace.NAME));
        if (exitWithParent) {
            process.lifetime().endWithParent();
        }
        try (MasterServer server = before == null ? start() : takeOver(before)) {
            process.lifetime().await();
        } finally {
            if (scratch != null && !process.lifetime().isSwap()) {
                Trees.remove(scratch);
            }
        }
        return 0;
    }

    /** Goes on where the version of this bundle before left: workers and drivers come back to the same place by themselves. */
    private MasterServer takeOver(final MasterAddress place) throws CommandFailure {
        try {
            return start(place);
        } catch (final IOException e) {
            throw new CommandFailure("cannot go on as the master at " + place + " after this bundle was updated: " + e.getMessage(), e);
        }
    }

    private MasterServer start() throws CommandFailure {
        IOException last = null;
        for (int i = 0; i < (port == 0 ? TRIES_FOR_ANY_PORT : 1); i++) {
            try {
                return start(new MasterAddress(host, port == 0 ? freePort() : port));
            } catch (final IOException e) {
                last = e;
            }
        }
        throw new CommandFailure(explain(last), last);
    }

    private MasterServer start(final MasterAddress address) throws IOException {
        final Path file = credentials != null ? credentials.toAbsolutePath()
                : CredentialFiles.standard(Path.of(System.getProperty("user.home")), address);
        final ClusterKeys keys = ClusterKeys.of(file, address, transport, new SecureRandom());
        final MasterServer server = MasterServer.start(transport, address, keys, process.installation().version());
        process.leave(MasterPlace.NAME, MasterPlace.encode(address));
        System.err.println("Kindling master at " + address + " (credentials: " + file + ")");
        return server;
    }

    /** The port is part of the credential's place, so it must be known before it is opened. */
    private int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getByName(host))) {
            return probe.getLocalPort();
        }
    }

    private String explain(final IOException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException && port != 0) {
                return "cannot listen at " + host + " port " + port + " (" + cause.getMessage()
                        + "): if the port is taken, perhaps by a master that runs already, stop that process or choose another --port, 0 for any;"
                        + " --host must be an address of this machine";
            }
        }
        return failure.getMessage();
    }
}
