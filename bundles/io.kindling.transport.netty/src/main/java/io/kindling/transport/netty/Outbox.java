package io.kindling.transport.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What waits to be written to one connection. Any thread puts frames in; the event loop takes them out once a
 * turn, small ones packed together and long ones in slices, and only as fast as the socket takes them, so that
 * little is ever encrypted ahead and direct memory stays small.
 */
final class Outbox {

    static final long HIGH_MARK = 4L << 20;
    static final long LOW_MARK = 1L << 20;
    /** Who sends on though the connection is not writable loses it here, rather than the process its memory. */
    static final long MOST_WAITING = 256L << 20;

    private static final int PACK = 16 * 1024;
    private static final int SMALL = 4 * 1024;
    private static final int SLICE = 64 * 1024;
    private static final int FLUSHES_PER_TURN = 16;

    private final Channel channel;
    private final Owner owner;
    private final Queue<Outgoing> arriving = new ConcurrentLinkedQueue<>();
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private volatile boolean writable = true;
    private volatile boolean shut;

    private final Queue<Outgoing> ready = new ArrayDeque<>();
    private boolean open;
    private boolean draining;
    private boolean terminated;
    /** How much of the first payload has been written; -1 before its header. */
    private int written = -1;
    private Runnable whenEmpty;

    Outbox(final Channel channel, final Owner owner) {
        this.channel = channel;
        this.owner = owner;
    }

    /** Takes a frame; any thread. False if nothing is taken any more. */
    boolean offer(final Outgoing frame) {
        if (shut) {
            frame.gone().run();
            return false;
        }
        arriving.add(frame);
        final long now = waiting.addAndGet(frame.size());
        if (now > HIGH_MARK) {
            writable = false;
        }
        if (!schedule()) {
            if (arriving.remove(frame)) {
                frame.gone().run();
            }
            return false;
        }
        if (now > MOST_WAITING && !shut) {
            shut = true;
            owner.onOverflow(now);
        }
        return true;
    }

    boolean isWritable() {
        return writable;
    }

    /** Takes no more; any thread. */
    void shut() {
        shut = true;
    }

    /** Begins to write; event loop. */
    void open() {
        open = true;
        drain();
    }

    /** Calls back when all has been given to the socket; event loop. */
    void whenEmpty(final Runnable action) {
        whenEmpty = action;
        drain();
    }

    /** Drops everything: the connection has ended; event loop. */
    void terminate() {
        shut = true;
        terminated = true;
        for (Outgoing frame = ready.poll(); frame != null; frame = ready.poll()) {
            frame.gone().run();
        }
        drain();
    }

    private boolean schedule() {
        if (scheduled.compareAndSet(false, true)) {
            try {
                channel.eventLoop().execute(() -> {
                    scheduled.set(false);
                    drain();
                });
            } catch (final RejectedExecutionException e) {
                // The transport has stopped; whoever asked is told by the answer.
                shut = true;
                return false;
            }
        }
        return true;
    }

    /** Writes what the socket takes; event loop. */
    void drain() {
        for (Outgoing frame = arriving.poll(); frame != null; frame = arriving.poll()) {
            if (frame.reply() != null) {
                register(frame);
            }
            if (terminated) {
                frame.gone().run();
            } else {
                ready.add(frame);
            }
        }
        if (!open || draining || terminated) {
            return;
        }
        draining = true;
        try {
            for (int i = 0; !ready.isEmpty() && channel.isWritable(); i++) {
                if (i == FLUSHES_PER_TURN) {
                    // Others on this event loop want to be served, too.
                    schedule();
                    break;
                }
                write();
                channel.flush();
            }
        } finally {
            draining = false;
        }
        if (!writable && waiting.get() <= LOW_MARK) {
            writable = true;
            owner.onWritable();
        }
        if (ready.isEmpty() && whenEmpty != null) {
            final Runnable action = whenEmpty;
            whenEmpty = null;
            action.run();
        }
    }

    private void register(final Outgoing request) {
        if (terminated) {
            request.reply().completeExceptionally(new IOException("The connection has ended"));
        } else {
            owner.onRequest(request);
        }
    }

    private void write() {
        ByteBuf pack = null;
        while (!ready.isEmpty() && channel.isWritable()) {
            final Outgoing frame = ready.peek();
            final byte[] payload = frame.payload();
            if (written >= 0) {
                final int count = Math.min(SLICE, payload.length - written);
                final ChannelFuture slice = channel.write(Unpooled.wrappedBuffer(payload, written, count));
                written += count;
                if (written == payload.length) {
                    done(frame);
                    slice.addListener(sent -> frame.gone().run());
                }
                continue;
            }
            final boolean small = payload.length <= SMALL;
            pack = roomFor(FrameHeader.LENGTH + (small ? payload.length : 0), pack);
            FrameHeader.write(pack, frame.kind(), frame.type(), frame.correlation(), payload.length);
            if (small) {
                pack.writeBytes(payload);
                done(frame);
                frame.gone().run();
            } else {
                written = 0;
                channel.write(pack);
                pack = null;
            }
        }
        if (pack != null) {
            channel.write(pack);
        }
    }

    private ByteBuf roomFor(final int bytes, final ByteBuf pack) {
        if (pack != null && pack.writableBytes() >= bytes) {
            return pack;
        }
        if (pack != null) {
            channel.write(pack);
        }
        // Alone in the box: no need for a large one.
        return channel.alloc().heapBuffer(ready.size() == 1 ? bytes : PACK, PACK);
    }

    private void done(final Outgoing frame) {
        ready.poll();
        written = -1;
        waiting.addAndGet(-frame.size());
    }

    /** Whose outbox it is. */
    interface Owner {

        /** A request is about to be written; event loop. */
        void onRequest(Outgoing request);

        /** The box has room again; event loop. */
        void onWritable();

        /** Far too much waits; any thread. */
        void onOverflow(long bytes);
    }
}
