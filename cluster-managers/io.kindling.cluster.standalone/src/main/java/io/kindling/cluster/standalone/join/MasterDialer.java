package io.kindling.cluster.standalone.join;

import io.kindling.cluster.standalone.message.ClusterMessages;
import io.kindling.cluster.standalone.message.Hello;
import io.kindling.cluster.standalone.message.HelloReply;
import io.kindling.protocol.wire.WireFormat;
import io.kindling.protocol.wire.WireMessage;
import io.kindling.transport.api.ConnectSpec;
import io.kindling.transport.api.Connection;
import io.kindling.transport.api.EnrolRequest;
import io.kindling.transport.api.Frame;
import io.kindling.transport.api.FrameHandler;
import io.kindling.transport.api.FrameLimits;
import io.kindling.transport.api.Identity;
import io.kindling.transport.api.Transport;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/** Gets an identity from a master, connects to it and greets it. Thread-safe; {@link #dial} blocks. */
public final class MasterDialer {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Transport transport;
    private final WireFormat wire;
    private final MasterAddress address;
    private final Credential credential;
    private final String subject;
    private final String runtimeVersion;
    private final AtomicReference<Identity> identity = new AtomicReference<>();

    /** @param subject who joins, see {@link ClusterUri} */
    public MasterDialer(final Transport transport, final WireFormat wire, final MasterAddress address, final Credential credential,
                        final String subject, final String runtimeVersion) {
        this.transport = transport;
        this.wire = wire;
        this.address = address;
        this.credential = credential;
        this.subject = subject;
        this.runtimeVersion = runtimeVersion;
    }

    public MasterAddress address() {
        return address;
    }

    /**
     * Opens a connection on which the master takes messages.
     *
     * @throws HelloRefusedException if the master speaks another protocol; trying again does not help
     * @throws IOException if it cannot be reached, or refuses the credential
     */
    public Connection dial(final String role, final FrameHandler handler) throws IOException {
        try {
            final Connection connection = transport.connect(new ConnectSpec(role, address.host(), address.port(), identity(),
                    ClusterUri.MASTER, new FrameLimits(wire.table().limits()), PATIENCE), handler);
            greet(connection);
            return connection;
        } catch (final IOException e) {
            // Perhaps the identity is too old, or of an authority that is gone: the next try gets a new one.
            identity.set(null);
            throw e;
        }
    }

    private Identity identity() throws IOException {
        final Identity known = identity.get();
        if (known != null) {
            return known;
        }
        final Identity fresh = transport.enrol(new EnrolRequest(address.host(), address.port(), credential.authority(), ClusterUri.MASTER,
                subject, credential.joinKey()), PATIENCE);
        identity.set(fresh);
        return fresh;
    }

    private void greet(final Connection connection) throws IOException {
        final Hello hello = new Hello(ClusterMessages.MAJOR, ClusterMessages.MINOR, runtimeVersion);
        try {
            final Frame reply = connection.request(hello.type(), wire.encode(hello), PATIENCE).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            final WireMessage message = wire.decode(reply.type(), reply.payload());
            if (message instanceof HelloReply welcome && welcome.refusal() == null) {
                return;
            }
            connection.close();
            throw new HelloRefusedException(message instanceof HelloReply refused ? refused.refusal()
                    : "The master at " + address + " does not answer a greeting as it should");
        } catch (final ExecutionException e) {
            connection.close();
            throw new IOException("The master at " + address + " does not answer: " + e.getCause().getMessage(), e.getCause());
        } catch (final TimeoutException e) {
            connection.close();
            throw new IOException("The master at " + address + " does not answer within " + PATIENCE.toSeconds() + " s", e);
        } catch (final InterruptedException e) {
            connection.close();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the master at " + address);
        }
    }
}
