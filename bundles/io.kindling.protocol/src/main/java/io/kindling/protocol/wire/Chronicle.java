package io.kindling.protocol.wire;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.core.Jvm;
import net.openhft.chronicle.core.io.BackgroundResourceReleaser;
import net.openhft.chronicle.core.onoes.Slf4jExceptionHandler;
import net.openhft.chronicle.core.shutdown.PriorityHook;
import net.openhft.chronicle.wire.BinaryWire;

/** How chronicle's library is set up, in the one place: this bundle's private copy, on heap memory only. */
final class Chronicle {

    private static final int LIMIT_SECONDS = 60;

    private Chronicle() {
    }

    /** A wire without field names that writes each number in as few bytes as it needs. */
    static BinaryWire wire(final Bytes<?> bytes) {
        bytes.singleThreadedCheckDisabled(true); // one thread at a time, but not always the same one
        return new BinaryWire(bytes, false, false, true, Integer.MAX_VALUE, "binary");
    }

    /**
     * Starts chronicle on a thread of its own, whose stack knows nobody: chronicle keeps exceptions in static fields,
     * and through their stack traces whoever started it would live as long as this bundle.
     *
     * @param firstUse loads what will be used
     */
    static void start(final Runnable firstUse) {
        final FutureTask<Void> start = new FutureTask<>(() -> {
            quiet();
            firstUse.run();
        }, null);
        final Thread thread = new Thread(start, "kindling-wire-start");
        thread.setDaemon(true);
        thread.setContextClassLoader(Chronicle.class.getClassLoader());
        thread.start();
        try {
            start.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt(); // it goes on by itself
        } catch (final ExecutionException | TimeoutException e) {
            throw new IllegalStateException("chronicle-wire does not start in this JVM", e);
        }
    }

    /**
     * Ends the thread and the shutdown hook with which chronicle releases native memory: there is none here, and
     * both would keep this bundle's class loader for ever. What chronicle warns of is what it looks for by name and
     * does without, e.g. classes inside the JDK: no user can do anything about that.
     */
    private static void quiet() {
        Jvm.setWarnExceptionHandler(Slf4jExceptionHandler.DEBUG);
        BackgroundResourceReleaser.stop();
        try {
            PriorityHook.clear();
        } catch (final IllegalStateException e) {
            return; // the JVM is going down: the hook goes with it
        }
    }
}
