package io.kindling.dataflow.codec;

import io.kindling.dataflow.ObjectStreams;

/** The object stream of the batch that is being written, opened when the first value asks for it. Used by one thread. */
final class JavaSection {

    private final ObjectStreams streams;
    private final SlowClasses slow;
    private final ByteSink out;
    private MutableSharing sharing;
    private ObjectSection open;

    JavaSection(final ObjectStreams streams, final SlowClasses slow, final ByteSink out) {
        this.streams = streams;
        this.slow = slow;
        this.out = out;
    }

    /** @param why it comes here; null if its class always does */
    void write(final Object value, final String why) {
        if (open == null) {
            sharing = sharing == null ? new MutableSharing() : sharing;
            open = new ObjectSection(streams, sharing);
        }
        slow.met(value, why);
        out.ensure(1);
        out.putByte(0);
        open.write(value);
    }

    /** The batch ends: what was written goes to its end. */
    void appendTo(final ByteSink target) {
        if (open != null) {
            open.appendTo(target);
        }
    }

    void forget() {
        open = null;
    }

    int size() {
        return open == null ? 0 : open.size();
    }

    int capacity() {
        return open == null ? 0 : open.capacity();
    }
}
