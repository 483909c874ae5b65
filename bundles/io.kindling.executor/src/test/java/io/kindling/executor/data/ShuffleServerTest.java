package io.kindling.executor.data;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.protocol.message.BlockBytes;
import io.kindling.protocol.message.FetchBlock;
import io.kindling.protocol.message.Messages;
import io.kindling.protocol.wire.WireFormat;
import io.kindling.transport.api.Connection;
import io.kindling.transport.api.Frame;
import io.kindling.transport.api.FrameHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Test;

/** Peers ask faster than they take the answers. */
public class ShuffleServerTest {

    private static final int SECONDS = 20;
    private static final int ASKED = 30;
    private static final int ANSWER = 1_000;
    private static final int MARK = 10 * ANSWER;
    private static final String PEER = "kindling://app/a/executor/";

    private final WireFormat format = new WireFormat(Messages.table());
    private final Semaphore begun = new Semaphore(0);
    private final CountDownLatch go = new CountDownLatch(1);
    private final AtomicInteger made = new AtomicInteger();
    private final Workers readers = new Workers("readers", ShuffleServer.READERS, 1_000);
    private final ShuffleServer server = new ShuffleServer(PEER, readers, format, request -> {
        begun.release();
        await(go);
        made.incrementAndGet();
        return new BlockBytes(new byte[ANSWER]);
    }, MARK);

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
        private final Queue<Runnable> kept = new ConcurrentLinkedQueue<>();
        private volatile boolean writable = true;
        private volatile boolean taking = true;
        private final Connection connection = (Connection) Proxy.newProxyInstance(Connection.class.getClassLoader(), new Class<?>[] {Connection.class},
                (self, method, arguments) -> switch (method.getName()) {
                    case "peer" -> PEER + 1;
                    case "isWritable" -> writable;
                    case "reply" -> answer((Runnable) arguments[arguments.length - 1]);
                    default -> null;
                });
        private final FrameHandler handler = server.accept(connection);

        private boolean answer(final Runnable gone) {
            if (taking) {
                gone.run();
            } else {
                kept.add(gone);
            }
            answered.incrementAndGet();
            answers.release();
            return true;
        }

        private void ask() {
            final FetchBlock question = new FetchBlock("00ff", 0);
            handler.onFrame(connection, new Frame(question.type(), 1, format.encode(question)));
        }

        private void take() {
            taking = true;
            for (Runnable gone = kept.poll(); gone != null; gone = kept.poll()) {
                gone.run();
            }
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

    @Test
    public void shouldMakeNoMoreAnswersThanTheMarkForAllPeersTogether() throws Exception {
        go.countDown();
        final List<Asker> all = Stream.generate(Asker::new).limit(5).toList();
        for (final Asker asker : all) {
            asker.taking = false;
            for (int i = 0; i < ASKED; i++) {
                asker.ask();
            }
        }
        settle();
        final int first = made.get();
        assertTrue(first + " answers", first >= MARK / ANSWER - 1 && first <= 2 * MARK / ANSWER + ShuffleServer.READERS);

        for (final Asker asker : all) {
            asker.take();
        }
        for (final Asker asker : all) {
            asker.awaitAnswers(ASKED);
        }
        assertEquals("each once", all.size() * ASKED, made.get());
    }

    @Test
    public void shouldServeAPeerBesideOthersThatTakeNothing() throws Exception {
        go.countDown();
        final Asker stopped = new Asker();
        stopped.taking = false;
        for (int i = 0; i < ASKED; i++) {
            stopped.ask();
        }
        settle();

        final Asker other = new Asker();
        for (int i = 0; i < ASKED; i++) {
            other.ask();
        }
        other.awaitAnswers(ASKED);
    }

    @Test
    public void shouldReadNothingForAPeerThatHasGone() throws Exception {
        final Asker gone = new Asker();
        for (int i = 0; i < ASKED; i++) {
            gone.ask();
        }
        assertTrue("in time", begun.tryAcquire(ShuffleServer.READERS, SECONDS, TimeUnit.SECONDS));
        gone.handler.onClosed(gone.connection, null);
        go.countDown();
        final Asker other = new Asker();
        other.ask();
        other.awaitAnswers(1);
        settle();

        assertEquals("those that had begun, and the other's", ShuffleServer.READERS + 1, made.get());
    }

    @Test
    public void shouldRefuseWhatWantsNoAnswer() {
        final Asker asker = new Asker();
        final Frame message = new Frame(Messages.FETCH_BLOCK, 0, format.encode(new FetchBlock("00ff", 0)));

        final IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> asker.handler.onFrame(asker.connection, message));
        assertTrue(refused.getMessage(), refused.getMessage().contains(PEER + 1));
    }

    private static void meet(final CyclicBarrier all) {
        try {
            all.await(SECONDS, TimeUnit.SECONDS);
        } catch (final InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Until the readers have nothing to do: they meet after all that there was, and again after what that has brought, as often as there are requests. */
    private void settle() {
        for (int i = 0; i < ASKED; i++) {
            final CyclicBarrier met = new CyclicBarrier(ShuffleServer.READERS + 1);
            for (int reader = 0; reader < ShuffleServer.READERS; reader++) {
                readers.execute(() -> meet(met));
            }
            meet(met);
        }
    }
}
