package io.kindling.transport.netty;

import io.kindling.transport.api.ConnectSpec;
import io.kindling.transport.api.FrameHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.util.concurrent.CompletableFuture;

/** The connecting side until the handshake is over; then the listener is proven, and its welcome is waited for. */
final class ListenerAuthentication extends ChannelInboundHandlerAdapter {

    private final ConnectSpec spec;
    private final Tls tls;
    private final FrameHandler handler;
    private final CompletableFuture<NettyConnection> result;

    ListenerAuthentication(final ConnectSpec spec, final Tls tls, final FrameHandler handler,
                           final CompletableFuture<NettyConnection> result) {
        this.spec = spec;
        this.tls = tls;
        this.handler = handler;
        this.result = result;
    }

    @Override
    public void userEventTriggered(final ChannelHandlerContext ctx, final Object event) throws CertificateException {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (!handshake.isSuccess()) {
                fail(ctx, handshake.cause());
                return;
            }
            final String peer = tls.peerOf(ctx.pipeline().get(SslHandler.class));
            if (peer == null) {
                fail(ctx, new CertificateException("it has no certificate"));
                return;
            }
            final NettyConnection connection = new NettyConnection(ctx.channel(), peer, spec.limits());
            connection.awaitWelcome(handler, result);
            ctx.pipeline().replace(this, null, connection);
        }
    }

    private void fail(final ChannelHandlerContext ctx, final Throwable cause) {
        result.completeExceptionally(cause);
        ctx.close();
    }

    @Override
    public void channelRead(final ChannelHandlerContext ctx, final Object message) {
        ReferenceCountUtil.release(message);
        fail(ctx, new IOException("it sent something before the handshake"));
    }

    @Override
    public void exceptionCaught(final ChannelHandlerContext ctx, final Throwable failure) {
        fail(ctx, failure);
    }

    @Override
    public void channelInactive(final ChannelHandlerContext ctx) {
        result.completeExceptionally(new IOException("the listener closed the connection"));
    }
}
