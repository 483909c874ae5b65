package io.kindling.transport.netty;

import io.kindling.transport.api.EnrolRequest;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Asks for an identity, as soon as the listener has proven that it is of the right authority. */
final class EnrolmentClient extends ChannelInboundHandlerAdapter {

    private final EnrolRequest request;
    private final KeyPair key;
    private final AuthorityCheck check;
    private final CompletableFuture<CertifiedIdentity> result;
    private final EnrolmentFrame answer = new EnrolmentFrame();

    EnrolmentClient(final EnrolRequest request, final KeyPair key, final AuthorityCheck check,
                    final CompletableFuture<CertifiedIdentity> result) {
        this.request = request;
        this.key = key;
        this.check = check;
        this.result = result;
    }

    @Override
    public void userEventTriggered(final ChannelHandlerContext ctx, final Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                ctx.writeAndFlush(EnrolmentFrame.write(
                        EnrolmentFrame.bytes(request.subject()), request.token(), key.getPublic().getEncoded()));
            } else {
                result.completeExceptionally(handshake.cause());
            }
        }
    }

    @Override
    public void channelRead(final ChannelHandlerContext ctx, final Object message) {
        final ByteBuf bytes = (ByteBuf) message;
        try {
            final List<byte[]> fields = result.isDone() ? null : answer.read(bytes);
            if (fields != null) {
                result.complete(identity(fields));
                ctx.close();
            }
        } catch (final IOException | GeneralSecurityException e) {
            result.completeExceptionally(e);
            ctx.close();
        } finally {
            bytes.release();
        }
    }

    private CertifiedIdentity identity(final List<byte[]> fields) throws IOException, GeneralSecurityException {
        if (fields.get(0).length != 1) {
            throw new ProtocolException("the answer of the listener is damaged");
        }
        switch (fields.get(0)[0]) {
            case EnrolmentFrame.GRANTED -> { }
            case EnrolmentFrame.REFUSED -> throw new IOException("the listener refused the token for " + request.subject());
            case EnrolmentFrame.MALFORMED -> throw new IOException("the listener did not understand the request");
            default -> throw new IOException("the listener failed; its log says why");
        }
        if (fields.size() != 3) {
            throw new ProtocolException("the answer of the listener is damaged");
        }
        final X509Certificate[] chain = {certificate(fields.get(1)), certificate(fields.get(2))};
        if (!check.prove(chain).equals(request.subject()) || !chain[0].getPublicKey().equals(key.getPublic())) {
            throw new ProtocolException("the listener gave a certificate for something else");
        }
        return new CertifiedIdentity(request.subject(), key.getPrivate(), chain[0], chain[1]);
    }

    private static X509Certificate certificate(final byte[] encoded) throws GeneralSecurityException {
        return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
    }

    @Override
    public void exceptionCaught(final ChannelHandlerContext ctx, final Throwable failure) {
        result.completeExceptionally(failure);
        ctx.close();
    }

    @Override
    public void channelInactive(final ChannelHandlerContext ctx) {
        result.completeExceptionally(new IOException("the listener closed the connection"));
    }
}
