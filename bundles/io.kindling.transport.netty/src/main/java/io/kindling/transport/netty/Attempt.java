package io.kindling.transport.netty;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** One try to reach a listener, within a time limit; the caller's thread waits for it. */
final class Attempt {

    private final String where;
    private final String host;
    private final int port;
    private final Duration timeout;
    private final long deadline;
    private final EventLoops loops;

    /** The clock runs from here. The verb is for the message, e.g. "connect to". */
    Attempt(final String verb, final String host, final int port, final Duration timeout, final EventLoops loops) {
        where = "Cannot " + verb + " " + host + ":" + port + ": ";
        this.host = host;
        this.port = port;
        this.timeout = timeout;
        deadline = System.nanoTime() + timeout.toNanos();
        this.loops = loops;
        if (loops.isCurrent()) {
            throw new IllegalStateException(where + "this waits and is not allowed on a transport thread");
        }
    }

    /** Connects, lets TLS and the handler do their work, and returns what they make of it. */
    <T> T run(final Tls tls, final Supplier<ChannelHandler> handler, final CompletableFuture<T> result) throws IOException {
        if (loops.group().isShuttingDown()) {
            throw new IOException(where + "the netty transport has stopped");
        }
        Channel channel = null;
        try {
            channel = reach(tls, handler);
            return result.get(left(), TimeUnit.NANOSECONDS);
        } catch (final ExecutionException e) {
            throw new IOException(where + PlainWords.reason(e.getCause()), e.getCause());
        } catch (final TimeoutException e) {
            final IOException late = new IOException(where + "no answer within " + timeout.toMillis() + " ms", e);
            if (result.completeExceptionally(late)) {
                close(channel);
                throw late;
            }
            return outcome(result);
        } catch (final InterruptedException e) {
            result.completeExceptionally(e);
            close(channel);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(where + "interrupted");
        } finally {
            EventLoops.leaveNothing();
        }
    }

    private <T> T outcome(final CompletableFuture<T> result) throws IOException {
        try {
            return result.join();
        } catch (final CompletionException e) {
            throw new IOException(where + PlainWords.reason(e.getCause()), e.getCause());
        }
    }

    private static void close(final Channel channel) {
        if (channel != null) {
            channel.close();
        }
    }

    /** The names of a host are tried one after the other, as "localhost" may mean two addresses. */
    private Channel reach(final Tls tls, final Supplier<ChannelHandler> handler)
            throws IOException, InterruptedException, TimeoutException {
        IOException last = null;
        for (final InetAddress address : addresses()) {
            final ChannelFuture connected = bootstrap(tls, handler).connect(new InetSocketAddress(address, port));
            if (!connected.await(left(), TimeUnit.NANOSECONDS)) {
                connected.cancel(false);
                connected.channel().close();
                throw new TimeoutException("TCP connect to " + address);
            }
            if (connected.isSuccess()) {
                return connected.channel();
            }
            last = new IOException(where + PlainWords.reason(connected.cause()), connected.cause());
        }
        throw last;
    }

    private InetAddress[] addresses() throws IOException {
        try {
            return InetAddress.getAllByName(host);
        } catch (final UnknownHostException e) {
            throw new IOException(where + PlainWords.reason(e), e);
        }
    }

    private Bootstrap bootstrap(final Tls tls, final Supplier<ChannelHandler> handler) {
        final Duration left = Duration.ofNanos(left());
        return new Bootstrap()
                .group(loops.group())
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) Math.min(Integer.MAX_VALUE, Math.max(1, left.toMillis())))
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.ALLOCATOR, loops.memory())
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, NettyTransport.WATER_MARK)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(final Channel channel) {
                        channel.pipeline().addLast(tls.client(left), handler.get());
                    }
                });
    }

    private long left() {
        return Math.max(1, deadline - System.nanoTime());
    }
}
