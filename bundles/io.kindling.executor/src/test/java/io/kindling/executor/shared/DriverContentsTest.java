package io.kindling.executor.shared;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.protocol.message.BlockBytes;
import io.kindling.protocol.message.FetchBlock;
import io.kindling.protocol.message.MapOutputs;
import io.kindling.protocol.message.Messages;
import io.kindling.protocol.wire.WireFormat;
import io.kindling.transport.api.Connection;
import io.kindling.transport.api.Frame;
import io.kindling.transport.api.FrameHandler;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.After;
import org.junit.Test;

public class DriverContentsTest {

    private static final FetchBlock BLOCK = new FetchBlock("content", 0);
    private static final byte[] BYTES = {1, 2, 3};

    private final WireFormat format = new WireFormat(Messages.table());
    private final AtomicInteger dialled = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final DriverContents contents = new DriverContents(format, this::dial, new MapOutputs.Location(0, "localhost", 1), hashes -> 0);
    private boolean endsAtOnce;
    private String refusal;

    @After
    public void end() {
        release.countDown();
        contents.close();
    }

    private Connection dial(final FrameHandler handler) throws IOException {
        dialled.incrementAndGet();
        try {
            assertTrue("who asked waits for its own connection", release.await(10, TimeUnit.SECONDS));
        } catch (final InterruptedException e) {
            throw new IOException(e);
        }
        if (refusal != null) {
            throw new IOException(refusal);
        }
        final boolean ended = endsAtOnce;
        final Connection made = (Connection) Proxy.newProxyInstance(Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (self, method, arguments) ->
                switch (method.getName()) {
                    case "request" -> ended ? CompletableFuture.failedFuture(new IOException("ended"))
                            : CompletableFuture.completedFuture(new Frame(Messages.BLOCK_BYTES, 1, format.encode(new BlockBytes(BYTES))));
                    case "close" -> {
                        closed.countDown();
                        yield null;
                    }
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        if (ended) {
            handler.onClosed(made, null);
        }
        return made;
    }

    @Test
    public void shouldNotHoldAThreadUpThatAsksWhileItConnects() throws Exception {
        final CompletableFuture<BlockBytes> first = contents.fetch(BLOCK);
        final CompletableFuture<BlockBytes> second = contents.fetch(BLOCK);
        assertFalse(first.isDone() || second.isDone());
        release.countDown();
        assertArrayEquals(BYTES, bytes(first));
        assertArrayEquals(BYTES, bytes(second));
        assertEquals("over one connection", 1, dialled.get());
    }

    @Test
    public void shouldConnectAgainWhenAConnectionEndedBeforeItWasThere() throws Exception {
        release.countDown();
        endsAtOnce = true;
        assertThrows(ExecutionException.class, () -> bytes(contents.fetch(BLOCK)));
        endsAtOnce = false;
        assertArrayEquals(BYTES, bytes(contents.fetch(BLOCK)));
    }

    @Test
    public void shouldSayWhyItCannotConnectAndTryItAgain() throws Exception {
        release.countDown();
        refusal = "the port is closed";
        final IOException failure = assertThrows(IOException.class, () -> contents.files(0));
        assertTrue(failure.getMessage(), failure.getMessage().contains(refusal));
        refusal = null;
        assertArrayEquals(BYTES, bytes(contents.fetch(BLOCK)));
    }

    @Test
    public void shouldCloseAConnectionThatIsJustBeingOpened() throws Exception {
        contents.fetch(BLOCK);
        contents.close();
        release.countDown();
        assertTrue(closed.await(20, TimeUnit.SECONDS));
        assertThrows(ExecutionException.class, () -> bytes(contents.fetch(BLOCK)));
    }

    private static byte[] bytes(final CompletableFuture<BlockBytes> asked) throws Exception {
        return asked.get(20, TimeUnit.SECONDS).bytes();
    }
}
