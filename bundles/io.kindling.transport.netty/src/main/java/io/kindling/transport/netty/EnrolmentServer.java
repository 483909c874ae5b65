package io.kindling.transport.netty;

import io.kindling.transport.api.EnrolmentRefusedException;
import io.kindling.transport.api.ListenSpec;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;

/** Serves a peer without a certificate: one request to enrol, one answer, the end. */
final class EnrolmentServer extends ChannelInboundHandlerAdapter {

    private final ListenSpec spec;
    private final CertificateAuthority authority;
    private final RefusalLog log;
    private final EnrolmentFrame frame = new EnrolmentFrame();
    private boolean answered;

    EnrolmentServer(final ListenSpec spec, final CertificateAuthority authority, final RefusalLog log) {
        this.spec = spec;
        this.authority = authority;
        this.log = log;
    }

    @Override
    public void channelRead(final ChannelHandlerContext ctx, final Object message) {
        final ByteBuf bytes = (ByteBuf) message;
        try {
            if (answered) {
                return;
            }
            final List<byte[]> fields = frame.read(bytes);
            if (fields != null) {
                enrol(ctx, fields);
            }
        } catch (final ProtocolException e) {
            refused(ctx, e.getMessage());
            answer(ctx, new byte[] {EnrolmentFrame.MALFORMED});
        } finally {
            bytes.release();
        }
    }

    private void enrol(final ChannelHandlerContext ctx, final List<byte[]> fields) throws ProtocolException {
        if (fields.size() != 3 || fields.get(1).length > EnrolmentFrame.LONGEST_TOKEN) {
            throw new ProtocolException("an enrolment frame with the wrong fields");
        }
        final String subject = new String(fields.get(0), StandardCharsets.UTF_8);
        try {
            CertificateAuthority.checkedUri(subject);
            final ECPublicKey key = key(fields.get(2));
            spec.enrolment().admit(subject, fields.get(1));
            final X509Certificate certificate = authority.certify(subject, key);
            answer(ctx, new byte[] {EnrolmentFrame.GRANTED}, certificate.getEncoded(), authority.certificate().getEncoded());
        } catch (final EnrolmentRefusedException e) {
            refused(ctx, "it may not enrol as " + subject + ": " + e.getMessage());
            answer(ctx, new byte[] {EnrolmentFrame.REFUSED});
        } catch (final GeneralSecurityException | IllegalArgumentException e) {
            refused(ctx, "a request to enrol with a bad name or key");
            answer(ctx, new byte[] {EnrolmentFrame.MALFORMED});
        } catch (final RuntimeException | Error e) {
            log.failed(spec.role(), e);
            answer(ctx, new byte[] {EnrolmentFrame.FAILED});
        }
    }

    private static ECPublicKey key(final byte[] encoded) throws GeneralSecurityException {
        final ECPublicKey key = (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(encoded));
        if (key.getParams().getOrder().bitLength() != 256) {
            throw new GeneralSecurityException("not a P-256 key");
        }
        return key;
    }

    private void refused(final ChannelHandlerContext ctx, final String why) {
        log.refused(spec.role(), (InetSocketAddress) ctx.channel().remoteAddress(), why);
    }

    private void answer(final ChannelHandlerContext ctx, final byte[]... fields) {
        answered = true;
        ctx.writeAndFlush(EnrolmentFrame.write(fields)).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void exceptionCaught(final ChannelHandlerContext ctx, final Throwable failure) {
        refused(ctx, PlainWords.reason(failure));
        ctx.close();
    }
}
