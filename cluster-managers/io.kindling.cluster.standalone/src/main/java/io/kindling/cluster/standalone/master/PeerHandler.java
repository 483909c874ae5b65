package io.kindling.cluster.standalone.master;

import io.kindling.cluster.standalone.join.ClusterUri;
import io.kindling.cluster.standalone.message.ClusterMessages;
import io.kindling.cluster.standalone.message.CloseApplication;
import io.kindling.cluster.standalone.message.DetachApplication;
import io.kindling.cluster.standalone.message.ExecutorEnded;
import io.kindling.cluster.standalone.message.ExecutorStarted;
import io.kindling.cluster.standalone.message.Heartbeat;
import io.kindling.cluster.standalone.message.HeartbeatAck;
import io.kindling.cluster.standalone.message.Hello;
import io.kindling.cluster.standalone.message.HelloReply;
import io.kindling.cluster.standalone.message.LaunchExecutor;
import io.kindling.cluster.standalone.message.OpenApplication;
import io.kindling.cluster.standalone.message.RegisterWorker;
import io.kindling.cluster.standalone.message.ReleaseExecutor;
import io.kindling.cluster.standalone.message.SetTarget;
import io.kindling.cluster.standalone.message.WorkerDetaching;
import io.kindling.cluster.standalone.message.WorkerLeaving;
import io.kindling.protocol.wire.WireFormat;
import io.kindling.protocol.wire.WireFormatException;
import io.kindling.protocol.wire.WireMessage;
import io.kindling.transport.api.Connection;
import io.kindling.transport.api.Frame;
import io.kindling.transport.api.FrameHandler;
import java.util.function.LongConsumer;

/** One connection to the master. A greeting comes first; then a worker may say what workers say, a driver what drivers say. */
final class PeerHandler implements FrameHandler {

    private final MasterAgent agent;
    private final WireFormat wire;
    private final String runtimeVersion;
    private final String worker;
    private final String application;
    private boolean greeted;

    PeerHandler(final MasterAgent agent, final WireFormat wire, final String runtimeVersion, final String peer) {
        this.agent = agent;
        this.wire = wire;
        this.runtimeVersion = runtimeVersion;
        worker = ClusterUri.workerId(peer);
        application = ClusterUri.applicationId(peer);
    }

    @Override
    public void onFrame(final Connection connection, final Frame frame) {
        final WireMessage message = wire.decode(frame.type(), frame.payload());
        if (message instanceof Hello hello) {
            greet(connection, frame, hello);
        } else if (!greeted) {
            throw new WireFormatException("The first message must be a greeting, not one of type " + frame.type());
        } else if (message instanceof Heartbeat) {
            agent.post(connection, now -> answer(connection, frame, now));
        } else if (worker != null) {
            fromWorker(connection, message);
        } else {
            fromDriver(connection, message);
        }
    }

    @Override
    public void onClosed(final Connection connection, final Throwable cause) {
        agent.post(connection, now -> agent.onClosed(connection, worker, application, now));
    }

    private void greet(final Connection connection, final Frame frame, final Hello hello) {
        greeted = hello.major() == ClusterMessages.MAJOR;
        final String refusal = greeted ? null : "The master (build " + runtimeVersion + ") speaks version " + ClusterMessages.MAJOR
                + " of the cluster protocol, this process (build " + hello.runtimeVersion() + ") version " + hello.major()
                + ": install the same version of Kindling on both sides";
        final HelloReply reply = new HelloReply(ClusterMessages.MAJOR, Math.min(hello.minor(), ClusterMessages.MINOR), refusal);
        connection.reply(frame, reply.type(), wire.encode(reply));
        if (!greeted) {
            connection.close();
        }
    }

    private void answer(final Connection connection, final Frame frame, final long now) {
        final boolean known = worker != null ? agent.workerEvents.onHeartbeat(worker, now) : agent.isOwner(connection, application) && agent.driverEvents.onHeartbeat(application, now);
        final HeartbeatAck ack = new HeartbeatAck(known);
        connection.reply(frame, ack.type(), wire.encode(ack));
    }

    private void fromWorker(final Connection connection, final WireMessage message) {
        if (message instanceof RegisterWorker register) {
            agent.post(connection, now -> agent.onRegister(connection, worker, register, now));
        } else if (message instanceof ExecutorStarted started) {
            agent.post(connection, now -> agent.workerEvents.onStarted(worker, started.container(), now));
        } else if (message instanceof ExecutorEnded ended) {
            agent.post(connection, now -> agent.workerEvents.onEnded(worker, ended, now));
        } else if (message instanceof WorkerDetaching) {
            agent.post(connection, now -> agent.workerEvents.onDetaching(worker, now));
        } else if (message instanceof WorkerLeaving) {
            agent.post(connection, now -> agent.workerEvents.onLeaving(worker, now));
        } else {
            throw unexpected(message);
        }
    }

    private void fromDriver(final Connection connection, final WireMessage message) {
        if (message instanceof OpenApplication open) {
            agent.post(connection, now -> agent.onOpen(connection, application, open, now));
        } else if (message instanceof SetTarget set) {
            fromOwner(connection, now -> agent.driverEvents.onTarget(application, set.target(), now));
        } else if (message instanceof LaunchExecutor launch) {
            requireOwn(launch);
            fromOwner(connection, now -> agent.driverEvents.onLaunch(application, launch, now));
        } else if (message instanceof ReleaseExecutor release) {
            fromOwner(connection, now -> agent.driverEvents.onRelease(application, release.executor(), now));
        } else if (message instanceof DetachApplication) {
            fromOwner(connection, now -> agent.driverEvents.onDetach(application, now));
        } else if (message instanceof CloseApplication) {
            fromOwner(connection, now -> agent.driverEvents.onClose(application, now));
        } else {
            throw unexpected(message);
        }
    }

    /** Whoever has the join key may call itself any driver; only the connection that showed the secret may act for it. */
    private void fromOwner(final Connection connection, final LongConsumer event) {
        agent.post(connection, now -> {
            if (agent.isOwner(connection, application)) {
                event.accept(now);
            }
        });
    }

    private void requireOwn(final LaunchExecutor launch) {
        if (!launch.spec().application().value().equals(application)) {
            throw new WireFormatException("The driver of " + application + " cannot launch an executor of " + launch.spec().application());
        }
    }

    private WireFormatException unexpected(final WireMessage message) {
        return new WireFormatException("A " + (worker != null ? "worker" : "driver") + " does not send messages of type " + message.type());
    }
}
