package io.kindling.transport.netty;

import io.kindling.transport.api.Acceptor;
import io.kindling.transport.api.FrameHandler;
import io.kindling.transport.api.ListenSpec;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertificateException;
import java.util.function.Consumer;

/** The listener's side until the handshake is over; then a proven peer gets a connection, any other may only enrol. */
final class PeerAuthentication extends ChannelInboundHandlerAdapter {

    private final ListenSpec spec;
    private final Tls tls;
    private final Acceptor acceptor;
    private final Unauthenticated waiting;
    private final RefusalLog log;
    private final Consumer<NettyConnection> accepted;

    PeerAuthentication(final ListenSpec spec, final Tls tls, final Acceptor acceptor, final Unauthenticated waiting,
                       final RefusalLog log, final Consumer<NettyConnection> accepted) {
        this.spec = spec;
        this.tls = tls;
        this.acceptor = acceptor;
        this.waiting = waiting;
        this.log = log;
        this.accepted = accepted;
    }

    @Override
    public void userEventTriggered(final ChannelHandlerContext ctx, final Object event) throws CertificateException {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.cause() instanceof ClosedChannelException) {
                // Somebody looked whether the port is open.
                return;
            }
            if (!handshake.isSuccess()) {
                refuse(ctx, PlainWords.reason(handshake.cause()));
                return;
            }
            final String peer = tls.peerOf(ctx.pipeline().get(SslHandler.class));
            if (peer == null) {
                ctx.pipeline().replace(this, null,
                        new EnrolmentServer(spec, (CertificateAuthority) spec.authority(), log));
            } else {
                accept(ctx, peer);
            }
        }
    }

    private void accept(final ChannelHandlerContext ctx, final String peer) {
        final NettyConnection connection = new NettyConnection(ctx.channel(), peer, spec.limits());
        final FrameHandler handler;
        try {
            handler = acceptor.accept(connection);
        } catch (final RuntimeException | Error e) {
            log.failed(spec.role(), e);
            ctx.close();
            return;
        }
        if (handler == null) {
            refuse(ctx, peer + " is not accepted");
            return;
        }
        waiting.remove(ctx.channel());
        accepted.accept(connection);
        ctx.pipeline().replace(this, null, connection);
        connection.welcome(handler);
    }

    private void refuse(final ChannelHandlerContext ctx, final String why) {
        log.refused(spec.role(), (InetSocketAddress) ctx.channel().remoteAddress(), why);
        ctx.close();
    }

    @Override
    public void channelRead(final ChannelHandlerContext ctx, final Object message) {
        ReferenceCountUtil.release(message);
        ctx.close();
    }

    @Override
    public void exceptionCaught(final ChannelHandlerContext ctx, final Throwable failure) {
        if (ctx.channel().isActive()) {
            refuse(ctx, PlainWords.reason(failure));
        }
    }
}
