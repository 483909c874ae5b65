package io.kindling.transport.api;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.osgi.annotation.versioning.ProviderType;

/** A two-way connection between two proven identities. Every method may be called on any thread; none blocks. */
@ProviderType
public interface Connection extends AutoCloseable {

    /** The URI that the peer has proven. */
    String peer();

    /** The peer's address as {@code host:port}, for messages. */
    String peerAddress();

    /** The address of this side that the peer is connected to, without the port. */
    String localHost();

    /**
     * Sends a message. Order is kept among the messages of one thread. That it was sent does not mean that it arrived.
     *
     * @return false if the connection has ended
     */
    boolean send(int type, byte[] payload);

    /**
     * Sends a request. The future completes on a transport thread, with the reply, or exceptionally with an
     * IOException when the connection ends or the time is over.
     */
    CompletableFuture<Frame> request(int type, byte[] payload, Duration timeout);

    /**
     * Answers a request.
     *
     * @return false if the connection has ended
     */
    default boolean reply(final Frame request, final int type, final byte[] payload) {
        return reply(request, type, payload, () -> { });
    }

    /**
     * Answers a request, for a sender that bounds the memory of its answers.
     *
     * @param gone is run once as this side has let go of the payload: it is on its way, or it is dropped since the connection has ended,
     *             which may be within this call. On any thread; must not block or throw
     * @return false if the connection has ended
     */
    boolean reply(Frame request, int type, byte[] payload, Runnable gone);

    /** Whether the send buffer is below its mark; a sender of much data waits for {@link FrameHandler#onWritable}. */
    boolean isWritable();

    /** Stops or resumes reading, so that a full inbox holds its senders back. */
    void setReading(boolean reading);

    /** Ends the connection after what was sent; a second call does nothing. */
    @Override
    void close();
}
