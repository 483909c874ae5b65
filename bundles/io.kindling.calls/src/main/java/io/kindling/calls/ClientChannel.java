package io.kindling.calls;

import io.kindling.api.RemoteOperation;
import io.kindling.calls.message.Answer;
import io.kindling.calls.message.Call;
import io.kindling.calls.message.ListOperations;
import io.kindling.calls.message.Operations;
import io.kindling.protocol.wire.WireFormat;
import io.kindling.protocol.wire.WireMessage;
import io.kindling.transport.api.Connection;
import io.kindling.transport.api.Frame;
import io.kindling.transport.api.FrameHandler;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client's connection: its calls run on threads of their own, and are interrupted when it has gone. */
final class ClientChannel implements FrameHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ClientChannel.class);

    private final ServedOperations served;
    private final WireFormat format;
    private final Map<Long, Future<?>> running = new ConcurrentHashMap<>();
    private volatile boolean gone;

    ClientChannel(final ServedOperations served, final WireFormat format) {
        this.served = served;
        this.format = format;
    }

    @Override
    public void onFrame(final Connection connection, final Frame frame) {
        final WireMessage message = format.decode(frame.type(), frame.payload());
        if (frame.correlation() == 0) {
            throw new IllegalArgumentException("A client sent a request of type " + frame.type() + " that nobody can answer");
        }
        if (message instanceof Call call) {
            begin(connection, frame, call);
        } else if (message instanceof ListOperations) {
            reply(connection, frame, new Operations(served.names()));
        } else {
            throw new IllegalArgumentException("A client sent " + message.getClass().getSimpleName() + ", which only a driver sends");
        }
    }

    private void begin(final Connection connection, final Frame frame, final Call call) {
        final RemoteOperation operation = served.find(call.operation());
        if (operation == null) {
            reply(connection, frame, new Answer("there is no operation " + call.operation() + "; there are " + String.join(", ", served.names()), null));
            return;
        }
        // Known before it can end, so that what has ended is never left among what runs.
        final FutureTask<Void> task = new FutureTask<>(() -> {
            final Answer answer = run(operation, call);
            running.remove(frame.correlation());
            reply(connection, frame, answer);
        }, null);
        running.put(frame.correlation(), task);
        try {
            served.run(task);
            if (gone) {
                task.cancel(true);
            }
        } catch (final RejectedExecutionException e) {
            running.remove(frame.correlation());
            reply(connection, frame, new Answer("the driver has too many calls already, or is about to end; try again later", null));
        }
    }

    private static Answer run(final RemoteOperation operation, final Call call) {
        final Thread thread = Thread.currentThread();
        final ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(operation.getClass().getClassLoader());
        try {
            final String result = operation.call(call.argument() == null ? "" : call.argument());
            return new Answer(null, result == null ? "" : result);
        } catch (final Throwable e) {
            LOG.warn("The operation {} failed for a client", call.operation(), e);
            return new Answer("it failed: " + e, null);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private void reply(final Connection connection, final Frame frame, final WireMessage answer) {
        byte[] payload;
        WireMessage said = answer;
        try {
            payload = format.encode(said);
        } catch (final IllegalArgumentException e) {
            said = new Answer("its result cannot be sent: " + e.getMessage(), null);
            payload = format.encode(said);
        }
        connection.reply(frame, said.type(), payload);
    }

    @Override
    public void onClosed(final Connection connection, final Throwable cause) {
        gone = true;
        running.values().forEach(call -> call.cancel(true));
    }
}
