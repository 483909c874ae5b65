package io.kindling.calls;

import io.kindling.api.KindlingException;
import io.kindling.api.spi.OperationServer;
import io.kindling.calls.message.CallMessages;
import io.kindling.protocol.wire.WireFormat;
import io.kindling.transport.api.Authority;
import io.kindling.transport.api.ListenSpec;
import io.kindling.transport.api.Listener;
import io.kindling.transport.api.Transport;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Opens ports for clients, each with an authority of its own: a ticket is worth nothing at the application's other ports. */
@Component
public final class CallServer implements OperationServer {

    private static final Duration VALIDITY = Duration.ofDays(3650);
    private static final int KEY_BYTES = 32;

    private final Transport transport;
    private final SecureRandom random = new SecureRandom();

    /** Called by the component runtime. */
    @Activate
    public CallServer(@Reference(target = "(!(kindling.transport=local))") final Transport transport) {
        this.transport = transport;
    }

    @Override
    public Serving open(final Setup setup) {
        final byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        final Authority authority = transport.createAuthority(setup.application() + " clients", VALIDITY);
        final Path file = CallKeys.ticket(setup);
        final int port = CallKeys.PORT.read(setup.configuration());
        final ServedOperations served = new ServedOperations(setup.application(), CallKeys.THREADS.read(setup.configuration()), file,
                new WireFormat(CallMessages.table()));
        try {
            final Listener listener = transport.listen(new ListenSpec("calls", setup.bind(), port,
                    authority.issue("kindling://app/" + setup.application() + "/driver"), authority,
                    new TicketEnrolment(setup.application(), key), CallMessages.fromClients()), served);
            served.opened(listener);
            final Ticket ticket = new Ticket(setup.application(), setup.host(), listener.port(), authority.fingerprint(), key);
            ticket.write(file);
            served.letsIn(ticket);
            return served;
        } catch (final IOException | UnsupportedOperationException e) {
            served.close();
            throw new KindlingException("Application " + setup.application() + " cannot serve clients at " + setup.bind() + ":" + port + " with the ticket "
                    + file + ": " + e.getMessage() + "; see kindling.calls.port and kindling.calls.ticket", e);
        }
    }
}
