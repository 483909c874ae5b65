package io.kindling.common;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.Test;

public class AgentRunnerTest {

    private final Inbox inbox = new Inbox(2);

    @Test
    public void shouldRunCommandsInOrderOnOneThread() throws Exception {
        final List<Thread> threads = new ArrayList<>();
        final CompletableFuture<String> done = new CompletableFuture<>();
        try (AgentRunner runner = new AgentRunner(agent(), inbox, Throwable::printStackTrace).start()) {
            assertTrue(inbox.offer(() -> threads.add(Thread.currentThread())));
            assertTrue(offer(() -> threads.add(Thread.currentThread())));
            assertTrue(offer(() -> done.complete(Thread.currentThread().getName())));
            assertEquals("kindling-tester", done.get(10, TimeUnit.SECONDS));
        }
        assertSame(threads.get(0), threads.get(1));
    }

    @Test
    public void shouldGoOnAfterACommandThatThrows() throws Exception {
        final CompletableFuture<Throwable> error = new CompletableFuture<>();
        final CountDownLatch after = new CountDownLatch(1);
        try (AgentRunner runner = new AgentRunner(agent(), inbox, error::complete).start()) {
            inbox.offer(() -> {
                throw new IllegalStateException("boom");
            });
            assertEquals("boom", error.get(10, TimeUnit.SECONDS).getMessage());
            assertTrue(offer(after::countDown));
            assertTrue(after.await(10, TimeUnit.SECONDS));
        }
    }

    @Test
    public void shouldGoOnAfterAnErrorThatNobodyCouldBeToldOf() throws Exception {
        final CountDownLatch after = new CountDownLatch(1);
        try (AgentRunner runner = new AgentRunner(agent(), inbox, error -> {
            throw new IllegalStateException("told in vain", error);
        }).start()) {
            inbox.offer(() -> {
                throw new IllegalArgumentException("boom");
            });
            assertTrue(offer(after::countDown));
            assertTrue(after.await(10, TimeUnit.SECONDS));
        }
    }

    @Test
    public void shouldRefuseWhenFull() {
        assertTrue(inbox.offer(() -> { }));
        assertTrue(inbox.offer(() -> { }));
        assertFalse(inbox.offer(() -> { }));
        assertEquals(2, inbox.drain(10));
        assertTrue(inbox.offer(() -> { }));
    }

    private boolean offer(final Runnable command) {
        final long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!inbox.offer(command)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.onSpinWait();
        }
        return true;
    }

    private Agent agent() {
        return new Agent() {
            @Override
            public String roleName() {
                return "tester";
            }

            @Override
            public int doWork() {
                return inbox.drain(10);
            }
        };
    }
}
