package io.kindling.cluster.standalone.worker;

import io.kindling.cluster.api.LossCause;
import io.kindling.cluster.standalone.join.Intake;
import io.kindling.cluster.standalone.join.MasterDialer;
import io.kindling.cluster.standalone.join.MasterLink;
import io.kindling.common.AgentRunner;
import io.kindling.common.Clock;
import io.kindling.common.Inbox;
import io.kindling.protocol.wire.WireFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker at work: its agent, its links to the master, its thread for files. */
final class WorkerServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerServer.class);
    private static final int INBOX = 4_096;
    private static final long ANSWER_SECONDS = 3;

    private final WorkerState state;
    private final WorkDirectory work;
    private final WorkerAgent agent;
    private final Intake intake;
    private final FileThread files;
    private final AgentRunner runner;
    private final MasterLink link;
    private final Heartbeats heartbeats;
    private volatile boolean handedOver;

    private WorkerServer(final MasterDialer dialer, final WireFormat wire, final WorkerState state, final ExecutorStarter starter) {
        this.state = state;
        work = new WorkDirectory(state.work(), state.offer().id());
        work.takeOver(state.made());
        files = new FileThread(starter, work);
        final List<ExecutorProcess> adopted = state.executors().stream().map(left -> adopt(left, state.work(), starter)).toList();
        final Inbox inbox = new Inbox(INBOX);
        intake = new Intake(inbox);
        agent = new WorkerAgent(state.offer(), wire, Clock.SYSTEM, intake, files, new WorkerAgent.Inheritance(adopted, state.detached()));
        link = new MasterLink(dialer, wire, "worker", agent);
        heartbeats = new Heartbeats(dialer, wire, agent::registerAgain);
        runner = new AgentRunner(agent, inbox, e -> LOG.error("The worker's agent failed at one event", e)).start();
    }

    /**
     * Joins the cluster.
     *
     * @throws IOException if the master cannot be reached now, or refuses; nothing is left open then
     */
    static WorkerServer start(final MasterDialer dialer, final WireFormat wire, final WorkerState state, final ExecutorStarter starter) throws IOException {
        final WorkerServer server = new WorkerServer(dialer, wire, state, starter);
        try {
            server.link.open();
            server.heartbeats.start();
            return server;
        } catch (final IOException e) {
            server.close();
            throw e;
        }
    }

    /**
     * Goes on where an earlier version of this bundle left; the master may be reached later.
     *
     * @throws IOException if the master speaks another protocol; the executors have been ended then
     */
    static WorkerServer resume(final MasterDialer dialer, final WireFormat wire, final WorkerState state, final ExecutorStarter starter)
            throws IOException {
        final WorkerServer server = new WorkerServer(dialer, wire, state, starter);
        try {
            server.link.openOrKeepTrying();
            server.heartbeats.startOrKeepTrying();
            return server;
        } catch (final IOException e) {
            server.close();
            throw e;
        }
    }

    /**
     * Lets go of the cluster and of the executors without touching them. Only {@link #close()} may follow, which then ends none.
     *
     * @return what the next version of this bundle needs
     * @throws IOException if the worker does not answer; the executors are still its own then
     */
    WorkerState leave() throws IOException, InterruptedException {
        ask(() -> {
            agent.pause();
            return true;
        });
        heartbeats.close();
        link.close();
        // What it has started it reports before the question below.
        files.close();
        final WorkerState left = new WorkerState(state.offer(), state.master(), state.credential(), state.work(), ask(agent::left), work.made(),
                ask(agent::detached));
        agent.handedOver();
        handedOver = true;
        return left;
    }

    /** Leaves the cluster and ends the executors. */
    @Override
    public void close() {
        runner.close();
        heartbeats.close();
        link.close();
        files.close();
        if (!handedOver) {
            work.leave();
        }
    }

    private <T> T ask(final Supplier<T> question) throws IOException, InterruptedException {
        final CompletableFuture<T> answer = new CompletableFuture<>();
        intake.take(() -> answer.complete(question.get()));
        try {
            return answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (final ExecutionException | TimeoutException e) {
            throw new IOException("the worker's agent does not answer within " + ANSWER_SECONDS + " s", e);
        }
    }

    private static ExecutorProcess adopt(final LeftExecutor left, final Path work, final ExecutorStarter starter) {
        final ExecutorProcess executor = new ExecutorProcess(left.held());
        executor.endWanted = left.endWanted();
        executor.loss = left.loss();
        executor.process = left.loss() == null ? starter.find(left.held().container()) : null;
        if (executor.process != null) {
            executor.directory = WorkDirectory.of(work, left.held().application(), left.held().executor());
        } else {
            executor.directory = left.directory();
            executor.start = left.start();
            if (left.start() == null && left.loss() == null) {
                executor.loss = new LossCause.LaunchFailed("its process was not there any more after the worker's bundle was updated");
            }
        }
        return executor;
    }
}
