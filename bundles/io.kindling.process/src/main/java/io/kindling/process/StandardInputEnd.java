package io.kindling.process;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the standard input of this process has ended, and with it the parent that held the other end. The first call
 * begins to read, and from then on the process ends with its input, hanging or not: it is halted some seconds after it.
 * The reading lies here because a thread that waits for a byte cannot be stopped: it would hold a bundle that is
 * swapped. Any thread; never blocks.
 */
@Component(service = BooleanSupplier.class, immediate = true, property = "kindling.service=standard-input-end")
public final class StandardInputEnd implements BooleanSupplier {

    private static final Logger LOG = LoggerFactory.getLogger(StandardInputEnd.class);
    private static final long HALT_SECONDS = 12;

    private final InputStream input;
    private final Runnable halt;
    private final AtomicBoolean reading = new AtomicBoolean();
    private volatile boolean ended;

    @Activate
    public StandardInputEnd() {
        this(System.in, StandardInputEnd::haltLater);
    }

    StandardInputEnd(final InputStream input, final Runnable halt) {
        this.input = input;
        this.halt = halt;
    }

    @Override
    public boolean getAsBoolean() {
        if (reading.compareAndSet(false, true)) {
            final Thread thread = new Thread(this::read, "kindling-parent-watch");
            thread.setDaemon(true);
            thread.start();
        }
        return ended;
    }

    private void read() {
        try {
            while (input.read() >= 0) {
                continue;
            }
        } catch (final IOException e) {
            LOG.debug("The parent's pipe broke", e);
        }
        ended = true;
        halt.run();
    }

    /** Nobody is left who would notice a process that cannot end. */
    private static void haltLater() {
        try {
            TimeUnit.SECONDS.sleep(HALT_SECONDS);
            Runtime.getRuntime().halt(1);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
