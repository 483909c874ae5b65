package io.kindling.transport.netty;

import io.kindling.transport.api.Authority;
import io.kindling.transport.api.ConnectSpec;
import io.kindling.transport.api.Connection;
import io.kindling.transport.api.EnrolRequest;
import io.kindling.transport.api.Enrolment;
import io.kindling.transport.api.EnrolmentRefusedException;
import io.kindling.transport.api.FrameLimits;
import io.kindling.transport.api.Identity;
import io.kindling.transport.api.ListenSpec;
import io.kindling.transport.api.Listener;
import io.kindling.transport.api.Transport;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Does once what each process does with connections when it starts: an authority, a listener, an identity from it, a request and its reply, all of this
 * process with itself. The launcher has it run where it makes the archive of loaded classes, and nobody else does: the archive then holds them. Blocks, for
 * some seconds at the most.
 */
@Component(service = Runnable.class, property = "kindling.rehearsal=connection")
public final class ConnectionRehearsal implements Runnable {

    private static final String HOST = "127.0.0.1";
    private static final String LISTENER = "kindling://rehearsal/listener";
    private static final String PEER = "kindling://rehearsal/peer";
    private static final int TYPE = 1;
    private static final FrameLimits LIMITS = new FrameLimits(Map.of(TYPE, 16));
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Transport transport;

    /** Does nothing yet. */
    @Activate
    public ConnectionRehearsal(@Reference(target = "(" + Transport.NAME + "=netty)") final Transport transport) {
        this.transport = transport;
    }

    @Override
    public void run() {
        final byte[] token = new byte[16];
        new SecureRandom().nextBytes(token);
        final Authority authority = transport.loadAuthority(transport.createAuthority("rehearsal", Duration.ofMinutes(10)).save());
        final Enrolment door = (subject, shown) -> {
            if (!PEER.equals(subject) || !MessageDigest.isEqual(token, shown)) {
                throw new EnrolmentRefusedException("only the rehearsal itself may enrol");
            }
        };
        try (Listener listener = transport.listen(new ListenSpec("rehearsal", HOST, 0, authority.issue(LISTENER), authority, door, LIMITS),
                accepted -> (connection, frame) -> connection.reply(frame, TYPE, frame.payload()))) {
            final Identity identity = transport.enrol(
                    new EnrolRequest(HOST, listener.port(), authority.fingerprint(), LISTENER, PEER, token), LIMIT);
            try (Connection connection = transport.connect(
                    new ConnectSpec("rehearsal", HOST, listener.port(), identity, LISTENER, LIMITS, LIMIT), (self, frame) -> { })) {
                connection.request(TYPE, new byte[1], LIMIT).get();
            }
        } catch (final IOException | ExecutionException e) {
            throw new IllegalStateException("This process could not connect to itself at " + HOST + ": " + e.getMessage(), e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
