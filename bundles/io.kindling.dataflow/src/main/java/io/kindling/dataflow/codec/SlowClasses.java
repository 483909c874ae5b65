package io.kindling.dataflow.codec;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once for each class of an application that its objects take the slow way, and why. Thread-safe. */
final class SlowClasses {

    private static final Logger LOG = LoggerFactory.getLogger(SlowClasses.class);
    private static final int MOST = 100;

    private final Layouts layouts;
    private final Set<Class<?>> told = ConcurrentHashMap.newKeySet();

    SlowClasses(final Layouts layouts) {
        this.layouts = layouts;
    }

    /**
     * A record goes through Java's serialisation.
     *
     * @param why null if all of its class do
     */
    void met(final Object value, final String why) {
        final Class<?> type = value.getClass();
        if (!told.contains(type) && told.size() < MOST && told.add(type)) {
            final String reason = why == null ? layouts.of(type).reason : why;
            final String text = "Records with {} go through Java's serialisation, several times slower than other ways: {}";
            if (isApplications(type) && !layouts.isJavaChosen()) {
                LOG.warn(text, type.getName(), reason);
            } else {
                LOG.info(text, type.getName(), reason);
            }
        }
    }

    /** Who wrote the class can do something about it. */
    private static boolean isApplications(final Class<?> type) {
        final ClassLoader loader = type.getClassLoader();
        return loader != null && loader != ClassLoader.getPlatformClassLoader() && loader != SlowClasses.class.getClassLoader();
    }
}
