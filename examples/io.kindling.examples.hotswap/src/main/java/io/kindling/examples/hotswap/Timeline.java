package io.kindling.examples.hotswap;

import io.kindling.api.KindlingException;
import io.kindling.api.admin.ApplicationEvent;
import io.kindling.api.admin.ApplicationListener;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** What happened when: the application's events and the example's own remarks. Thread-safe. */
final class Timeline implements ApplicationListener, AutoCloseable {

    private static final long LIMIT_SECONDS = 120;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<ApplicationEvent> events = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();
    private final Instant begin = Instant.now();
    private ServiceRegistration<ApplicationListener> registration;

    static Timeline listening(final BundleContext bundles) {
        final Timeline timeline = new Timeline();
        timeline.registration = bundles.registerService(ApplicationListener.class, timeline, null);
        return timeline;
    }

    @Override
    public void onEvent(final ApplicationEvent event) {
        lock.lock();
        try {
            events.add(event);
            if (isTold(event)) {
                lines.add(new Line(event.time(), event.text()));
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void say(final String text) {
        lock.lock();
        try {
            lines.add(new Line(Instant.now(), text));
        } finally {
            lock.unlock();
        }
        System.err.println(text);
    }

    /** How many events there have been, to wait for later ones. */
    int mark() {
        lock.lock();
        try {
            return events.size();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for an event after a mark. */
    ApplicationEvent await(final int mark, final String what, final Predicate<ApplicationEvent> wanted) throws InterruptedException {
        final long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        lock.lock();
        try {
            int seen = mark;
            while (true) {
                for (; seen < events.size(); seen++) {
                    if (wanted.test(events.get(seen))) {
                        return events.get(seen);
                    }
                }
                final long left = deadline - System.nanoTime();
                if (left <= 0 || changed.awaitNanos(left) <= 0) {
                    throw new KindlingException("waited " + LIMIT_SECONDS + " s in vain: " + what);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    int indexOf(final ApplicationEvent event) {
        lock.lock();
        try {
            return events.indexOf(event);
        } finally {
            lock.unlock();
        }
    }

    void print(final PrintStream out) {
        lock.lock();
        try {
            out.println("Timeline (seconds since the start):");
            for (final Line line : lines) {
                out.println(String.format(Locale.ROOT, "%8.2f  %s", Duration.between(begin, line.time()).toMillis() / 1000.0, line.text()));
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        registration.unregister();
    }

    /** The job's rounds are many and alike. */
    private static boolean isTold(final ApplicationEvent event) {
        return switch (event.topic()) {
            case JOB_STARTED, JOB_ENDED, STAGE_STARTED, STAGE_ENDED -> false;
            default -> true;
        };
    }

    private record Line(Instant time, String text) {
    }
}
