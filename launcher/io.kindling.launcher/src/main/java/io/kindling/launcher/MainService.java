package io.kindling.launcher;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The program of an assembly: the {@code ToIntFunction<String[]>} with the property {@code kindling.main=ASSEMBLY}. Its
 * bundle may be replaced while it runs, if its service has the property {@code kindling.main.swappable}: the program then
 * returns, and the next version's is called in its place. Others are called once, whatever becomes of their bundle.
 */
final class MainService {

    private static final Logger LOG = LoggerFactory.getLogger(MainService.class);
    private static final String SWAPPABLE = "kindling.main.swappable";
    private static final int FAILURE = 1;
    private static final Duration RETURN_LIMIT = Duration.ofSeconds(60);
    private static final long LOOK_MILLIS = 200;
    private static final long STOPPING_LOOK_MILLIS = 10;
    private static final Object NONE = new Object();

    private final EmbeddedFramework framework;
    private final String assembly;
    private final Duration returnLimit;

    MainService(final EmbeddedFramework framework, final String assembly) {
        this(framework, assembly, RETURN_LIMIT);
    }

    /** @param returnLimit how long a program that was stopped may stay away */
    MainService(final EmbeddedFramework framework, final String assembly, final Duration returnLimit) {
        this.framework = framework;
        this.assembly = assembly;
        this.returnLimit = returnLimit;
    }

    /**
     * Calls the program on this thread with {@code argv}; returns its exit code. When the service of a swappable one is gone
     * as it returns, it was stopped and has not ended: it is called again as soon as it is back.
     *
     * @throws LaunchException when the program is not there within {@code limit}, or does not come back
     */
    @SuppressWarnings("rawtypes")
    int call(final String[] argv, final Duration limit) throws InterruptedException {
        final ServiceTracker<ToIntFunction, ToIntFunction> tracker =
            framework.track(ToIntFunction.class, "(kindling.main=" + assembly + ")", limit);
        while (true) {
            final Outcome outcome = callOnce(tracker, argv);
            if (!outcome.stopped || !isActive()) {
                return outcome.code;
            }
            awaitReturn(tracker, outcome.service);
            if (!isActive()) {
                return outcome.code;
            }
        }
    }

    /**
     * @param service the id of the service that was called
     * @param stopped whether the program was stopped rather than ended
     */
    private record Outcome(Object service, int code, boolean stopped) {
    }

    /** A method of its own, so that nothing on the stack holds a program that was stopped. */
    @SuppressWarnings({"rawtypes", "unchecked"})
    private static Outcome callOnce(final ServiceTracker<ToIntFunction, ToIntFunction> tracker, final String[] argv) {
        final ServiceReference<ToIntFunction> reference = tracker.getServiceReference();
        final ToIntFunction program = reference == null ? null : tracker.getService(reference);
        final Bundle bundle = reference == null ? null : reference.getBundle();
        if (program == null || bundle == null) {
            return new Outcome(NONE, 0, true);
        }
        final Object service = id(reference);
        try {
            final int code = ((ToIntFunction<String[]>) program).applyAsInt(argv.clone());
            return new Outcome(service, code, isStopped(reference, bundle));
        } catch (RuntimeException e) {
            if (isStopped(reference, bundle)) {
                // It was stopped as it was called, and missed what was taken from it.
                LOG.debug("The program was stopped and failed", e);
                return new Outcome(service, FAILURE, true);
            }
            throw e;
        }
    }

    /**
     * A component's service goes before the component does, an activator's after its bundle has begun to stop. The bundle
     * comes first: it may start again meanwhile, but its service does not come back.
     */
    static boolean isStopped(final ServiceReference<?> reference, final Bundle bundle) {
        final int state = bundle.getState();
        return Boolean.TRUE.equals(reference.getProperty(SWAPPABLE))
            && (state != Bundle.ACTIVE && state != Bundle.STARTING || reference.getBundle() == null);
    }

    private void awaitReturn(final ServiceTracker<?, ?> tracker, final Object stopped) throws InterruptedException {
        final long deadline = System.nanoTime() + returnLimit.toNanos();
        while (isActive() && !isBack(tracker, stopped)) {
            if (System.nanoTime() - deadline > 0) {
                throw new LaunchException("the program of " + assembly + " was stopped and has not come back within "
                    + TimeUnit.NANOSECONDS.toSeconds(returnLimit.toNanos())
                    + " s: its bundle was removed, or its new version does not start; the process ends");
            }
        }
    }

    /** Waits a little for a service that is not the stopped one: that of an activator is there until its bundle has stopped. */
    private static boolean isBack(final ServiceTracker<?, ?> tracker, final Object stopped) throws InterruptedException {
        if (tracker.waitForService(LOOK_MILLIS) == null) {
            return false;
        }
        final ServiceReference<?> reference = tracker.getServiceReference();
        if (reference == null || stopped.equals(id(reference))) {
            Thread.sleep(STOPPING_LOOK_MILLIS);
            return false;
        }
        return true;
    }

    private static Object id(final ServiceReference<?> reference) {
        return reference.getProperty(Constants.SERVICE_ID);
    }

    private boolean isActive() {
        return framework.isActive();
    }
}
