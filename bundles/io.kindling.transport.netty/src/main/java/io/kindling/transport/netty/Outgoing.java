package io.kindling.transport.netty;

import io.kindling.transport.api.Frame;
import java.util.concurrent.CompletableFuture;

/**
 * A frame that waits to be written.
 *
 * @param kind          see {@link FrameHeader}
 * @param type          of the frame
 * @param correlation   zero for a message
 * @param payload       written as it is then, so not to be changed
 * @param reply         for a request, what to complete; else null
 * @param deadlineNanos until when the reply must have come
 * @param gone          run once when the payload is no longer needed
 */
record Outgoing(byte kind, int type, long correlation, byte[] payload, CompletableFuture<Frame> reply, long deadlineNanos, Runnable gone) {

    private static final Runnable NOBODY_ASKS = () -> { };

    static Outgoing message(final int type, final byte[] payload) {
        return new Outgoing(FrameHeader.MESSAGE, type, 0, payload, null, 0, NOBODY_ASKS);
    }

    static Outgoing request(final int type, final long correlation, final byte[] payload, final CompletableFuture<Frame> reply, final long deadlineNanos) {
        return new Outgoing(FrameHeader.REQUEST, type, correlation, payload, reply, deadlineNanos, NOBODY_ASKS);
    }

    static Outgoing reply(final int type, final long correlation, final byte[] payload, final Runnable gone) {
        return new Outgoing(FrameHeader.REPLY, type, correlation, payload, null, 0, gone);
    }

    int size() {
        return FrameHeader.LENGTH + payload.length;
    }
}
