package io.kindling.events.log;

import io.kindling.api.admin.ApplicationEvent;
import io.kindling.common.Clock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one application's log on a thread of its own, so that no disk holds the driver up: what does not fit into the queue, or cannot be written, is
 * counted and left out. Events of a compressed log wait up to a second for others, to be compressed together.
 */
final class LogWriter implements Runnable {

    static final int QUEUE = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(LogWriter.class);
    private static final int PIECE = 1 << 15;
    private static final long GATHER_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long END_MILLIS = 5_000;

    private final String application;
    private final LogFiles files;
    private final Clock clock;
    private final BlockingQueue<Object> queue;
    private final Thread thread;
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicBoolean warned = new AtomicBoolean();
    private final ByteArrayOutputStream piece = new ByteArrayOutputStream();
    private long gathered;
    private long sinceNanos;
    private long told;
    private boolean failing;
    private long failedNanos;

    /** @param capacity how many events may wait */
    LogWriter(final String application, final LogFiles files, final Clock clock, final int capacity) {
        this.application = application;
        this.files = files;
        this.clock = clock;
        queue = new ArrayBlockingQueue<>(capacity);
        thread = new Thread(this, "kindling-event-log-" + application);
        thread.setDaemon(true);
    }

    static LogWriter start(final String application, final LogFiles files, final Clock clock) {
        final LogWriter writer = new LogWriter(application, files, clock, QUEUE);
        writer.start();
        return writer;
    }

    void start() {
        thread.start();
    }

    /** Returns at once. */
    void add(final ApplicationEvent event) {
        if (!queue.offer(event)) {
            dropped.incrementAndGet();
            warn("events come faster than they can be written", null);
        }
    }

    /**
     * Writes what there is and ends the thread; waits for it a few seconds at the most.
     *
     * @param finished whether the application has ended, rather than only the writing of its log
     */
    void end(final boolean finished) {
        final long begin = System.nanoTime();
        try {
            if (queue.offer(new End(finished), END_MILLIS, TimeUnit.MILLISECONDS)) {
                thread.join(Math.max(1, END_MILLIS - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin)));
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOG.warn("The event log is not written to its end, its disk takes too long [application={}, directory={}]", application, files.directory());
        } else if (dropped.get() > 0) {
            LOG.warn("{} events are missing in the event log [application={}, directory={}]", dropped.get(), application, files.directory());
        }
    }

    @Override
    public void run() {
        End end = null;
        while (end == null) {
            final Object next = take();
            if (next instanceof ApplicationEvent event) {
                gather(event);
            } else if (next instanceof End last) {
                end = last;
            }
            if (end != null || next == null || piece.size() >= PIECE) {
                write(end != null);
            }
        }
        close(end.finished && !failing);
    }

    /** What comes next; null when what was gathered should wait no longer. */
    private Object take() {
        try {
            if (gathered == 0) {
                return queue.take();
            }
            final long wait = files.isCompressed() ? GATHER_NANOS - (clock.nanoTime() - sinceNanos) : 0;
            return wait <= 0 && files.isCompressed() ? null : queue.poll(Math.max(0, wait), TimeUnit.NANOSECONDS);
        } catch (final InterruptedException e) {
            return new End(false); // nobody here interrupts it; whoever does wants it to end
        }
    }

    private void gather(final ApplicationEvent event) {
        if (gathered++ == 0) {
            sinceNanos = clock.nanoTime();
        }
        piece.writeBytes(EventLine.of(event).getBytes(StandardCharsets.UTF_8));
    }

    /** While a disk is full it is asked now and then only, and a last time at the end. */
    private void write(final boolean last) {
        final long missing = dropped.get() - told;
        if (gathered == 0 && missing == 0) {
            return;
        }
        if (failing && !last && clock.nanoTime() - failedNanos < RETRY_NANOS) {
            dropped.addAndGet(gathered);
        } else {
            try {
                files.append(withMissing(missing));
                told += missing;
                failing = false;
            } catch (final IOException | RuntimeException e) {
                dropped.addAndGet(gathered);
                failing = true;
                failedNanos = clock.nanoTime();
                warn("it cannot be written", e);
            }
        }
        gathered = 0;
        piece.reset();
    }

    private byte[] withMissing(final long missing) {
        if (missing == 0) {
            return piece.toByteArray();
        }
        final ByteArrayOutputStream lines = new ByteArrayOutputStream();
        lines.writeBytes(EventLine.dropped(missing, Instant.ofEpochMilli(clock.currentTimeMillis())).getBytes(StandardCharsets.UTF_8));
        lines.writeBytes(piece.toByteArray());
        return lines.toByteArray();
    }

    private void close(final boolean finished) {
        try {
            if (finished) {
                files.finish();
            } else {
                files.leave();
            }
        } catch (final IOException | RuntimeException e) {
            warn("its last file cannot be closed", e);
        }
    }

    private void warn(final String what, final Exception cause) {
        if (!warned.getAndSet(true)) {
            LOG.warn("Events are missing in the event log: {}; the application goes on [application={}, directory={}]", what, application,
                    files.directory(), cause);
        }
    }

    private record End(boolean finished) {
    }
}
