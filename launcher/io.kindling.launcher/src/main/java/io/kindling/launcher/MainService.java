package io.kindling.launcher;

import java.time.Duration;
import java.util.function.ToIntFunction;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.util.tracker.ServiceTracker;

/** Finds the program of an assembly: the {@code ToIntFunction<String[]>} with {@code kindling.main=ASSEMBLY}. */
final class MainService {

    private static final String PROPERTY = "kindling.main";

    private final EmbeddedFramework framework;
    private final String assembly;

    MainService(final EmbeddedFramework framework, final String assembly) {
        this.framework = framework;
        this.assembly = assembly;
    }

    /**
     * Calls the program on this thread with {@code argv}; returns its exit code.
     *
     * @throws LaunchException when the program is not there within {@code limit}; says what stands in its way
     */
    int call(final String[] argv, final Duration limit) throws InterruptedException {
        final BundleContext context = framework.context();
        final ServiceTracker<?, ToIntFunction<String[]>> tracker = tracker(context);
        tracker.open();
        try {
            // A bundle that is broken now is not mended by waiting, but the program may do without it.
            final ToIntFunction<String[]> present = tracker.getService();
            if (present == null && tracker.getServiceReference() != null) {
                throw new LaunchException("the program of assembly " + assembly + " could not be made; its bundle "
                    + tracker.getServiceReference().getBundle().getSymbolicName() + " logged why");
            }
            final ToIntFunction<String[]> program = present != null ? present : tracker.waitForService(limit.toMillis());
            if (program == null) {
                throw new LaunchException("assembly " + assembly + " has no program after " + limit.toMillis() + " ms:\n"
                    + String.join("\n", new Diagnosis(context, framework.problems()).lines()));
            }
            return program.applyAsInt(argv);
        } finally {
            tracker.close();
        }
    }

    private ServiceTracker<?, ToIntFunction<String[]>> tracker(final BundleContext context) {
        final String filter = "(&(objectClass=" + ToIntFunction.class.getName() + ")(" + PROPERTY + "=" + assembly + "))";
        try {
            return new ServiceTracker<>(context, FrameworkUtil.createFilter(filter), null);
        } catch (InvalidSyntaxException e) {
            throw new LaunchException("'" + assembly + "' cannot be the name of an assembly", e);
        }
    }
}
