package io.kindling.transport.netty;

import io.kindling.transport.api.Acceptor;
import io.kindling.transport.api.ListenSpec;
import io.kindling.transport.api.Listener;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** An open port. */
final class NettyListener implements Listener {

    static final Duration AUTHENTICATION_LIMIT = Duration.ofSeconds(10);
    static final int MOST_UNAUTHENTICATED = 256;

    private static final int BACKLOG = 512;
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(3);

    private final ListenSpec spec;
    private final Acceptor acceptor;
    private final Tls tls;
    private final EventLoops loops;
    private final Consumer<NettyListener> onClose;
    private final OpenConnections connections;
    private final Unauthenticated waiting = new Unauthenticated(MOST_UNAUTHENTICATED, AUTHENTICATION_LIMIT);
    private final RefusalLog log = new RefusalLog();
    private final Channel channel;

    NettyListener(final ListenSpec spec, final InetSocketAddress address, final Acceptor acceptor, final Tls tls,
                  final EventLoops loops, final Consumer<NettyListener> onClose) throws IOException {
        this.spec = spec;
        this.acceptor = acceptor;
        this.tls = tls;
        this.loops = loops;
        this.onClose = onClose;
        connections = new OpenConnections(loops);
        final ChannelFuture bound = new ServerBootstrap()
                .group(loops.group())
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.ALLOCATOR, loops.memory())
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, NettyTransport.WATER_MARK)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(final Channel child) {
                        begin(child);
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException("Cannot listen at " + spec.host() + ":" + spec.port() + " as " + spec.role() + ": "
                    + PlainWords.reason(bound.cause()), bound.cause());
        }
        channel = bound.channel();
    }

    private void begin(final Channel child) {
        waiting.add(child);
        child.pipeline().addLast(tls.server(AUTHENTICATION_LIMIT),
                new PeerAuthentication(spec, tls, acceptor, waiting, log, connections::add));
    }

    @Override
    public int port() {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    @Override
    public void close() {
        try {
            onClose.accept(this);
            final ChannelFuture closed = channel.close();
            if (!loops.isCurrent()) {
                closed.awaitUninterruptibly(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            }
            waiting.closeAll();
            connections.close(CLOSE_LIMIT);
        } finally {
            EventLoops.leaveNothing();
        }
    }
}
