package io.kindling.transport.netty;

import io.kindling.transport.api.Connection;
import io.kindling.transport.api.Frame;
import io.kindling.transport.api.FrameHandler;
import io.kindling.transport.api.FrameLimits;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An authenticated connection, the last handler of its pipeline. Fields without a word on it belong to the event loop.
 */
final class NettyConnection extends ChannelInboundHandlerAdapter implements Connection {

    private static final Logger LOG = LoggerFactory.getLogger(NettyConnection.class);
    private static final int LINGER_SECONDS = 10;

    private final Channel channel;
    private final String peer;
    private final String peerAddress;
    private final Outbox outbox;
    private final PendingRequests requests;
    private final FrameReader reader;
    /** Decrypted, and not yet read since reading is stopped: as much as the socket gave in one go. */
    private final Queue<ByteBuf> held = new ArrayDeque<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final AtomicLong lastCorrelation = new AtomicLong();
    private final AtomicBoolean closeAsked = new AtomicBoolean();
    private volatile boolean reading = true;

    private FrameHandler handler;
    private CompletableFuture<NettyConnection> opening;
    private boolean delivering;
    private boolean peerClosed;
    private boolean inactive;
    private boolean closing;
    private Throwable cause;
    private ScheduledFuture<?> linger;

    NettyConnection(final Channel channel, final String peer, final FrameLimits limits) {
        this.channel = channel;
        this.peer = peer;
        peerAddress = text((InetSocketAddress) channel.remoteAddress());
        outbox = new Outbox(channel, new OutboxOwner());
        requests = new PendingRequests(channel.eventLoop(), peerAddress);
        reader = new FrameReader(limits);
    }

    static String text(final InetSocketAddress address) {
        return address == null ? "?" : address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    /** The listener's side: the acceptor has given a handler, so that the peer may go on. */
    void welcome(final FrameHandler receiver) {
        handler = receiver;
        final ByteBuf welcome = channel.alloc().heapBuffer(FrameHeader.LENGTH);
        FrameHeader.write(welcome, FrameHeader.WELCOME, 0, 0, 0);
        channel.writeAndFlush(welcome);
        outbox.open();
    }

    /** The other side: the future completes when the listener has said welcome. */
    void awaitWelcome(final FrameHandler receiver, final CompletableFuture<NettyConnection> future) {
        handler = receiver;
        opening = future;
    }

    /** Completes after the handler was told of the end. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    /** Ends it at once. */
    void cut() {
        outbox.shut();
        onLoop(() -> abort(null));
    }

    @Override
    public String peer() {
        return peer;
    }

    @Override
    public String peerAddress() {
        return peerAddress;
    }

    @Override
    public String localHost() {
        return ((InetSocketAddress) channel.localAddress()).getAddress().getHostAddress();
    }

    @Override
    public boolean send(final int type, final byte[] payload) {
        return outbox.offer(Outgoing.message(checked(type), payload));
    }

    @Override
    public CompletableFuture<Frame> request(final int type, final byte[] payload, final Duration timeout) {
        final CompletableFuture<Frame> reply = new CompletableFuture<>();
        final Outgoing request = Outgoing.request(checked(type), lastCorrelation.incrementAndGet(), payload, reply,
                System.nanoTime() + timeout.toNanos());
        if (!outbox.offer(request)) {
            reply.completeExceptionally(endedException(null));
        }
        return reply;
    }

    @Override
    public boolean reply(final Frame request, final int type, final byte[] payload, final Runnable gone) {
        if (request.correlation() == 0) {
            throw new IllegalArgumentException("A message of type " + request.type() + " is no request and has no reply");
        }
        return outbox.offer(Outgoing.reply(checked(type), request.correlation(), payload, gone));
    }

    private static int checked(final int type) {
        if (type < 1 || type > 0xFFFF) {
            throw new IllegalArgumentException("Frame type " + type + " is not from 1 to 65535");
        }
        return type;
    }

    @Override
    public boolean isWritable() {
        return outbox.isWritable();
    }

    @Override
    public void setReading(final boolean wanted) {
        reading = wanted;
        if (channel.eventLoop().inEventLoop()) {
            applyReading();
        } else {
            onLoop(this::applyReading);
        }
    }

    private void applyReading() {
        if (!closing) {
            channel.config().setAutoRead(reading);
            deliver();
        }
    }

    @Override
    public void close() {
        if (closeAsked.compareAndSet(false, true)) {
            outbox.shut();
            onLoop(this::beginClose);
        }
    }

    private void onLoop(final Runnable action) {
        try {
            channel.eventLoop().execute(action);
        } catch (final RejectedExecutionException e) {
            LOG.debug("The transport has stopped, and with it the connection to {}", peerAddress, e);
        }
    }

    /** What was sent goes out, then the goodbye; what still comes is read and dropped, lest it reset the connection. */
    private void beginClose() {
        if (closing) {
            return;
        }
        closing = true;
        releaseHeld();
        if (inactive) {
            finishIfDone();
            return;
        }
        requests.failAll(endedException(null));
        linger = channel.eventLoop().schedule(() -> abort(null), LINGER_SECONDS, TimeUnit.SECONDS);
        outbox.whenEmpty(() -> channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> sayGoodbye()));
        channel.config().setAutoRead(true);
    }

    private void sayGoodbye() {
        final SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls != null) {
            tls.closeOutbound();
        }
    }

    /** Ends it at once and without a goodbye, so that the peer sees that something is wrong. */
    private void abort(final Throwable why) {
        if (cause == null && !closing) {
            cause = why;
        }
        closing = true;
        releaseHeld();
        final ChannelHandlerContext tls = channel.pipeline().context(SslHandler.class);
        if (tls == null) {
            channel.close();
        } else {
            tls.close();
        }
    }

    @Override
    public void channelRead(final ChannelHandlerContext ctx, final Object bytes) {
        if (closing) {
            ((ByteBuf) bytes).release();
        } else {
            held.add((ByteBuf) bytes);
            deliver();
        }
    }

    private void deliver() {
        if (delivering) {
            return;
        }
        delivering = true;
        try {
            while (reading && !closing && !held.isEmpty()) {
                final FrameReader.Received received = reader.next(held.peek());
                if (received == null) {
                    held.poll().release();
                } else {
                    dispatch(received);
                }
            }
        } catch (final ProtocolException e) {
            LOG.info("Closing the connection to {} at {}: {}", peer, peerAddress, e.getMessage());
            abort(new IOException(peer + " at " + peerAddress + " broke the protocol: " + e.getMessage(), e));
        } finally {
            delivering = false;
        }
        finishIfDone();
    }

    private void dispatch(final FrameReader.Received received) throws ProtocolException {
        if (received.kind() == FrameHeader.WELCOME || opening != null) {
            onWelcome(received.kind());
        } else if (received.kind() == FrameHeader.REPLY) {
            requests.complete(received.frame());
        } else {
            call(() -> handler.onFrame(this, received.frame()));
        }
    }

    private void onWelcome(final byte kind) throws ProtocolException {
        if (kind != FrameHeader.WELCOME || opening == null) {
            throw new ProtocolException("it sent a frame of kind " + kind + (opening == null ? " twice" : " before the welcome"));
        }
        final CompletableFuture<NettyConnection> future = opening;
        opening = null;
        if (future.complete(this)) {
            outbox.open();
        } else {
            // Nobody waits any more, so nobody is to hear of this connection.
            handler = new Nobody();
            close();
        }
    }

    private void call(final Runnable handlers) {
        try {
            handlers.run();
        } catch (final RuntimeException | Error e) {
            LOG.warn("Closing the connection to {} at {}: its handler failed", peer, peerAddress, e);
            abort(e);
        }
    }

    @Override
    public void channelWritabilityChanged(final ChannelHandlerContext ctx) {
        if (ctx.channel().isWritable()) {
            outbox.drain();
        }
    }

    @Override
    public void userEventTriggered(final ChannelHandlerContext ctx, final Object event) {
        if (event instanceof SslCloseCompletionEvent end && end.isSuccess()) {
            peerClosed = true;
            ctx.close();
        }
    }

    @Override
    public void exceptionCaught(final ChannelHandlerContext ctx, final Throwable failure) {
        LOG.debug("The connection to {} at {} failed", peer, peerAddress, failure);
        abort(opening == null
                ? new IOException("The connection to " + peer + " at " + peerAddress + " failed: " + PlainWords.reason(failure), failure)
                : failure);
    }

    @Override
    public void channelInactive(final ChannelHandlerContext ctx) {
        inactive = true;
        outbox.shut();
        if (cause == null && !closing && !peerClosed) {
            cause = new IOException("The connection to " + peer + " at " + peerAddress + " was lost");
        }
        finishIfDone();
    }

    /** What came before the end is delivered before the end, even if the handler lets it wait. */
    private void finishIfDone() {
        if (!inactive || delivering || ended.isDone() || !held.isEmpty()) {
            return;
        }
        closing = true;
        if (linger != null) {
            linger.cancel(false);
        }
        outbox.terminate();
        requests.failAll(endedException(cause));
        if (opening == null) {
            call(() -> handler.onClosed(this, cause));
        } else {
            opening.completeExceptionally(peerClosed ? new IOException("the listener does not accept this identity") : cause);
        }
        ended.complete(null);
    }

    private void releaseHeld() {
        for (ByteBuf bytes = held.poll(); bytes != null; bytes = held.poll()) {
            bytes.release();
        }
    }

    private IOException endedException(final Throwable why) {
        return new IOException("The connection to " + peer + " at " + peerAddress + " has ended", why);
    }

    @Override
    public String toString() {
        return "NettyConnection[" + peer + " at " + peerAddress + "]";
    }

    private final class OutboxOwner implements Outbox.Owner {

        @Override
        public void onRequest(final Outgoing request) {
            if (closing) {
                request.reply().completeExceptionally(endedException(null));
            } else {
                requests.add(request);
            }
        }

        @Override
        public void onWritable() {
            if (!closing) {
                call(() -> handler.onWritable(NettyConnection.this));
            }
        }

        @Override
        public void onOverflow(final long bytes) {
            onLoop(() -> {
                LOG.warn("Closing the connection to {} at {}: {} bytes wait to be sent to it", peer, peerAddress, bytes);
                abort(new IOException(bytes + " bytes wait to be sent to " + peer + " at " + peerAddress
                        + ": the sender does not heed that the connection is not writable"));
            });
        }
    }

    private static final class Nobody implements FrameHandler {

        @Override
        public void onFrame(final Connection connection, final Frame frame) {
            LOG.debug("Dropped {} of a connection that came too late", frame);
        }
    }
}
