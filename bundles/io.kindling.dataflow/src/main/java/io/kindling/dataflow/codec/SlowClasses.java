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
            LOG.info("Records with {} go through Java's serialisation, several times slower than other ways: {}", type.getName(),
                    reason == null ? "something in them cannot go field by field" : reason);
        }
    }
}
