package io.kindling.executor.control;

import io.kindling.common.Inbox;
import io.kindling.transport.api.Connection;
import io.kindling.transport.api.Frame;
import io.kindling.transport.api.FrameHandler;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * Takes what the driver sends over the control connection to the agent, in order. When the inbox is full the
 * connection stops reading; what has been read by then waits here, so that nothing is lost.
 */
public final class Intake implements FrameHandler {

    private final Inbox inbox;
    private final Ending ending;
    private final Queue<Frame> waiting = new ConcurrentLinkedQueue<>(); // bounded by what the connection had read when it was stopped
    private volatile Consumer<Frame> receiver;
    private volatile Connection stopped;
    private volatile boolean closing;

    /** @param inbox the agent's */
    public Intake(final Inbox inbox, final Ending ending) {
        this.inbox = inbox;
        this.ending = ending;
    }

    /** Tells who gets the frames; before the agent starts. */
    public void receiver(final Consumer<Frame> agent) {
        receiver = agent;
    }

    /** From now on the end of the connection is no loss. */
    public void closing() {
        closing = true;
    }

    @Override
    public void onFrame(final Connection connection, final Frame frame) {
        if (!waiting.isEmpty() || !inbox.offer(() -> receiver.accept(frame))) {
            stopped = connection;
            connection.setReading(false);
            waiting.add(frame); // after the stop, so that whoever takes it up starts reading again
        }
    }

    /** Called by the agent on its thread in each turn; takes up what has waited, once the inbox is empty. */
    int resume() {
        if (waiting.isEmpty() || inbox.size() > 0) {
            return 0;
        }
        int done = 0;
        for (Frame next; (next = waiting.poll()) != null; done++) {
            receiver.accept(next);
        }
        stopped.setReading(true);
        return done;
    }

    @Override
    public void onWritable(final Connection connection) {
        inbox.offer(() -> { }); // wakes the agent, which looks for itself; if the inbox is full it is awake
    }

    @Override
    public void onClosed(final Connection connection, final Throwable cause) {
        if (!closing) {
            ending.end(cause == null ? 0 : 1, cause == null ? "the driver closed the connection" : "the connection to the driver was lost: " + cause.getMessage());
        }
    }
}
