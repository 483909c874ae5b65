package io.kindling.common;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.Test;

public class ExecutorThreadTest {

    private final String name = "executor-" + UUID.randomUUID();

    @Test(timeout = 30_000)
    public void shouldBeFoundByItsNameWhileItRunsAndTellItsExitCode() throws Exception {
        final CountDownLatch end = new CountDownLatch(1);
        final ExecutorThread thread = ExecutorThread.start(name, in -> {
            try {
                end.await();
                return in.readAllBytes().length;
            } catch (final Exception e) {
                throw new IllegalStateException(e);
            }
        }, new byte[7]);

        assertSame(thread, ExecutorThread.find(name));
        assertTrue(thread.isDaemon());
        assertNull(thread.getContextClassLoader());
        end.countDown();
        thread.join();

        assertEquals(7, thread.exitCode());
        assertNull(ExecutorThread.find(name));
    }
}
