package io.kindling.calls;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.api.KindlingException;
import io.kindling.api.RemoteDriver;
import io.kindling.api.RemoteOperation;
import io.kindling.api.spi.OperationServer;
import io.kindling.calls.message.CallMessages;
import io.kindling.transport.netty.NettyTransport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Over real sockets, with real certificates. */
public class CallsTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final NettyTransport transport = new NettyTransport();
    private final CallClients clients = new CallClients(transport);
    private OperationServer.Serving serving;
    private Path ticket;

    @Before
    public void serve() {
        ticket = folder.getRoot().toPath().resolve("made/ticket");
        serving = new CallServer(transport).open(new OperationServer.Setup("app-1", "127.0.0.1", "127.0.0.1",
                Map.of("kindling.calls.threads", "2", "kindling.calls.ticket", ticket.toString())));
        serving.add("upper", String::toUpperCase);
    }

    @After
    public void stop() {
        serving.close();
    }

    @Test
    public void shouldCallWhatIsServed() {
        try (RemoteDriver driver = clients.connect(ticket)) {
            assertEquals("app-1", driver.applicationId());
            assertEquals(List.of("upper"), driver.operations());
            assertEquals("ÄBC", driver.call("upper", "äbc", LIMIT));
            assertEquals("", driver.call("upper", "", LIMIT));
        }
    }

    @Test
    public void shouldSayWhyThereIsNoResult() {
        serving.add("fail", argument -> {
            throw new IllegalStateException("no " + argument + " today");
        });
        try (RemoteDriver driver = clients.connect(ticket)) {
            assertMessage("there is no operation lower; there are fail, upper", driver, "lower");
            assertMessage("it failed: java.lang.IllegalStateException: no x today", driver, "fail");
        }
        assertThrows(KindlingException.class, () -> serving.add("upper", x -> x));
    }

    private static void assertMessage(final String expected, final RemoteDriver driver, final String operation) {
        final String message = assertThrows(KindlingException.class, () -> driver.call(operation, "x", LIMIT)).getMessage();
        assertTrue(message, message.contains(expected));
    }

    @Test
    public void shouldRunCallsSideBySideAndRefuseMoreThanAreAllowedToWait() throws Exception {
        final CountDownLatch go = new CountDownLatch(1);
        final CountDownLatch begun = new CountDownLatch(2);
        serving.add("wait", waiting(begun, go));
        try (RemoteDriver driver = clients.connect(ticket)) {
            final List<CompletableFuture<String>> answers = IntStream.range(0, 40)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> driver.call("wait", "" + i, LIMIT), task -> new Thread(task).start())).toList();
            assertTrue(begun.await(30, TimeUnit.SECONDS));
            assertTrue("two run, 32 wait, the others are refused", refused(answers) >= 6);
            go.countDown();
            assertEquals(34, answers.stream().filter(answer -> !answer.handle((result, error) -> error != null).join()).count());
        }
    }

    private static long refused(final List<CompletableFuture<String>> answers) throws Exception {
        final CompletableFuture<Void> six = new CompletableFuture<>();
        final AtomicInteger failed = new AtomicInteger();
        answers.forEach(answer -> answer.whenComplete((result, error) -> {
            if (error != null && failed.incrementAndGet() == 6) {
                six.complete(null);
            }
        }));
        six.get(30, TimeUnit.SECONDS);
        return failed.get();
    }

    private static RemoteOperation waiting(final CountDownLatch begun, final CountDownLatch go) {
        return argument -> {
            begun.countDown();
            go.await();
            return argument;
        };
    }

    @Test
    public void shouldInterruptWhatAClientHasCalledThatIsGone() throws Exception {
        final CountDownLatch begun = new CountDownLatch(1);
        final CountDownLatch interrupted = new CountDownLatch(1);
        serving.add("sleep", argument -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (final InterruptedException e) {
                interrupted.countDown();
            }
            return "";
        });
        final RemoteDriver driver = clients.connect(ticket);
        final CompletableFuture<Throwable> failure = CompletableFuture.supplyAsync(() ->
                assertThrows(KindlingException.class, () -> driver.call("sleep", "", LIMIT)), task -> new Thread(task).start());
        assertTrue(begun.await(30, TimeUnit.SECONDS));

        driver.close();

        assertTrue(interrupted.await(30, TimeUnit.SECONDS));
        assertTrue(failure.get(30, TimeUnit.SECONDS).getMessage().contains("has not answered the operation sleep"));
    }

    @Test
    public void shouldLetNobodyInWithoutTheTicket() throws Exception {
        final String content = Files.readString(ticket);
        final Path forged = Files.createFile(folder.getRoot().toPath().resolve("forged"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(forged, content.replaceAll("key=.*", "key=" + "0".repeat(64)));
        assertThrows(KindlingException.class, () -> clients.connect(forged));
        Files.writeString(forged, content.replaceAll("authority=.*", "authority=" + "0".repeat(64)));
        assertThrows("another driver than the ticket's", KindlingException.class, () -> clients.connect(forged));
        Files.writeString(forged, "nothing");
        assertTrue(assertThrows(KindlingException.class, () -> clients.connect(forged)).getMessage().contains("is no ticket"));
        assertTrue(assertThrows(KindlingException.class, () -> clients.connect(forged.resolveSibling("missing"))).getMessage().contains("There is no ticket"));
    }

    @Test
    public void shouldKeepTheTicketToItsOwner() throws Exception {
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(ticket)));
        assertFalse(Ticket.read(ticket).toString(), Ticket.read(ticket).toString().contains(HexFormat.of().formatHex(Ticket.read(ticket).key())));
        Files.setPosixFilePermissions(ticket, PosixFilePermissions.fromString("rw-r-----"));
        assertTrue(assertThrows(KindlingException.class, () -> clients.connect(ticket)).getMessage().contains("chmod 600"));

        serving.close();

        assertFalse(Files.exists(ticket));
    }

    @Test
    public void shouldLeaveTheTicketOfAnotherApplicationAlone() throws Exception {
        final CallServer server = new CallServer(transport);
        final OperationServer.Setup onePortForTwo = setup("app-2", Integer.toString(Ticket.read(ticket).port()));
        assertThrows("the port is taken", KindlingException.class, () -> server.open(onePortForTwo));
        assertEquals("app-1", Ticket.read(ticket).application());

        final OperationServer.Serving other = server.open(setup("app-3", "0"));
        serving.close();

        assertEquals("app-3", Ticket.read(ticket).application());
        other.close();
        assertFalse(Files.exists(ticket));
    }

    @Test
    public void shouldLeaveNothingInTheHomeOfItsUser() throws Exception {
        final String home = System.setProperty("user.home", folder.getRoot().toString());
        try {
            final OperationServer.Serving usual = new CallServer(transport).open(new OperationServer.Setup("app-4", "127.0.0.1", "127.0.0.1", Map.of()));
            final Path own = usual.ticket();
            assertEquals(folder.getRoot().toPath().resolve(".kindling/applications/app-4/ticket"), own);
            assertTrue(Files.exists(own));
            usual.close();
            assertFalse("one directory more for each application that ever was", Files.exists(own.getParent()));
            assertTrue(Files.exists(own.getParent().getParent()));
        } finally {
            System.setProperty("user.home", home);
        }
    }

    private OperationServer.Setup setup(final String application, final String port) {
        return new OperationServer.Setup(application, "127.0.0.1", "127.0.0.1", Map.of("kindling.calls.port", port, "kindling.calls.ticket", ticket.toString()));
    }

    @Test
    public void shouldRefuseWhatIsTooLong() {
        serving.add("grow", argument -> "x".repeat(CallMessages.LONGEST_TEXT + (64 << 10)));
        try (RemoteDriver driver = clients.connect(ticket)) {
            assertMessage("its result cannot be sent", driver, "grow");
            assertThrows(KindlingException.class, () -> driver.call("upper", "x".repeat(CallMessages.LONGEST_TEXT + (64 << 10)), LIMIT));
            assertEquals("X", driver.call("upper", "x", LIMIT));
            serving.add("n".repeat(2 << 20), argument -> argument);
            assertTrue(assertThrows(KindlingException.class, driver::operations).getMessage().contains("has not answered the list of operations"));
        }
    }
}
