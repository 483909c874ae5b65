package io.kindling.executor.data;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.kindling.protocol.message.BlockBytes;
import io.kindling.protocol.message.FetchBlock;
import io.kindling.protocol.message.Messages;
import io.kindling.protocol.wire.WireFormat;
import io.kindling.transport.api.Connection;
import io.kindling.transport.api.Frame;
import io.kindling.transport.api.FrameHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.After;
import org.junit.Test;

/** A peer asks faster than it takes the answers. */
public class ShuffleServerTest {

    private static final int SECONDS = 20;
    private static final int ASKED = 30;
    private static final String PEER = "kindling://app/a/executor/";

    private final WireFormat format = new WireFormat(Messages.table());
    private final Semaphore begun = new Semaphore(0);
    private final CountDownLatch go = new CountDownLatch(1);
    private final ShuffleServer server = new ShuffleServer(PEER, 0, format, request -> {
        begun.release();
        await(go);
        return new BlockBytes(new byte[1]);
    });

    @After
    public void close() {
        go.countDown();
        server.close();
    }

    private static void await(final CountDownLatch latch) {
        try {
            assertTrue("in time", latch.await(SECONDS, TimeUnit.SECONDS));
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Somebody who asks, and whose connection may be full. */
    private final class Asker {

        private final Semaphore answers = new Semaphore(0);
        private final AtomicInteger answered = new AtomicInteger();
        private volatile boolean writable = true;
        private final Connection connection = (Connection) Proxy.newProxyInstance(Connection.class.getClassLoader(), new Class<?>[] {Connection.class},
                (self, method, arguments) -> switch (method.getName()) {
                    case "peer" -> PEER + 1;
                    case "isWritable" -> writable;
                    case "reply" -> answer();
                    default -> null;
                });
        private final FrameHandler handler = server.accept(connection);

        private boolean answer() {
            answered.incrementAndGet();
            answers.release();
            return true;
        }

        private void ask() {
            final FetchBlock question = new FetchBlock("00ff", 0);
            handler.onFrame(connection, new Frame(question.type(), 1, format.encode(question)));
        }

        private void awaitAnswers(final int count) throws InterruptedException {
            assertTrue("in time", answers.tryAcquire(count, SECONDS, TimeUnit.SECONDS));
        }
    }

    @Test
    public void shouldReadNothingThatAPeerDoesNotTake() throws Exception {
        final Asker slow = new Asker();
        for (int i = 0; i < ASKED; i++) {
            slow.ask();
        }
        assertTrue("in time", begun.tryAcquire(ShuffleServer.READERS, SECONDS, TimeUnit.SECONDS));
        slow.writable = false;
        final Asker other = new Asker();
        other.ask();
        go.countDown();

        other.awaitAnswers(1);
        slow.awaitAnswers(ShuffleServer.READERS);
        assertEquals("those that had begun", ShuffleServer.READERS, slow.answered.get());

        slow.writable = true;
        slow.handler.onWritable(slow.connection);

        slow.awaitAnswers(ASKED - ShuffleServer.READERS);
        assertEquals("each once", ASKED, slow.answered.get());
    }
}
