package io.kindling.transport.netty;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.transport.api.Authority;
import io.kindling.transport.api.ConnectSpec;
import io.kindling.transport.api.Connection;
import io.kindling.transport.api.Enrolment;
import io.kindling.transport.api.Frame;
import io.kindling.transport.api.FrameLimits;
import io.kindling.transport.api.Identity;
import io.kindling.transport.api.ListenSpec;
import io.kindling.transport.api.Listener;
import io.kindling.transport.api.contract.Recorder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmConstraints;
import java.security.AlgorithmParameters;
import java.security.CryptoPrimitive;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** Hostile peers get nothing, and an authenticated connection beside them does not notice. */
public class NettyAttackTest {

    private static final String HOST = "127.0.0.1";
    private static final String DRIVER = "kindling://app/a-1/driver";
    private static final String EXECUTOR = "kindling://app/a-1/executor/3";
    private static final Duration LIMIT = Duration.ofSeconds(Recorder.LIMIT_SECONDS);
    private static final FrameLimits LIMITS = new FrameLimits(Map.of(1, 100));
    private static final int READ_LIMIT_MILLIS = 15_000;

    @Rule
    public final Timeout timeout = Timeout.seconds(60);

    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger tokens = new AtomicInteger();
    private final Recorder hostile = new Recorder();
    private final List<Socket> sockets = new ArrayList<>();
    private NettyTransport transport;
    private Authority authority;
    private Listener listener;
    private Connection honest;

    @Before
    public void start() throws IOException {
        transport = new NettyTransport();
        authority = transport.createAuthority("test", Duration.ofDays(1));
        final Enrolment enrolment = (subject, token) -> tokens.incrementAndGet();
        listener = transport.listen(
                new ListenSpec("driver", HOST, 0, authority.issue(DRIVER), authority, enrolment, LIMITS),
                connection -> asked.incrementAndGet() == 1
                        ? (c, frame) -> c.reply(frame, 1, frame.payload())
                        : hostile);
        honest = connect();
    }

    @After
    public void stop() throws Exception {
        try {
            assertEquals("still here", ask(honest));
        } finally {
            for (final Socket socket : sockets) {
                socket.close();
            }
            transport.stop();
        }
    }

    private Connection connect() throws IOException {
        return transport.connect(new ConnectSpec("executor", HOST, listener.port(), authority.issue(EXECUTOR), DRIVER,
                LIMITS, LIMIT), new Recorder());
    }

    private static String ask(final Connection connection) throws Exception {
        final Frame reply = connection.request(1, "still here".getBytes(StandardCharsets.US_ASCII), LIMIT)
                .get(Recorder.LIMIT_SECONDS, TimeUnit.SECONDS);
        return new String(reply.payload(), StandardCharsets.US_ASCII);
    }

    private Socket open() throws IOException {
        final Socket socket = new Socket(HOST, listener.port());
        sockets.add(socket);
        socket.setSoTimeout(READ_LIMIT_MILLIS);
        return socket;
    }

    /** A TLS client that trusts anybody. */
    private SSLSocket openTls(final Identity identity, final String protocol) throws Exception {
        final SSLSocket socket = (SSLSocket) context(identity).getSocketFactory().createSocket(HOST, listener.port());
        sockets.add(socket);
        socket.setEnabledProtocols(new String[] {protocol});
        socket.setSoTimeout(READ_LIMIT_MILLIS);
        return socket;
    }

    private static SSLContext context(final Identity identity) throws GeneralSecurityException {
        final KeyManager[] keys = identity == null ? null : new KeyManager[] {new Tls.OwnKey(CertifiedIdentity.of(identity))};
        final SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, new TrustManager[] {new TrustsAnybody()}, new SecureRandom());
        return context;
    }

    private static byte[] frame(final int kind, final int type, final long correlation, final int length, final byte[] payload) {
        return ByteBuffer.allocate(FrameHeader.LENGTH + payload.length).putShort(FrameHeader.MAGIC).put(FrameHeader.VERSION)
                .put((byte) kind).putShort((short) type).putLong(correlation).putInt(length).put(payload).array();
    }

    /** Reads to the end; a reset is an end, too. */
    private static int drain(final InputStream in) throws IOException {
        int count = 0;
        try {
            while (in.read() >= 0) {
                count++;
            }
        } catch (final SocketException | SSLException e) {
            assertTrue(e.toString(), count >= 0);
        }
        return count;
    }

    private static void write(final Socket socket, final byte[] bytes) throws IOException {
        final OutputStream out = socket.getOutputStream();
        out.write(bytes);
        out.flush();
    }

    private void assertNobodyCameIn() {
        assertEquals(1, asked.get());
        assertEquals(0, tokens.get());
        assertEquals(0, hostile.waiting());
    }

    @Test
    public void shouldCloseOnRandomBytes() throws Exception {
        final byte[] noise = new byte[5000];
        new Random(42).nextBytes(noise);
        for (int i = 0; i < 10; i++) {
            noise[0] = (byte) (i * 7);
            final Socket socket = open();
            write(socket, noise);
            drain(socket.getInputStream());
        }
        assertNobodyCameIn();
    }

    @Test
    public void shouldCloseOnPlainHttp() throws Exception {
        final Socket socket = open();
        write(socket, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        drain(socket.getInputStream());
        assertNobodyCameIn();
    }

    @Test
    public void shouldCloseOnABusinessFrameWithoutTls() throws Exception {
        final Socket socket = open();
        write(socket, frame(0, 1, 0, 3, new byte[3]));
        drain(socket.getInputStream());
        assertNobodyCameIn();
    }

    @Test
    public void shouldRefuseTls12() throws Exception {
        final SSLSocket socket = openTls(authority.issue(EXECUTOR), "TLSv1.2");
        assertThrows(IOException.class, socket::startHandshake);
        assertNobodyCameIn();
    }

    /** Half a second of computing for each handshake, asked for by somebody who has proven nothing. */
    @Test
    public void shouldRefuseKeyAgreementsThatCostTheListenerMuch() throws Exception {
        for (final String group : List.of("ffdhe2048", "ffdhe8192")) {
            final SSLSocket socket = openTls(null, "TLSv1.3");
            final SSLParameters parameters = socket.getSSLParameters();
            parameters.setAlgorithmConstraints(new OnlyGroup(group));
            socket.setSSLParameters(parameters);
            final SSLException e = assertThrows(SSLException.class, socket::startHandshake);
            assertTrue(e.toString(), e.getMessage().contains("Received fatal alert"));
        }
        assertNobodyCameIn();
    }

    /** A client that agrees on keys in one way only. */
    private record OnlyGroup(String group) implements AlgorithmConstraints {

        @Override
        public boolean permits(final Set<CryptoPrimitive> primitives, final String algorithm, final AlgorithmParameters parameters) {
            return group.equals(algorithm) || !algorithm.matches("ffdhe.*|sec[pt].*|x\\d+");
        }

        @Override
        public boolean permits(final Set<CryptoPrimitive> primitives, final Key key) {
            return true;
        }

        @Override
        public boolean permits(final Set<CryptoPrimitive> primitives, final String algorithm, final Key key, final AlgorithmParameters parameters) {
            return true;
        }
    }

    @Test
    public void shouldRefuseACertificateOfALookAlikeAuthority() throws Exception {
        final Authority other = transport.createAuthority("test", Duration.ofDays(1));
        final SSLSocket socket = openTls(other.issue(EXECUTOR), "TLSv1.3");
        socket.startHandshake();
        assertEquals(0, refused(socket, frame(0, 1, 0, 3, new byte[3])));
        assertNobodyCameIn();
    }

    @Test
    public void shouldRefuseASelfSignedCertificate() throws Exception {
        final CertificateAuthority other = (CertificateAuthority) transport.createAuthority("test", Duration.ofDays(1));
        final Identity self = new CertifiedIdentity(EXECUTOR, other.key(), other.certificate(), other.certificate());
        final SSLSocket socket = openTls(self, "TLSv1.3");
        socket.startHandshake();
        assertEquals(0, refused(socket, frame(0, 1, 0, 3, new byte[3])));
        assertNobodyCameIn();
    }

    @Test
    public void shouldRefuseTheCertificateOfTheAuthorityItself() throws Exception {
        final CertificateAuthority own = (CertificateAuthority) authority;
        final Identity self = new CertifiedIdentity(EXECUTOR, own.key(), own.certificate(), own.certificate());
        final SSLSocket socket = openTls(self, "TLSv1.3");
        socket.startHandshake();
        assertEquals(0, refused(socket, frame(0, 1, 0, 3, new byte[3])));
        assertNobodyCameIn();
    }

    /** How many bytes come back for these. */
    private static int refused(final SSLSocket socket, final byte[] bytes) throws IOException {
        try {
            write(socket, bytes);
        } catch (final SocketException | SSLException e) {
            return 0;
        }
        return drain(socket.getInputStream());
    }

    @Test
    public void shouldRefuseEveryKindOfFrameWithoutACertificate() throws Exception {
        for (int kind = 0; kind < 5; kind++) {
            final SSLSocket socket = openTls(null, "TLSv1.3");
            socket.startHandshake();
            // Seven bytes of header and the one that says "malformed".
            assertTrue(refused(socket, frame(kind, 1, kind, 3, new byte[3])) <= 10);
        }
        assertNobodyCameIn();
    }

    @Test
    public void shouldRefuseBadEnrolmentFrames() throws Exception {
        final byte[] key = CertificateAuthority.newKey(new SecureRandom()).getPublic().getEncoded();
        final byte[] subject = EXECUTOR.getBytes(StandardCharsets.US_ASCII);
        final List<byte[]> bad = List.of(
                enrolment(subject, new byte[1025], key),
                enrolment("no uri\n".getBytes(StandardCharsets.US_ASCII), new byte[1], key),
                enrolment(subject, new byte[1], new byte[91]),
                enrolment(subject, new byte[1]),
                enrolment(subject, new byte[1], key, key),
                new byte[] {0x4B, 0x4E, 0x45, 0x52, 1, (byte) 0xFF, (byte) 0xFF},
                new byte[] {0x4B, 0x4E, 0x45, 0x52, 2, 0, 1, 0},
                new byte[] {0x4B, 0x4E, 0x45, 0x52, 1, 0, 2, (byte) 0xFF, (byte) 0xFF},
                new byte[] {0x4B, 0x4E, 0x45, 0x52, 1, 0, 0});
        for (final byte[] bytes : bad) {
            final SSLSocket socket = openTls(null, "TLSv1.3");
            socket.startHandshake();
            assertTrue(refused(socket, bytes) <= 10);
        }
        assertNobodyCameIn();
    }

    private static byte[] enrolment(final byte[]... fields) {
        final io.netty.buffer.ByteBuf frame = EnrolmentFrame.write(fields);
        final byte[] bytes = new byte[frame.readableBytes()];
        frame.readBytes(bytes);
        return bytes;
    }

    @Test
    public void shouldEndAnAuthenticatedPeerThatSendsNonsense() throws Exception {
        final byte[] wrongMagic = frame(0, 1, 0, 1, new byte[1]);
        wrongMagic[0] = 0;
        final byte[] wrongVersion = frame(0, 1, 0, 1, new byte[1]);
        wrongVersion[2] = 9;
        final List<byte[]> bad = List.of(
                frame(0, 1, 0, Integer.MAX_VALUE, new byte[10]),
                frame(0, 1, 0, -1, new byte[10]),
                frame(0, 1, 0, Integer.MIN_VALUE, new byte[10]),
                frame(0, 1, 0, 101, new byte[101]),
                frame(0, 2, 0, 0, new byte[0]),
                frame(0, 0, 0, 0, new byte[0]),
                frame(3, 0, 0, 0, new byte[0]),
                frame(9, 1, 0, 0, new byte[0]),
                frame(0, 1, 5, 0, new byte[0]),
                frame(1, 1, 0, 0, new byte[0]),
                wrongMagic, wrongVersion);
        for (final byte[] bytes : bad) {
            final SSLSocket socket = openTls(authority.issue(EXECUTOR), "TLSv1.3");
            socket.startHandshake();
            // The welcome, and no more.
            assertTrue(refused(socket, bytes) <= FrameHeader.LENGTH);
        }
        assertEquals(0, hostile.waiting());
    }

    @Test
    public void shouldDropAReplyThatNobodyAskedFor() throws Exception {
        final SSLSocket socket = openTls(authority.issue(EXECUTOR), "TLSv1.3");
        write(socket, frame(2, 1, 77, 1, new byte[1]));
        write(socket, frame(0, 1, 0, 1, new byte[] {5}));
        assertEquals(5, hostile.frame().payload()[0]);
        assertEquals(0, hostile.waiting());
    }

    @Test
    public void shouldUnderstandAFrameThatComesByteByByte() throws Exception {
        final SSLSocket socket = openTls(authority.issue(EXECUTOR), "TLSv1.3");
        socket.setTcpNoDelay(true);
        for (final byte b : frame(0, 1, 0, 5, new byte[] {1, 2, 3, 4, 5})) {
            write(socket, new byte[] {b});
        }
        assertEquals(5, hostile.frame().payload()[4]);
        socket.close();
        assertNull(hostile.awaitClosed());
    }

    @Test
    public void shouldServeOldAndNewClientsBesideHalfOpenConnections() throws Exception {
        final List<Socket> half = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            final Socket socket = open();
            half.add(socket);
            if (i % 3 == 1) {
                write(socket, new byte[] {22, 3, 1, 2, 0, 1});
            }
        }
        assertEquals("still here", ask(honest));
        final Connection late = connect();
        assertTrue(late.send(1, new byte[1]));
        assertEquals(1, hostile.frame().payload().length);
        // More than are allowed were open, so the oldest have been closed.
        drain(half.get(0).getInputStream());
    }

    @Test
    public void shouldNoticeAPeerThatEndsWithoutAGoodbye() throws Exception {
        final Socket plain = open();
        final SSLSocket socket = (SSLSocket) context(authority.issue(EXECUTOR)).getSocketFactory()
                .createSocket(plain, HOST, listener.port(), false);
        write(socket, frame(0, 1, 0, 1, new byte[1]));
        hostile.frame();
        plain.close();
        assertTrue(String.valueOf(hostile.awaitClosed()), hostile.awaitClosed() instanceof IOException);
    }

    private static final class TrustsAnybody implements X509TrustManager {

        @Override
        public void checkClientTrusted(final X509Certificate[] chain, final String authType) {
            assertTrue(chain.length > 0);
        }

        @Override
        public void checkServerTrusted(final X509Certificate[] chain, final String authType) {
            assertTrue(chain.length > 0);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
