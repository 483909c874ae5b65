package io.kindling.driver.control;

import io.kindling.common.ApplicationId;
import io.kindling.common.ExecutorId;
import io.kindling.driver.shared.SharedState;
import io.kindling.protocol.message.Messages;
import io.kindling.protocol.wire.WireFormat;
import io.kindling.transport.api.Acceptor;
import io.kindling.transport.api.Connection;
import io.kindling.transport.api.FrameHandler;
import io.kindling.transport.api.FrameLimits;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/** Where executors come in: takes connections of this application's executors, and nobody else's. Thread-safe. */
public final class Entrance implements Acceptor {

    private static final Set<Integer> FROM_EXECUTORS =
            Set.of(Messages.REGISTER_EXECUTOR, Messages.HEARTBEAT, Messages.STATUS_UPDATES, Messages.FETCH_ARTIFACT, Messages.FETCH_CODE, Messages.OUTPUTS_TAKEN,
                    Messages.RESULT_CHUNK, Messages.BLOCK_REPORT, Messages.FIND_KEEPERS,
                    Messages.FIND_CONTENT, Messages.FETCH_BLOCK, Messages.CONTENT_DROPPED, Messages.LIST_FILES);

    private final String prefix;
    private final ControlInbox inbox;
    private final WireFormat format;
    private final Liveness liveness;
    private final ArtifactServer artifacts;
    private final SharedState shared;
    private final AtomicReference<ExecutorChannel.Receiver> receiver = new AtomicReference<>();

    /** @param application whose executors may come in */
    public Entrance(final ApplicationId application, final ControlInbox inbox, final WireFormat format, final Liveness liveness,
                    final ArtifactServer artifacts, final SharedState shared) {
        prefix = "kindling://app/" + application + "/executor/";
        this.inbox = inbox;
        this.format = format;
        this.liveness = liveness;
        this.artifacts = artifacts;
        this.shared = shared;
    }

    /** How long what executors send may be; what only drivers send is not taken at all. */
    public FrameLimits limits() {
        return new FrameLimits(format.table().limits().entrySet().stream().filter(e -> FROM_EXECUTORS.contains(e.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    ControlInbox inbox() {
        return inbox;
    }

    WireFormat format() {
        return format;
    }

    Liveness liveness() {
        return liveness;
    }

    ArtifactServer artifacts() {
        return artifacts;
    }

    SharedState shared() {
        return shared;
    }

    /** From now on somebody is there to receive. */
    void open(final ExecutorChannel.Receiver by) {
        receiver.set(by);
    }

    @Override
    public FrameHandler accept(final Connection connection) {
        final ExecutorId executor = executorOf(connection.peer());
        final ExecutorChannel.Receiver by = receiver.get();
        return executor == null || by == null ? null
                : new ExecutorChannel(executor, format, inbox.gate(connection), liveness, new ExecutorChannel.Servers(artifacts, shared.server()), by);
    }

    private ExecutorId executorOf(final String peer) {
        if (!peer.startsWith(prefix)) {
            return null;
        }
        try {
            return new ExecutorId(Integer.parseInt(peer.substring(prefix.length())));
        } catch (final IllegalArgumentException e) {
            return null;
        }
    }
}
