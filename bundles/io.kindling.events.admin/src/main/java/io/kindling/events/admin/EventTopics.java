package io.kindling.events.admin;

import io.kindling.api.admin.ApplicationEvent;
import io.kindling.api.spi.StageProgress;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventConstants;

/** How events are called and what they carry; docs/events.md tells it to users. */
final class EventTopics {

    static final String PROGRESS = "io/kindling/stage/PROGRESS";
    static final String NOTICE = "io/kindling/application/NOTICE";
    static final String APPLICATION = "application";

    private static final String ROOT = "io/kindling/";

    private EventTopics() {
    }

    /** {@code EXECUTOR_LOST} is {@code io/kindling/executor/LOST}. */
    static String of(final ApplicationEvent.Topic topic) {
        final String name = topic.name();
        final int end = name.indexOf('_');
        return ROOT + name.substring(0, end).toLowerCase(Locale.ROOT) + "/" + name.substring(end + 1);
    }

    static Event event(final ApplicationEvent event) {
        final Map<String, Object> properties = new HashMap<>(event.properties());
        properties.put(APPLICATION, event.application());
        properties.put(EventConstants.TIMESTAMP, event.time().toEpochMilli());
        properties.put(EventConstants.MESSAGE, event.text());
        return new Event(of(event.topic()), properties);
    }

    static Event event(final StageProgress progress, final long now) {
        return new Event(PROGRESS, Map.ofEntries(
                Map.entry(APPLICATION, progress.application()),
                Map.entry(EventConstants.TIMESTAMP, now),
                Map.entry(EventConstants.MESSAGE, "stage " + progress.stage() + " (" + progress.name() + ") " + progress.state().toLowerCase(Locale.ROOT)
                        + ": " + progress.done() + " of " + progress.tasks() + " tasks"),
                Map.entry("job", progress.job()),
                Map.entry("stage", progress.stage()),
                Map.entry("attempt", progress.attempt()),
                Map.entry("name", progress.name()),
                Map.entry("state", progress.state()),
                Map.entry("tasks", progress.tasks()),
                Map.entry("done", progress.done()),
                Map.entry("running", progress.running()),
                Map.entry("failed", progress.failed())));
    }

    static Event notice(final String application, final String text, final long now) {
        return new Event(NOTICE, Map.of(APPLICATION, application, EventConstants.TIMESTAMP, now, EventConstants.MESSAGE, text));
    }
}
