package io.kindling.cluster.standalone.worker;

import io.kindling.cluster.standalone.command.DaemonProcess;
import io.kindling.cluster.standalone.join.ClusterUri;
import io.kindling.cluster.standalone.join.MasterDialer;
import io.kindling.protocol.wire.WireFormat;
import io.kindling.transport.api.Transport;
import java.io.IOException;
import java.util.UUID;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries a worker over from one version of this bundle to the next in the same process: its id, its executors, what the
 * master has not been told. What this version cannot read it ends rather than leak it. Used by the command's thread.
 */
final class WorkerSwap {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerSwap.class);

    private final Transport transport;
    private final WireFormat wire;
    private final DaemonProcess process;
    private final BiFunction<String, ProcessBuilder, Process> children;
    private String id = UUID.randomUUID().toString();

    WorkerSwap(final Transport transport, final WireFormat wire, final DaemonProcess process,
               final BiFunction<String, ProcessBuilder, Process> children) {
        this.transport = transport;
        this.wire = wire;
        this.process = process;
        this.children = children;
    }

    /** Under which a worker that begins anew registers. */
    String id() {
        return id;
    }

    /** What the version before has left; null if it has not, or in a form that is not known here. */
    WorkerState take() throws InterruptedException {
        final byte[] state = process.take(LeftWorker.NAME);
        if (state == null) {
            return null;
        }
        final LeftWorker left = LeftWorker.decode(wire, state);
        // The master gives up at once what the same worker does not have any more.
        id = left.id();
        if (left.version() == WorkerState.VERSION) {
            try {
                return WorkerState.decode(wire, left, process.installation().version());
            } catch (final RuntimeException e) {
                LOG.error("The worker's state cannot be read", e);
            }
        }
        System.err.println("Kindling worker: the version of this bundle before left its state in version " + left.version() + ", this one reads version "
                + WorkerState.VERSION + ": its " + left.children().size() + " executors are ended, and the worker begins anew");
        left.end(children);
        return null;
    }

    /** Begins as a new worker; see {@link WorkerServer#start}. */
    WorkerServer start(final WorkerState state) throws IOException {
        return WorkerServer.start(dialer(state), wire, state, starter());
    }

    /** Goes on as the worker before; see {@link WorkerServer#resume}. */
    WorkerServer resume(final WorkerState state) throws IOException {
        return WorkerServer.resume(dialer(state), wire, state, starter());
    }

    /** Leaves the worker to the next version; where that fails, its executors are ended when it is closed. */
    void leave(final WorkerServer server) throws InterruptedException {
        try {
            final WorkerState state = server.leave();
            final byte[] bytes = state.encode(wire);
            try {
                process.leave(LeftWorker.NAME, bytes);
            } catch (final IllegalArgumentException e) {
                LOG.error("The worker cannot be left to the next version of its bundle ({}); its executors are ended", e.getMessage());
                LeftWorker.decode(wire, bytes).end(children);
            }
        } catch (final IOException e) {
            LOG.error("The worker cannot be left to the next version of its bundle ({}); its executors are ended", e.getMessage());
        }
    }

    private MasterDialer dialer(final WorkerState state) {
        return new MasterDialer(transport, wire, state.master(), state.credential(), ClusterUri.worker(state.offer().id()),
                process.installation().version());
    }

    private ExecutorStarter starter() {
        return new ExecutorStarter(children, process.installation());
    }
}
