package io.kindling.transport.api.contract;

import static org.junit.Assert.assertTrue;
import static org.junit.Assert.fail;

import io.kindling.transport.api.Connection;
import io.kindling.transport.api.Frame;
import io.kindling.transport.api.FrameHandler;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Writes down what a connection tells its handler; a test waits for it, with a limit. */
public final class Recorder implements FrameHandler {

    /** How long anything may take before the test fails. */
    public static final long LIMIT_SECONDS = 20;

    private final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch writable = new CountDownLatch(1);
    private final AtomicInteger closings = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger overlaps = new AtomicInteger();
    private final FrameHandler next;
    private volatile Throwable cause;

    /** A recorder that does nothing else. */
    public Recorder() {
        this((connection, frame) -> { });
    }

    /** A recorder that passes frames on. */
    public Recorder(final FrameHandler next) {
        this.next = next;
    }

    @Override
    public void onFrame(final Connection connection, final Frame frame) {
        enter();
        next.onFrame(connection, frame);
        frames.add(frame);
        running.decrementAndGet();
    }

    @Override
    public void onClosed(final Connection connection, final Throwable why) {
        enter();
        cause = why;
        closings.incrementAndGet();
        closed.countDown();
        running.decrementAndGet();
    }

    @Override
    public void onWritable(final Connection connection) {
        enter();
        writable.countDown();
        running.decrementAndGet();
    }

    private void enter() {
        if (running.incrementAndGet() != 1) {
            overlaps.incrementAndGet();
        }
    }

    /** The next frame. */
    public Frame frame() throws InterruptedException {
        final Frame frame = frames.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        if (frame == null) {
            fail("no frame came; closed " + closings.get() + " times, cause " + cause);
        }
        return frame;
    }

    /** How many frames wait to be taken. */
    public int waiting() {
        return frames.size();
    }

    /** Waits for the end of the connection and returns its cause. */
    public Throwable awaitClosed() throws InterruptedException {
        assertTrue("the connection was not closed", closed.await(LIMIT_SECONDS, TimeUnit.SECONDS));
        return cause;
    }

    /** Waits until the connection takes data again. */
    public void awaitWritable() throws InterruptedException {
        assertTrue("onWritable was not called", writable.await(LIMIT_SECONDS, TimeUnit.SECONDS));
    }

    /** How often onClosed was called. */
    public int closings() {
        return closings.get();
    }

    /** How often two calls overlapped; must be zero. */
    public int overlaps() {
        return overlaps.get();
    }
}
