// Over 500 lines: the whole contract stands in one class, so that a provider extends it once.
package io.kindling.transport.api.contract;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.transport.api.Acceptor;
import io.kindling.transport.api.Authority;
import io.kindling.transport.api.ConnectSpec;
import io.kindling.transport.api.Connection;
import io.kindling.transport.api.EnrolRequest;
import io.kindling.transport.api.Enrolment;
import io.kindling.transport.api.EnrolmentRefusedException;
import io.kindling.transport.api.Frame;
import io.kindling.transport.api.FrameHandler;
import io.kindling.transport.api.FrameLimits;
import io.kindling.transport.api.Identity;
import io.kindling.transport.api.ListenSpec;
import io.kindling.transport.api.Listener;
import io.kindling.transport.api.Transport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** What every transport does. A provider extends this and says how to make and end one. */
public abstract class TransportContractTest {

    protected static final String HOST = "127.0.0.1";
    protected static final String DRIVER = "kindling://app/a-1/driver";
    protected static final String EXECUTOR = "kindling://app/a-1/executor/3";
    protected static final Duration LIMIT = Duration.ofSeconds(Recorder.LIMIT_SECONDS);
    protected static final FrameLimits LIMITS = new FrameLimits(Map.of(1, 100, 2, 1 << 20, 3, 0));

    private static final byte[] TOKEN = bytes("open sesame");
    private static final Enrolment DOOR = (subject, token) -> {
        if (!EXECUTOR.equals(subject) || !java.security.MessageDigest.isEqual(TOKEN, token)) {
            throw new EnrolmentRefusedException("wrong token for " + subject);
        }
    };

    @Rule
    public final Timeout timeout = Timeout.seconds(60);

    protected Transport transport;
    protected Authority authority;

    private final List<Connection> accepted = new CopyOnWriteArrayList<>();
    private final AtomicInteger asked = new AtomicInteger();

    /** Makes the transport under test. */
    protected abstract Transport createTransport();

    /** Ends it. */
    protected abstract void destroyTransport(Transport made);

    @Before
    public final void start() {
        transport = createTransport();
        authority = transport.createAuthority("test", Duration.ofDays(1));
    }

    @After
    public final void stop() {
        destroyTransport(transport);
    }

    protected static byte[] bytes(final String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Opens a listener of the driver, whose connections all get the handler. */
    protected final Listener listen(final FrameHandler handler) throws IOException {
        return listen(LIMITS, handler);
    }

    private Listener listen(final FrameLimits limits, final FrameHandler handler) throws IOException {
        return listen(0, limits, connection -> {
            asked.incrementAndGet();
            accepted.add(connection);
            return handler;
        });
    }

    private Listener listen(final int port, final FrameLimits limits, final Acceptor acceptor) throws IOException {
        return transport.listen(
                new ListenSpec("driver", HOST, port, authority.issue(DRIVER), authority, DOOR, limits), acceptor);
    }

    /** Connects as an executor. */
    protected final Connection connect(final Listener listener, final FrameHandler handler) throws IOException {
        return connect(listener, LIMITS, handler);
    }

    private Connection connect(final Listener listener, final FrameLimits limits, final FrameHandler handler)
            throws IOException {
        return transport.connect(spec(listener, authority.issue(EXECUTOR), DRIVER, limits), handler);
    }

    private static ConnectSpec spec(final Listener listener, final Identity identity, final String peer,
                                    final FrameLimits limits) {
        return new ConnectSpec("executor", HOST, listener.port(), identity, peer, limits, LIMIT);
    }

    private EnrolRequest enrolment(final Listener listener, final byte[] token) {
        return new EnrolRequest(HOST, listener.port(), authority.fingerprint(), DRIVER, EXECUTOR, token);
    }

    @Test
    public void shouldEnrolWithAGoodToken() throws Exception {
        final Recorder server = new Recorder();
        try (Listener listener = listen(server)) {
            final Identity identity = transport.enrol(enrolment(listener, TOKEN), LIMIT);
            assertEquals(EXECUTOR, identity.uri());
            final Connection connection =
                    transport.connect(spec(listener, identity, DRIVER, LIMITS), new Recorder());
            connection.send(1, bytes("hello"));
            assertEquals("hello", new String(server.frame().payload(), StandardCharsets.UTF_8));
            assertEquals(EXECUTOR, accepted.get(0).peer());
            assertEquals(DRIVER, connection.peer());
        }
    }

    @Test
    public void shouldRefuseToEnrolWithABadToken() throws Exception {
        try (Listener listener = listen(new Recorder())) {
            final IOException e = assertThrows(IOException.class,
                    () -> transport.enrol(enrolment(listener, bytes("open barley")), LIMIT));
            assertNames(e, listener);
            assertFalse("the text for the log here reached the peer", e.getMessage().contains("wrong token"));
            assertEquals(0, asked.get());
        }
    }

    @Test
    public void shouldNotGiveTheTokenToAnotherAuthority() throws Exception {
        final Authority other = transport.createAuthority("other", Duration.ofDays(1));
        final AtomicInteger tokens = new AtomicInteger();
        final ListenSpec spec = new ListenSpec("impostor", HOST, 0, other.issue(DRIVER), other,
                (subject, token) -> tokens.incrementAndGet(), LIMITS);
        try (Listener listener = transport.listen(spec, connection -> null)) {
            final IOException e = assertThrows(IOException.class,
                    () -> transport.enrol(enrolment(listener, TOKEN), LIMIT));
            assertNames(e, listener);
            assertEquals(0, tokens.get());
        }
    }

    @Test
    public void shouldNotGiveTheTokenToAnotherPeerOfTheAuthority() throws Exception {
        final AtomicInteger tokens = new AtomicInteger();
        final ListenSpec spec = new ListenSpec("impostor", HOST, 0, authority.issue("kindling://app/a-1/executor/4"), authority,
                (subject, token) -> tokens.incrementAndGet(), LIMITS);
        try (Listener listener = transport.listen(spec, connection -> null)) {
            final IOException e = assertThrows(IOException.class,
                    () -> transport.enrol(enrolment(listener, TOKEN), LIMIT));
            assertNames(e, listener);
            assertTrue(e.getMessage(), e.getMessage().contains("expected " + DRIVER));
            assertEquals(0, tokens.get());
        }
    }

    @Test
    public void shouldRefuseAnIdentityOfAnotherAuthority() throws Exception {
        final Authority other = transport.createAuthority("test", Duration.ofDays(1));
        try (Listener listener = listen(new Recorder())) {
            final IOException e = assertThrows(IOException.class, () -> transport.connect(
                    spec(listener, other.issue(EXECUTOR), DRIVER, LIMITS), new Recorder()));
            assertNames(e, listener);
            assertEquals("the acceptor was asked about somebody not authenticated", 0, asked.get());
        }
    }

    @Test
    public void shouldRefuseAListenerThatIsNotTheExpectedPeer() throws Exception {
        try (Listener listener = listen(new Recorder())) {
            final Recorder client = new Recorder();
            final IOException e = assertThrows(IOException.class, () -> transport.connect(
                    spec(listener, authority.issue(EXECUTOR), "kindling://app/b-2/driver", LIMITS), client));
            assertNames(e, listener);
            assertTrue(e.getMessage(), e.getMessage().contains(DRIVER));
            assertTrue(e.getMessage(), e.getMessage().contains("kindling://app/b-2/driver"));
            assertEquals(0, client.closings());
        }
    }

    @Test
    public void shouldFailToConnectWhenTheAcceptorSaysNo() throws Exception {
        try (Listener listener = listen(0, LIMITS, connection -> null)) {
            assertNames(assertThrows(IOException.class, () -> connect(listener, new Recorder())), listener);
        }
    }

    @Test
    public void shouldFailToConnectWhereNobodyListens() throws Exception {
        final Listener listener = listen(new Recorder());
        listener.close();
        assertNames(assertThrows(IOException.class, () -> connect(listener, new Recorder())), listener);
        assertNames(assertThrows(IOException.class,
                () -> transport.enrol(enrolment(listener, TOKEN), LIMIT)), listener);
    }

    @Test
    public void shouldKeepTheOrderOfMessagesBothWays() throws Exception {
        final int count = 5000;
        final Recorder server = new Recorder((connection, frame) -> connection.send(2, frame.payload()));
        try (Listener listener = listen(server)) {
            final Recorder client = new Recorder();
            final Connection connection = connect(listener, client);
            for (int i = 0; i < count; i++) {
                assertTrue(connection.send(2, new byte[] {(byte) i, (byte) (i >> 8), (byte) (i % 3)}));
            }
            for (int i = 0; i < count; i++) {
                final byte[] expected = {(byte) i, (byte) (i >> 8), (byte) (i % 3)};
                final Frame there = server.frame();
                assertArrayEquals(expected, there.payload());
                assertEquals(2, there.type());
                assertEquals(0, there.correlation());
                assertArrayEquals(expected, client.frame().payload());
            }
            assertEquals(0, server.overlaps() + client.overlaps());
        }
    }

    @Test
    public void shouldCarryEverySizeUpToTheLimit() throws Exception {
        final Recorder server = new Recorder();
        try (Listener listener = listen(server)) {
            final Connection connection = connect(listener, new Recorder());
            for (final int size : new int[] {0, 1, 4095, 4096, 4097, 16_383, 65_536, 1 << 20}) {
                final byte[] payload = new byte[size];
                for (int i = 0; i < size; i++) {
                    payload[i] = (byte) (i * 31);
                }
                assertTrue(connection.send(2, payload));
                assertArrayEquals(payload, server.frame().payload());
            }
            connection.send(3, new byte[0]);
            assertEquals(3, server.frame().type());
        }
    }

    @Test
    public void shouldAnswerRequestsInAnyOrderFromBothSides() throws Exception {
        final FrameHandler echo = (connection, frame) -> connection.reply(frame, 2, frame.payload());
        final List<Frame> kept = new CopyOnWriteArrayList<>();
        final Recorder server = new Recorder((connection, frame) -> {
            kept.add(frame);
            if (kept.size() == 3) {
                for (int i = 2; i >= 0; i--) {
                    connection.reply(kept.get(i), 2, kept.get(i).payload());
                }
            }
        });
        try (Listener listener = listen(server)) {
            final Connection connection = connect(listener, echo);
            final CompletableFuture<Frame> a = connection.request(1, bytes("a"), LIMIT);
            final CompletableFuture<Frame> b = connection.request(1, bytes("b"), LIMIT);
            final CompletableFuture<Frame> c = connection.request(1, bytes("c"), LIMIT);
            assertEquals("a", text(a));
            assertEquals("b", text(b));
            assertEquals("c", text(c));
            assertNotEquals(0, kept.get(0).correlation());
            assertEquals("back", text(accepted.get(0).request(1, bytes("back"), LIMIT)));
        }
    }

    @Test
    public void shouldFailARequestWhoseTimeIsOver() throws Exception {
        final List<Frame> kept = new CopyOnWriteArrayList<>();
        final Recorder server = new Recorder((connection, frame) -> kept.add(frame));
        try (Listener listener = listen(server)) {
            final Connection connection = connect(listener, new Recorder());
            final CompletableFuture<Frame> late = connection.request(1, bytes("late"), Duration.ofMillis(50));
            assertIo(late);
            server.frame();
            accepted.get(0).reply(kept.get(0), 1, bytes("too late"));
            final CompletableFuture<Frame> next = connection.request(1, bytes("next"), LIMIT);
            accepted.get(0).reply(server.frame(), 1, bytes("in time"));
            assertEquals("in time", text(next));
        }
    }

    @Test
    public void shouldFailPendingRequestsWhenTheConnectionEnds() throws Exception {
        final Recorder server = new Recorder();
        try (Listener listener = listen(server)) {
            final Recorder client = new Recorder();
            final Connection connection = connect(listener, client);
            final CompletableFuture<Frame> there = connection.request(1, bytes("x"), LIMIT);
            server.frame();
            final CompletableFuture<Frame> here = accepted.get(0).request(1, bytes("y"), LIMIT);
            client.frame();
            connection.close();
            assertIo(there);
            assertIo(here);
            client.awaitClosed();
            assertIo(connection.request(1, bytes("z"), LIMIT));
            assertFalse(connection.send(1, bytes("z")));
        }
    }

    @Test
    public void shouldCloseInOrderAfterWhatWasSentAndTellBothSidesOnce() throws Exception {
        final Recorder server = new Recorder();
        try (Listener listener = listen(server)) {
            final Recorder client = new Recorder();
            final Connection connection = connect(listener, client);
            for (int i = 0; i < 20; i++) {
                accepted.get(0).send(1, bytes("on its way"));
                connection.send(2, new byte[300_000]);
            }
            connection.close();
            connection.close();
            assertNull(server.awaitClosed());
            assertNull(client.awaitClosed());
            assertEquals(20, server.waiting());
            accepted.get(0).close();
            connection.close();
            assertEquals(1, client.closings());
            assertEquals(1, server.closings());
            assertEquals(0, server.overlaps() + client.overlaps());
        }
    }

    @Test
    public void shouldEndAConnectionWhoseFrameIsOverTheListenersLimit() throws Exception {
        assertEnds(LIMITS, LIMITS, connection -> connection.send(1, new byte[101]), true);
    }

    @Test
    public void shouldEndAConnectionWhoseFrameIsOverTheClientsLimit() throws Exception {
        assertEnds(new FrameLimits(Map.of(1, 1000)), LIMITS, connection -> connection.send(1, new byte[101]), false);
    }

    @Test
    public void shouldEndAConnectionWithATypeThatTheListenerDoesNotList() throws Exception {
        assertEnds(LIMITS, LIMITS, connection -> connection.send(9, new byte[1]), true);
    }

    @Test
    public void shouldEndAConnectionWithATypeThatTheClientDoesNotList() throws Exception {
        assertEnds(new FrameLimits(Map.of(9, 1)), LIMITS, connection -> connection.send(9, new byte[1]), false);
    }

    private void assertEnds(final FrameLimits listenersLimits, final FrameLimits clientsLimits,
                            final java.util.function.Consumer<Connection> offence, final boolean byClient)
            throws Exception {
        final Recorder server = new Recorder();
        final Recorder client = new Recorder();
        try (Listener listener = listen(listenersLimits, server)) {
            final Connection connection = connect(listener, clientsLimits, client);
            offence.accept(byClient ? connection : accepted.get(0));
            assertNotNull((byClient ? server : client).awaitClosed());
            assertNotNull((byClient ? client : server).awaitClosed());
            assertEquals(0, server.waiting() + client.waiting());
        }
    }

    @Test
    public void shouldEndAConnectionWhoseHandlerThrows() throws Exception {
        final RuntimeException thrown = new IllegalStateException("on purpose");
        final Recorder server = new Recorder((connection, frame) -> {
            throw thrown;
        });
        try (Listener listener = listen(server)) {
            final Recorder client = new Recorder();
            connect(listener, client).send(1, new byte[1]);
            assertSame(thrown, server.awaitClosed());
            assertNotNull(client.awaitClosed());
            assertNotNull(connect(listener, new Recorder()));
        }
    }

    @Test
    public void shouldHoldASenderBackWithoutLosingAnything() throws Exception {
        final Recorder server = new Recorder();
        try (Listener listener = listen(server)) {
            final Recorder client = new Recorder();
            final Connection connection = connect(listener, client);
            accepted.get(0).setReading(false);
            int sent = 0;
            while (connection.isWritable() && sent < 10_000) {
                connection.send(2, new byte[64 * 1024 + sent]);
                sent++;
                if (sent % 16 == 0) {
                    Thread.yield();
                }
            }
            assertFalse("10,000 frames did not fill the send buffer", connection.isWritable());
            accepted.get(0).setReading(true);
            client.awaitWritable();
            for (int i = 0; i < sent; i++) {
                assertEquals(64 * 1024 + i, server.frame().payload().length);
            }
            assertEquals("once more", text(requestThatIsAnswered(server, connection)));
            assertTrue(connection.isWritable());
        }
    }

    @Test
    public void shouldTellOnceThatItHasLetGoOfAReply() throws Exception {
        final Recorder server = new Recorder();
        try (Listener listener = listen(server)) {
            final Connection connection = connect(listener, new Recorder());
            connection.request(1, new byte[1], LIMIT);
            final Replies replies = new Replies(accepted.get(0), server.frame());
            assertTrue(replies.giveSmall());
            replies.awaitGone();
            connection.setReading(false);
            replies.fill();
            assertTrue("what waits is still there", replies.gone.availablePermits() < replies.given);
            connection.setReading(true);
            replies.awaitGone();
            connection.setReading(false);
            replies.fill();
            connection.close();
            replies.awaitGone();
            server.awaitClosed();
            assertFalse(replies.giveSmall());
            assertEquals("at once", replies.given, replies.gone.availablePermits());
        }
    }

    /** Answers one request again and again. */
    private static final class Replies {

        private final Semaphore gone = new Semaphore(0);
        private final Connection connection;
        private final Frame request;
        private int given;

        private Replies(final Connection connection, final Frame request) {
            this.connection = connection;
            this.request = request;
        }

        private boolean giveSmall() {
            given++;
            return connection.reply(request, 2, new byte[10], gone::release);
        }

        private void fill() {
            for (int i = 0; connection.isWritable() && i < 1_000; i++) {
                given++;
                connection.reply(request, 2, new byte[900_000], gone::release);
                Thread.yield();
            }
            assertFalse("1,000 replies did not fill the send buffer", connection.isWritable());
        }

        private void awaitGone() throws InterruptedException {
            assertTrue("in time", gone.tryAcquire(given, Recorder.LIMIT_SECONDS, TimeUnit.SECONDS));
            assertEquals("each once", 0, gone.availablePermits());
            given = 0;
        }
    }

    private CompletableFuture<Frame> requestThatIsAnswered(final Recorder server, final Connection connection)
            throws InterruptedException {
        final CompletableFuture<Frame> answer = connection.request(1, new byte[1], LIMIT);
        accepted.get(0).reply(server.frame(), 1, bytes("once more"));
        return answer;
    }

    @Test
    public void shouldDeliverNothingMoreWhileNotReading() throws Exception {
        final Recorder server = new Recorder((connection, frame) -> connection.setReading(false));
        try (Listener listener = listen(server)) {
            final Connection connection = connect(listener, new Recorder());
            for (int i = 0; i < 50; i++) {
                connection.send(1, new byte[] {(byte) i});
            }
            for (int i = 0; i < 50; i++) {
                assertEquals(i, server.frame().payload()[0]);
                assertEquals("a frame came though reading was stopped", 0, server.waiting());
                accepted.get(0).setReading(true);
            }
        }
    }

    @Test
    public void shouldCloseItsConnectionsWithTheListener() throws Exception {
        final Recorder server = new Recorder();
        final Recorder client = new Recorder();
        final Listener listener = listen(server);
        final Connection connection = connect(listener, client);
        listener.close();
        server.awaitClosed();
        client.awaitClosed();
        listener.close();
        assertFalse(connection.send(1, new byte[1]));
        listen(listener.port(), LIMITS, c -> null).close();
    }

    @Test
    public void shouldNameAPortThatIsTaken() throws Exception {
        try (Listener listener = listen(new Recorder())) {
            assertTrue(listener.port() > 0);
            assertNames(assertThrows(IOException.class,
                    () -> listen(listener.port(), LIMITS, connection -> null)), listener);
        }
    }

    @Test
    public void shouldReadAnAuthorityBack() throws Exception {
        final byte[] saved = authority.save();
        final Authority read = transport.loadAuthority(saved);
        assertEquals(authority.fingerprint(), read.fingerprint());
        assertTrue(read.fingerprint(), read.fingerprint().matches("[0-9a-f]{64}"));
        assertNotEquals(read.fingerprint(), transport.createAuthority("test", Duration.ofDays(1)).fingerprint());
        try (Listener listener = listen(new Recorder())) {
            assertNotNull(transport.connect(spec(listener, read.issue(EXECUTOR), DRIVER, LIMITS), new Recorder()));
        }
        for (final byte[] broken : List.of(new byte[0], bytes("no authority"), java.util.Arrays.copyOf(saved, 60))) {
            assertThrows(IllegalArgumentException.class, () -> transport.loadAuthority(broken));
        }
    }

    @Test
    public void shouldNotShowSecretsInText() {
        final Identity identity = authority.issue(EXECUTOR);
        assertFalse(authority.toString().contains("PRIVATE"));
        assertTrue(identity.toString(), identity.toString().contains(EXECUTOR));
    }

    @Test
    public void shouldSayWhereAConnectionGoes() throws Exception {
        try (Listener listener = listen(new Recorder())) {
            final Connection connection = connect(listener, new Recorder());
            assertEquals(HOST + ":" + listener.port(), connection.peerAddress());
            assertEquals(HOST, connection.localHost());
            assertTrue(accepted.get(0).peerAddress(), accepted.get(0).peerAddress().matches(".+:[0-9]+"));
        }
    }

    private static void assertNames(final IOException e, final Listener listener) {
        assertTrue(e.getMessage(), e.getMessage().contains(HOST + ":" + listener.port()));
    }

    private static String text(final CompletableFuture<Frame> reply) throws Exception {
        return new String(reply.get(Recorder.LIMIT_SECONDS, TimeUnit.SECONDS).payload(), StandardCharsets.UTF_8);
    }

    private static void assertIo(final CompletableFuture<Frame> reply) throws Exception {
        final ExecutionException e = assertThrows(ExecutionException.class,
                () -> reply.get(Recorder.LIMIT_SECONDS, TimeUnit.SECONDS));
        assertTrue(String.valueOf(e.getCause()), e.getCause() instanceof IOException);
    }
}
