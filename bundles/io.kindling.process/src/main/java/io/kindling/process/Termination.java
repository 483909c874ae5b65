package io.kindling.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends processes with everything that they started: asks first, then kills. */
final class Termination {

    private static final Logger LOG = LoggerFactory.getLogger(Termination.class);

    private Termination() {
    }

    /** Ends them all, waiting for them together for up to {@code patience} before and again after killing. */
    static void end(final Collection<Process> processes, final Duration patience) {
        final List<ProcessHandle> all = new ArrayList<>();
        for (final Process process : processes) {
            // Descendants are listed first: once their parent is gone they cannot be found any more.
            process.descendants().forEach(all::add);
            all.add(process.toHandle());
        }
        processes.forEach(Process::destroy);
        await(all, patience);
        all.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
        await(all, patience);
        all.stream().filter(ProcessHandle::isAlive).forEach(p -> LOG.warn("The process {} does not end", p.pid()));
    }

    private static void await(final Collection<ProcessHandle> handles, final Duration patience) {
        final long deadline = System.nanoTime() + patience.toNanos();
        try {
            for (final ProcessHandle handle : handles) {
                while (handle.isAlive() && System.nanoTime() < deadline) {
                    TimeUnit.MILLISECONDS.sleep(5);
                }
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
