package io.kindling.executor;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.DataOutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.Test;

public class ExecutorProgramTest {

    @Test
    public void shouldPassTheBootstrapOn() throws Exception {
        final PipedOutputStream parent = new PipedOutputStream();
        final PipedInputStream input = new PipedInputStream(parent);
        new DataOutputStream(parent).writeInt(3);
        parent.write("abc".getBytes(StandardCharsets.UTF_8));
        final int code = new ExecutorProgram(bootstrap -> {
            try {
                assertEquals("abc", new String(bootstrap.readAllBytes(), StandardCharsets.UTF_8));
                return 7;
            } catch (final java.io.IOException e) {
                throw new AssertionError(e);
            }
        }, input, halted -> { }).applyAsInt(new String[0]);
        assertEquals(7, code);
        parent.close();
    }

    @Test
    public void shouldRefuseWhatIsNoBootstrap() {
        assertEquals(64, new ExecutorProgram(b -> 0, new ByteArrayInputStream(new byte[0]), h -> { }).applyAsInt(new String[0]));
        assertEquals(64, new ExecutorProgram(b -> 0, new ByteArrayInputStream(new byte[] {-1, 0, 0, 0}), h -> { }).applyAsInt(new String[0]));
        assertEquals(64, new ExecutorProgram(b -> 0, new ByteArrayInputStream("hello, what is this?".getBytes(StandardCharsets.UTF_8)), h -> { })
                .applyAsInt(new String[0]));
    }

    @Test
    public void shouldInterruptTheExecutorAndHaltWhenTheParentIsGone() throws Exception {
        final PipedOutputStream parent = new PipedOutputStream();
        final PipedInputStream input = new PipedInputStream(parent);
        new DataOutputStream(parent).writeInt(1);
        parent.write(1);
        final CountDownLatch interrupted = new CountDownLatch(1);
        final CountDownLatch release = new CountDownLatch(1);
        final CompletableFuture<Integer> halted = new CompletableFuture<>();
        final ExecutorProgram program = new ExecutorProgram(bootstrap -> {
            try {
                new CountDownLatch(1).await();
            } catch (final InterruptedException e) {
                interrupted.countDown();
            }
            try {
                release.await(20, TimeUnit.SECONDS);
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return 1;
        }, input, halted::complete);
        final Thread process = new Thread(() -> program.applyAsInt(new String[0]));
        process.start();
        parent.close();
        assertTrue(interrupted.await(20, TimeUnit.SECONDS));
        assertEquals(3, (int) halted.get(20, TimeUnit.SECONDS));
        release.countDown();
        process.join(20_000);
    }
}
