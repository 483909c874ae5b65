package io.kindling.cluster.standalone.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.MessageTable;
import io.kindling.protocol.wire.WireMessage;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** The table of messages among masters, workers and drivers. Numbers are never used again for something else. */
public final class ClusterMessages {

    /** Peers with another major version are refused. */
    public static final int MAJOR = 1;
    /** Grows when messages get fields at their ends. */
    public static final int MINOR = 3;

    public static final int HELLO = 200;
    public static final int HELLO_REPLY = 201;
    public static final int HEARTBEAT = 202;
    public static final int HEARTBEAT_ACK = 203;
    public static final int REGISTER_WORKER = 210;
    public static final int WORKER_REGISTERED = 211;
    public static final int WORKER_LEAVING = 212;
    public static final int EXECUTOR_STARTED = 213;
    public static final int EXECUTOR_ENDED = 214;
    public static final int EXECUTOR_END_ACKNOWLEDGED = 215;
    public static final int WORKER_DETACHING = 216;
    public static final int START_EXECUTOR = 220;
    public static final int END_EXECUTOR = 221;
    public static final int APPLICATION_ENDED = 222;
    public static final int OPEN_APPLICATION = 230;
    public static final int APPLICATION_OPENED = 231;
    public static final int SET_TARGET = 232;
    public static final int LAUNCH_EXECUTOR = 233;
    public static final int RELEASE_EXECUTOR = 234;
    public static final int DETACH_APPLICATION = 235;
    public static final int CLOSE_APPLICATION = 236;
    public static final int APPLICATION_CLOSED = 237;
    public static final int CONTAINER_GRANTED = 240;
    public static final int EXECUTOR_LAUNCHED = 241;
    public static final int EXECUTOR_LOST = 242;
    public static final int APPLICATION_FAILED = 243;

    private static final int KIB = 1024;

    private final Map<Integer, Function<FieldReader, ? extends WireMessage>> decoders = new HashMap<>();
    private final Map<Integer, Integer> limits = new HashMap<>();

    private ClusterMessages() {
    }

    /** The decoders and length limits of all of them. */
    public static MessageTable table() {
        final ClusterMessages all = new ClusterMessages();
        all.add(HELLO, 256, Hello::read);
        all.add(HELLO_REPLY, 4 * KIB, HelloReply::read);
        all.add(HEARTBEAT, 64, Heartbeat::read);
        all.add(HEARTBEAT_ACK, 64, HeartbeatAck::read);
        all.add(REGISTER_WORKER, 1024 * KIB, RegisterWorker::read);
        all.add(WORKER_REGISTERED, 1024 * KIB, WorkerRegistered::read);
        all.add(WORKER_LEAVING, 64, WorkerLeaving::read);
        all.add(EXECUTOR_STARTED, KIB, ExecutorStarted::read);
        all.add(EXECUTOR_ENDED, 64 * KIB, ExecutorEnded::read);
        all.add(EXECUTOR_END_ACKNOWLEDGED, KIB, ExecutorEndAcknowledged::read);
        all.add(WORKER_DETACHING, 64, WorkerDetaching::read);
        all.add(START_EXECUTOR, 1024 * KIB, StartExecutor::read);
        all.add(END_EXECUTOR, KIB, EndExecutor::read);
        all.add(APPLICATION_ENDED, KIB, ApplicationEnded::read);
        all.add(OPEN_APPLICATION, 1024 * KIB, OpenApplication::read);
        all.add(APPLICATION_OPENED, 4 * KIB, ApplicationOpened::read);
        all.add(SET_TARGET, 256, SetTarget::read);
        all.add(LAUNCH_EXECUTOR, 1024 * KIB, LaunchExecutor::read);
        all.add(RELEASE_EXECUTOR, 64, ReleaseExecutor::read);
        all.add(DETACH_APPLICATION, 64, DetachApplication::read);
        all.add(CLOSE_APPLICATION, 64, CloseApplication::read);
        all.add(APPLICATION_CLOSED, 64, ApplicationClosed::read);
        all.add(CONTAINER_GRANTED, KIB, ContainerGranted::read);
        all.add(EXECUTOR_LAUNCHED, KIB, ExecutorLaunched::read);
        all.add(EXECUTOR_LOST, 64 * KIB, ExecutorLost::read);
        all.add(APPLICATION_FAILED, 64 * KIB, ApplicationFailed::read);
        return new MessageTable(all.decoders, all.limits);
    }

    private void add(final int type, final int limit, final Function<FieldReader, ? extends WireMessage> decoder) {
        decoders.put(type, decoder);
        limits.put(type, limit);
    }
}
