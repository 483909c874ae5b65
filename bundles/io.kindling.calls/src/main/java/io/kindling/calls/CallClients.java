package io.kindling.calls;

import io.kindling.api.KindlingException;
import io.kindling.api.RemoteDriver;
import io.kindling.api.spi.RemoteDrivers;
import io.kindling.calls.message.CallMessages;
import io.kindling.protocol.wire.WireFormat;
import io.kindling.transport.api.ConnectSpec;
import io.kindling.transport.api.Connection;
import io.kindling.transport.api.EnrolRequest;
import io.kindling.transport.api.Frame;
import io.kindling.transport.api.FrameHandler;
import io.kindling.transport.api.Identity;
import io.kindling.transport.api.Transport;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Connects with drivers by their tickets. */
@Component
public final class CallClients implements RemoteDrivers {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Transport transport;
    private final WireFormat format = new WireFormat(CallMessages.table());

    /** Called by the component runtime. */
    @Activate
    public CallClients(@Reference(target = "(!(kindling.transport=local))") final Transport transport) {
        this.transport = transport;
    }

    @Override
    public RemoteDriver connect(final Path file) {
        try {
            final Ticket ticket = Ticket.read(file);
            final Identity identity = transport.enrol(new EnrolRequest(ticket.host(), ticket.port(), ticket.authority(), ticket.driver(),
                    Ticket.clients(ticket.application()) + UUID.randomUUID(), ticket.key()), LIMIT);
            final Connection connection = transport.connect(new ConnectSpec("client", ticket.host(), ticket.port(), identity, ticket.driver(),
                    CallMessages.fromDriver(), LIMIT), new OnlyAnswers());
            return new ConnectedDriver(ticket.application(), connection, format);
        } catch (final NoSuchFileException e) {
            throw new KindlingException("There is no ticket " + file + ": the driver writes it when it serves its first operation, and deletes it at its end", e);
        } catch (final IOException e) {
            throw new KindlingException("The driver of the ticket " + file + " cannot be reached: " + e.getMessage(), e);
        }
    }

    private static final class OnlyAnswers implements FrameHandler {

        @Override
        public void onFrame(final Connection connection, final Frame frame) {
            throw new IllegalArgumentException("A driver sent a message of type " + frame.type() + " that nobody asked for");
        }
    }
}
