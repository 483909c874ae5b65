package io.kindling.driver.control;

import io.kindling.api.admin.ApplicationEvent;
import io.kindling.api.admin.ApplicationEvent.Topic;
import io.kindling.api.admin.ApplicationListener;
import io.kindling.common.ApplicationId;
import io.kindling.common.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners what happens to one application, in order: its start first, its end last, nothing before or after. The
 * agent's own.
 */
public final class ApplicationEvents {

    private static final Logger LOG = LoggerFactory.getLogger(ApplicationEvents.class);

    private final ApplicationId application;
    private final Clock clock;
    private final Supplier<List<ApplicationListener>> listeners;
    private boolean started;
    private boolean ended;

    /** @param listeners those that are there now */
    public ApplicationEvents(final ApplicationId application, final Clock clock, final Supplier<List<ApplicationListener>> listeners) {
        this.application = application;
        this.clock = clock;
        this.listeners = listeners;
    }

    /** The application has been accepted by its cluster; a second call does nothing. */
    void started(final String name, final String master) {
        if (!started) {
            started = true;
            tell(Topic.APPLICATION_STARTED, "Application " + name + " has started on " + master, "name", name, "master", master);
        }
    }

    /** The application has ended; a second call does nothing. */
    void ended(final String reason) {
        tell(Topic.APPLICATION_ENDED, "The application has ended: " + reason, "reason", reason);
        ended = true;
    }

    /**
     * Something has happened.
     *
     * @param properties keys and values in turn, those that the topic names
     */
    void tell(final Topic topic, final String text, final Object... properties) {
        if (!started || ended) {
            return;
        }
        final Map<String, String> values = new HashMap<>();
        for (int i = 0; i < properties.length; i += 2) {
            values.put(properties[i].toString(), properties[i + 1] == null ? "" : properties[i + 1].toString());
        }
        final ApplicationEvent event = new ApplicationEvent(Instant.ofEpochMilli(clock.currentTimeMillis()), application.value(), topic, text, values);
        for (final ApplicationListener listener : listeners.get()) {
            try {
                listener.onEvent(event);
            } catch (final RuntimeException | LinkageError e) {
                LOG.warn("An application listener failed [listener={}, topic={}]", listener.getClass().getName(), topic, e);
            }
        }
    }
}
