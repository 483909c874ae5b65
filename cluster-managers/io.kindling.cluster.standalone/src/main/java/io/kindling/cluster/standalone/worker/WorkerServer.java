package io.kindling.cluster.standalone.worker;

import io.kindling.cluster.standalone.join.Intake;
import io.kindling.cluster.standalone.join.MasterDialer;
import io.kindling.cluster.standalone.join.MasterLink;
import io.kindling.common.AgentRunner;
import io.kindling.common.Clock;
import io.kindling.common.Inbox;
import io.kindling.protocol.wire.WireFormat;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker at work: its agent, its links to the master, its thread for files. */
final class WorkerServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerServer.class);
    private static final int INBOX = 4_096;

    private final FileThread files;
    private final AgentRunner runner;
    private final MasterLink link;
    private final Heartbeats heartbeats;

    private WorkerServer(final FileThread files, final AgentRunner runner, final MasterLink link, final Heartbeats heartbeats) {
        this.files = files;
        this.runner = runner;
        this.link = link;
        this.heartbeats = heartbeats;
    }

    /**
     * Joins the cluster.
     *
     * @throws IOException if the master cannot be reached now, or refuses; nothing is left open then
     */
    static WorkerServer start(final MasterDialer dialer, final WireFormat wire, final WorkerOffer offer, final ExecutorStarter starter,
                              final WorkDirectory work) throws IOException {
        final Inbox inbox = new Inbox(INBOX);
        final FileThread files = new FileThread(starter, work);
        final WorkerAgent agent = new WorkerAgent(offer, wire, Clock.SYSTEM, new Intake(inbox), files);
        final MasterLink link = new MasterLink(dialer, wire, "worker", agent);
        final Heartbeats heartbeats = new Heartbeats(dialer, wire, agent::registerAgain);
        final AgentRunner runner = new AgentRunner(agent, inbox, e -> LOG.error("The worker's agent failed at one event", e)).start();
        final WorkerServer server = new WorkerServer(files, runner, link, heartbeats);
        try {
            link.open();
            heartbeats.start();
            return server;
        } catch (final IOException e) {
            server.close();
            throw e;
        }
    }

    /** Leaves the cluster and ends the executors. */
    @Override
    public void close() {
        runner.close();
        heartbeats.close();
        link.close();
        files.close();
    }
}
