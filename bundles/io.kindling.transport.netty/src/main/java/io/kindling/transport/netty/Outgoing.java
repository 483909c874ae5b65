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
 */
record Outgoing(byte kind, int type, long correlation, byte[] payload, CompletableFuture<Frame> reply, long deadlineNanos) {

    static Outgoing of(final byte kind, final int type, final long correlation, final byte[] payload) {
        return new Outgoing(kind, type, correlation, payload, null, 0);
    }

    int size() {
        return FrameHeader.LENGTH + payload.length;
    }
}
