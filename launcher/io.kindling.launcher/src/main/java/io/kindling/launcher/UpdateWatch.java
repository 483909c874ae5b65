package io.kindling.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;

/**
 * Takes the bundles that an operator renames into the directory that the environment's {@code KINDLING_UPDATES} names, as
 * long as the process runs; without it there is no directory. Says on stderr what became of each.
 */
final class UpdateWatch implements AutoCloseable {

    /** The environment variable that names the directory. */
    static final String VARIABLE = "KINDLING_UPDATES";
    private static final long PERIOD_MILLIS = 500;
    /** Twice in memory at the most, in daemons whose heap is small. */
    private static final long LARGEST = Math.min(64L << 20, Runtime.getRuntime().maxMemory() / 8);
    private static final long CLOSE_MILLIS = 2_000;
    private static final Duration PROGRAM_LIMIT = Duration.ofSeconds(10);

    private final UpdateDirectory directory;
    private final BundleUpdates updates;
    private final String assembly;
    private final PrintStream out;
    private final LongSupplier nanos;
    private final CountDownLatch end = new CountDownLatch(1);
    private Thread thread;

    /**
     * Looks when it is told to.
     *
     * @param nanos a clock, for the time that an update took
     */
    UpdateWatch(final UpdateDirectory directory, final BundleUpdates updates, final String assembly, final PrintStream out,
                final LongSupplier nanos) {
        this.directory = directory;
        this.updates = updates;
        this.assembly = assembly;
        this.out = out;
        this.nanos = nanos;
    }

    /** Begins to look, on a thread of its own; null if the environment names no directory. */
    static UpdateWatch start(final EmbeddedFramework framework, final String assembly, final Map<String, String> environment) {
        final String name = environment.get(VARIABLE);
        if (name == null || name.isBlank()) {
            return null;
        }
        final UpdateWatch watch = new UpdateWatch(UpdateDirectory.of(Path.of(name)), new BundleUpdates(framework.context(), PROGRAM_LIMIT),
            assembly, System.err, System::nanoTime);
        watch.thread = new Thread(watch::run, "kindling-updates");
        watch.thread.setDaemon(true);
        watch.thread.start();
        return watch;
    }

    private void run() {
        try {
            do {
                lookSafely();
            } while (!end.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void lookSafely() throws InterruptedException {
        try {
            look();
        } catch (IOException | RuntimeException e) {
            if (end.getCount() > 0) {
                out.println("kindling " + assembly + ": cannot look for updates in " + directory + ": " + e);
            }
        }
    }

    /** Takes what has come since the last look. */
    void look() throws IOException, InterruptedException {
        for (final Path jar : directory.poll()) {
            final long start = nanos.getAsLong();
            try {
                take(jar, start);
            } catch (UpdateRefusedException e) {
                refuse(jar, e.getMessage());
            } catch (RuntimeException e) {
                // A failure of one says nothing of the others that came with it.
                refuse(jar, "the update failed, restart the process if it does not work as before: " + e);
            }
        }
    }

    private void refuse(final Path jar, final String reason) throws IOException {
        try {
            directory.refuse(jar, reason);
        } catch (NoSuchFileException e) {
            // The operator has taken it back, or another process that looks here has put it aside.
        }
        out.println("kindling " + assembly + ": refused " + jar.getFileName() + ": " + reason);
    }

    private void take(final Path jar, final long start) throws UpdateRefusedException, InterruptedException {
        final CandidateBundle candidate = CandidateBundle.read(directory.read(jar, LARGEST));
        final Bundle bundle = updates.target(candidate);
        if (bundle == null) {
            // Not refused: another process of this machine may look here too, and have it.
            out.println("kindling " + assembly + ": left " + jar.getFileName() + " alone: no bundle " + candidate.symbolicName() + " is in this process");
            return;
        }
        final Version before = updates.update(bundle, candidate);
        if (before != null) {
            out.println("kindling " + assembly + ": updated " + candidate.symbolicName() + " " + before + " -> " + candidate.version() + " in "
                + TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong() - start) + " ms");
        }
    }

    @Override
    public void close() {
        end.countDown();
        if (thread != null) {
            try {
                thread.join(CLOSE_MILLIS); // an update under way would meet a framework that stops
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
