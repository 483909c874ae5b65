package io.kindling.shell;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotSame;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.api.KindlingException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToIntFunction;
import org.junit.After;
import org.junit.Test;

public class SubmissionsTest {

    private static final String KEPT = "kindling.test.kept";
    private static final String NEW = "kindling.test.new";

    private final Submissions submissions = new Submissions();
    private final CountDownLatch started = new CountDownLatch(1);
    private final AtomicBoolean interrupted = new AtomicBoolean();
    private final ToIntFunction<String[]> endless = line -> {
        started.countDown();
        try {
            new CountDownLatch(1).await(30, TimeUnit.SECONDS);
        } catch (final InterruptedException e) {
            interrupted.set(true);
        }
        return 1;
    };

    @After
    public void clear() {
        System.clearProperty(KEPT);
        System.clearProperty(NEW);
    }

    @Test
    public void shouldRunOnAThreadOfItsOwnAndPutTheSettingsBack() {
        System.setProperty(KEPT, "before");
        final AtomicReference<Thread> thread = new AtomicReference<>();

        assertEquals(3, submissions.run(line -> {
            thread.set(Thread.currentThread());
            System.setProperty(KEPT, "changed");
            System.setProperty(NEW, "set");
            return line.length;
        }, "submit", "a", "b"));

        assertNotSame(Thread.currentThread(), thread.get());
        assertEquals("before", System.getProperty(KEPT));
        assertNull(System.getProperty(NEW));
    }

    @Test
    public void shouldTellWhyItCouldNotBeRun() {
        final KindlingException failure = assertThrows(KindlingException.class, () -> submissions.run(line -> {
            throw new IllegalStateException("boom");
        }));
        assertTrue(failure.getMessage(), failure.getMessage().contains("boom"));
        assertEquals("another one can be run", 0, submissions.run(line -> 0));
    }

    @Test
    public void shouldRefuseASecondOneAndEndTheFirstWithItsBundle() throws InterruptedException {
        final Thread first = new Thread(() -> submissions.run(endless));
        first.start();
        assertTrue(started.await(10, TimeUnit.SECONDS));

        final KindlingException refused = assertThrows(KindlingException.class, () -> submissions.run(line -> 0));
        assertTrue(refused.getMessage(), refused.getMessage().contains("still running"));

        submissions.stop();
        first.join(10_000);
        assertTrue(interrupted.get());
    }

    @Test
    public void shouldPassAnInterruptOn() throws InterruptedException {
        final Thread caller = new Thread(() -> assertThrows(KindlingException.class, () -> submissions.run(endless)));
        caller.start();
        assertTrue(started.await(10, TimeUnit.SECONDS));
        caller.interrupt();
        caller.join(10_000);
        assertTrue(interrupted.get());
    }
}
