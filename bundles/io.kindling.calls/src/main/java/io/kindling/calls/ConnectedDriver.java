package io.kindling.calls;

import io.kindling.api.KindlingException;
import io.kindling.api.RemoteDriver;
import io.kindling.calls.message.Answer;
import io.kindling.calls.message.Call;
import io.kindling.calls.message.ListOperations;
import io.kindling.calls.message.Operations;
import io.kindling.protocol.wire.WireFormat;
import io.kindling.protocol.wire.WireMessage;
import io.kindling.transport.api.Connection;
import io.kindling.transport.api.Frame;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** A client's connection. */
final class ConnectedDriver implements RemoteDriver {

    private static final Duration LIST_LIMIT = Duration.ofSeconds(30);

    private final String application;
    private final Connection connection;
    private final WireFormat format;

    ConnectedDriver(final String application, final Connection connection, final WireFormat format) {
        this.application = application;
        this.connection = connection;
        this.format = format;
    }

    @Override
    public String applicationId() {
        return application;
    }

    @Override
    public List<String> operations() {
        return ask("the list of operations", new ListOperations(), Operations.class, LIST_LIMIT).names();
    }

    @Override
    public String call(final String operation, final String argument, final Duration limit) {
        final Answer answer = ask("the operation " + operation, new Call(operation, argument), Answer.class, limit);
        if (answer.failure() != null) {
            throw new KindlingException("The operation " + operation + " of application " + application + " has no result: " + answer.failure());
        }
        return answer.result();
    }

    private <T extends WireMessage> T ask(final String what, final WireMessage request, final Class<T> answer, final Duration limit) {
        final byte[] payload;
        try {
            payload = format.encode(request);
        } catch (final IllegalArgumentException e) {
            throw new KindlingException(what + " cannot be asked for: " + e.getMessage(), e);
        }
        final CompletableFuture<Frame> reply = connection.request(request.type(), payload, limit);
        try {
            final Frame frame = reply.get();
            final WireMessage said = format.decode(frame.type(), frame.payload());
            if (!answer.isInstance(said) && said instanceof Answer refused) {
                throw new KindlingException("The driver of application " + application + " has not answered " + what + ": " + refused.failure());
            }
            return answer.cast(said);
        } catch (final ExecutionException e) {
            throw new KindlingException("The driver of application " + application + " at " + connection.peerAddress() + " has not answered " + what + ": "
                    + e.getCause().getMessage(), e.getCause());
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KindlingException("interrupted while waiting for " + what, e);
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
