package io.kindling.executor;

import io.kindling.common.ExecutorEntry;
import io.kindling.executor.link.Bootstrap;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.function.ToIntFunction;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The program of a process that is an executor. Its bootstrap comes on standard input, after its length; then the
 * input stays open, and its end means that the parent is gone: the process ends within a second.
 */
@Component(service = ToIntFunction.class, property = "kindling.main=executor")
public final class ExecutorProgram implements ToIntFunction<String[]> {

    private static final Logger LOG = LoggerFactory.getLogger(ExecutorProgram.class);
    private static final int BAD_START = 64;
    private static final int ORPHAN = 3;
    private static final long ORPHAN_MILLIS = 900;

    private final ExecutorEntry entry;
    private final InputStream input;
    private final IntConsumer halt;

    /** Reads this process's standard input when it is called, not before. */
    @Activate
    public ExecutorProgram(@Reference final ExecutorEntry entry) {
        this(entry, System.in, Runtime.getRuntime()::halt);
    }

    ExecutorProgram(final ExecutorEntry entry, final InputStream input, final IntConsumer halt) {
        this.entry = entry;
        this.input = input;
        this.halt = halt;
    }

    @Override
    public int applyAsInt(final String[] arguments) {
        final byte[] bootstrap;
        try {
            final DataInputStream data = new DataInputStream(input);
            final int length = data.readInt();
            if (length < 1 || length > Bootstrap.LONGEST) {
                LOG.error("An executor is started by a worker, which passes a bootstrap on its standard input; what came has the length {}", length);
                return BAD_START;
            }
            bootstrap = data.readNBytes(length);
        } catch (final IOException e) {
            LOG.error("No bootstrap came on standard input: {}; an executor is started by a worker, not by hand", e.toString());
            return BAD_START;
        }
        final CountDownLatch ended = new CountDownLatch(1);
        final Thread runner = Thread.currentThread();
        final Thread watch = new Thread(() -> watch(runner, ended), "kindling-executor-parent-watch");
        watch.setDaemon(true);
        watch.start();
        try {
            return entry.run(new ByteArrayInputStream(bootstrap));
        } finally {
            ended.countDown();
        }
    }

    private void watch(final Thread runner, final CountDownLatch ended) {
        try {
            while (input.read() >= 0) {
                continue; // a parent says nothing more; if it does, it lives
            }
        } catch (final IOException e) {
            LOG.debug("Standard input failed", e); // the parent is gone then too
        }
        if (ended.getCount() == 0) {
            return; // the thread that ran it does something else now
        }
        LOG.warn("The parent process is gone; the executor ends");
        runner.interrupt();
        try {
            if (ended.await(ORPHAN_MILLIS, TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        halt.accept(ORPHAN);
    }
}
