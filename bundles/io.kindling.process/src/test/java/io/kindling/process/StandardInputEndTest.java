package io.kindling.process;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.Test;

public class StandardInputEndTest {

    @Test(timeout = 30_000)
    public void shouldTellOfTheEndAndSeeToItThatTheProcessEnds() throws Exception {
        final PipedInputStream input = new PipedInputStream();
        final PipedOutputStream parent = new PipedOutputStream(input);
        final CountDownLatch halted = new CountDownLatch(1);
        final StandardInputEnd end = new StandardInputEnd(input, halted::countDown);
        assertFalse(end.getAsBoolean());
        parent.write(1);
        assertFalse(end.getAsBoolean());

        parent.close();

        assertTrue(halted.await(20, TimeUnit.SECONDS));
        assertTrue(end.getAsBoolean());
    }

    @Test
    public void shouldNotReadBeforeItIsAsked() {
        final PipedInputStream neverConnected = new PipedInputStream();
        new StandardInputEnd(neverConnected, () -> {
            throw new AssertionError("nobody asked");
        });
    }
}
