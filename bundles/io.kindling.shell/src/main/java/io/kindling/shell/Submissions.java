package io.kindling.shell;

import io.kindling.api.KindlingException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToIntFunction;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs applications that are plain JARs, each on a thread of its own; one at a time, because such an application finds its settings in the
 * system properties that begin with {@code kindling.}. They are as before when it has ended.
 */
@Component(service = Submissions.class, immediate = true) // else it would end, and the application with it, when the commands that use it are made again
public final class Submissions {

    private static final Logger LOG = LoggerFactory.getLogger(Submissions.class);
    private static final String PREFIX = "kindling.";
    private static final long END_SECONDS = 10;

    private final AtomicReference<Submission> current = new AtomicReference<>();

    /** Called by the component runtime. */
    @Activate
    public Submissions() {
        // Nothing to start.
    }

    /** Interrupts the application that is running, and waits a little for its end. */
    @Deactivate
    void stop() {
        final Submission running = current.get();
        if (running != null) {
            running.end();
        }
    }

    /**
     * Runs an application to its end. When the calling thread is interrupted, so is the application's.
     *
     * @param main      takes the command line
     * @param arguments of the command line
     * @return its exit code
     */
    int run(final ToIntFunction<String[]> main, final String... arguments) {
        final Submission submission = new Submission(new FutureTask<>(() -> {
            final Map<String, String> before = settings();
            try {
                return main.applyAsInt(arguments);
            } finally {
                restore(before);
                current.set(null);
            }
        }));
        if (!current.compareAndSet(null, submission)) {
            throw new KindlingException("An application that was submitted here is still running, and they would take each other's settings:"
                    + " wait for its end, or end it with kindling:kill; kindling:apps lists it");
        }
        submission.thread.start();
        try {
            return submission.task.get();
        } catch (final InterruptedException e) {
            submission.end();
            throw new KindlingException("The application was interrupted", e);
        } catch (final ExecutionException e) {
            throw new KindlingException("The application could not be run: " + e.getCause(), e);
        }
    }

    private static Map<String, String> settings() {
        final Properties all = System.getProperties();
        final Map<String, String> ours = new TreeMap<>();
        all.stringPropertyNames().stream().filter(key -> key.startsWith(PREFIX)).forEach(key -> ours.put(key, all.getProperty(key)));
        return ours;
    }

    private static void restore(final Map<String, String> before) {
        settings().keySet().stream().filter(key -> !before.containsKey(key)).forEach(System::clearProperty);
        before.forEach(System::setProperty);
    }

    /** One under way. Its thread inherits the streams of the shell's session from the thread that makes it. */
    private static final class Submission {

        private final FutureTask<Integer> task;
        private final Thread thread;

        Submission(final FutureTask<Integer> task) {
            this.task = task;
            thread = new Thread(task, "kindling-submit");
            thread.setDaemon(true);
        }

        void end() {
            thread.interrupt();
            try {
                task.get(END_SECONDS, TimeUnit.SECONDS);
            } catch (final TimeoutException e) {
                LOG.warn("The submitted application has not ended within {} s of being interrupted; kindling:kill ends its context", END_SECONDS);
            } catch (final ExecutionException e) {
                LOG.debug("The submitted application ended with a failure when it was interrupted", e);
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
