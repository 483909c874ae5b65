package io.kindling.launcher;

import java.util.Hashtable;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Registers two rehearsals: the first fails, the second counts in a system property, which tells the test across class loaders. */
public final class RehearsalActivator implements BundleActivator {

    static final String COUNT = "io.kindling.launcher.test.rehearsals";

    @Override
    public void start(final BundleContext context) {
        register(context, () -> {
            throw new IllegalStateException("no rehearsal today");
        });
        register(context, () -> System.setProperty(COUNT, Integer.toString(Integer.getInteger(COUNT, 0) + 1)));
    }

    private static void register(final BundleContext context, final Runnable rehearsal) {
        final Hashtable<String, Object> properties = new Hashtable<>();
        properties.put("kindling.rehearsal", "test");
        context.registerService(Runnable.class, rehearsal, properties);
    }

    @Override
    public void stop(final BundleContext context) {
        System.clearProperty(COUNT);
    }
}
