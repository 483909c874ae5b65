package io.kindling.events.log;

import io.kindling.api.admin.ApplicationEvent;
import io.kindling.api.admin.ApplicationEvent.Topic;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A line of a log: an event; or, first in each file, what it is; or how many events are missing here. Readers pass over what they do not know.
 *
 * @param event   null if it is none, or of an unknown kind
 * @param unknown whether it is an event of an unknown kind
 * @param dropped how many events are missing here
 */
record EventLine(ApplicationEvent event, boolean unknown, long dropped) {

    private static final int VERSION = 1;
    private static final String LOG = "eventLog";
    private static final String DROPPED = "dropped";
    private static final String TIME = "time";
    private static final String APPLICATION = "application";
    private static final String TOPIC = "topic";
    private static final String TEXT = "text";
    private static final String PROPERTIES = "properties";

    static String header(final String application, final int file) {
        final Map<String, Object> header = new LinkedHashMap<>();
        header.put(LOG, VERSION);
        header.put(APPLICATION, application);
        header.put("file", file);
        return Json.line(header);
    }

    static String dropped(final long events, final Instant now) {
        final Map<String, Object> line = new LinkedHashMap<>();
        line.put(DROPPED, events);
        line.put(TIME, now.toString());
        return Json.line(line);
    }

    static String of(final ApplicationEvent event) {
        final Map<String, Object> line = new LinkedHashMap<>();
        line.put(TIME, event.time().toString());
        line.put(APPLICATION, event.application());
        line.put(TOPIC, event.topic().name());
        line.put(TEXT, String.valueOf(event.text()));
        line.put(PROPERTIES, new TreeMap<>(event.properties()));
        return Json.line(line);
    }

    /**
     * What a line says.
     *
     * @throws IllegalArgumentException if it is no line of a log that this version can read; says why
     */
    static EventLine parse(final String text) {
        if (!(Json.parse(text) instanceof Map<?, ?> line)) {
            throw new IllegalArgumentException("this is no JSON object");
        }
        if (line.get(TOPIC) instanceof String topic) {
            return event(line, topic);
        }
        if (line.get(LOG) instanceof Long version && version > VERSION) {
            throw new IllegalArgumentException("the log is of version " + version + ", this Kindling reads up to " + VERSION + ": use a newer one");
        }
        return new EventLine(null, false, line.get(DROPPED) instanceof Long dropped ? dropped : 0);
    }

    private static EventLine event(final Map<?, ?> line, final String topic) {
        if (Arrays.stream(Topic.values()).noneMatch(each -> each.name().equals(topic))) {
            return new EventLine(null, true, 0);
        }
        final Map<String, String> properties = new TreeMap<>();
        if (line.get(PROPERTIES) instanceof Map<?, ?> given) {
            given.forEach((key, value) -> properties.put(key.toString(), String.valueOf(value)));
        }
        try {
            return new EventLine(new ApplicationEvent(Instant.parse(text(line, TIME)), text(line, APPLICATION), Topic.valueOf(topic), text(line, TEXT),
                    properties), false, 0);
        } catch (final DateTimeException e) {
            throw new IllegalArgumentException(TIME + " is no time: " + e.getMessage(), e);
        }
    }

    private static String text(final Map<?, ?> line, final String name) {
        if (line.get(name) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("an event has no " + name);
    }
}
