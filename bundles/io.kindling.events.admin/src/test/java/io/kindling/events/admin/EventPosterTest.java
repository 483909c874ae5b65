package io.kindling.events.admin;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.kindling.api.admin.ApplicationEvent;
import io.kindling.api.admin.ApplicationEvent.Topic;
import io.kindling.api.spi.StageProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.Test;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.event.EventConstants;

public class EventPosterTest {

    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");

    private final List<Event> posted = new ArrayList<>();
    private final EventPoster poster = new EventPoster(new EventAdmin() {
        @Override
        public void postEvent(final Event event) {
            posted.add(event);
        }

        @Override
        public void sendEvent(final Event event) {
            throw new AssertionError("must not wait for handlers");
        }
    }, Clock.fixed(TIME, ZoneOffset.UTC));

    @Test
    public void shouldPostAnEventWithItsOwnProperties() {
        poster.onEvent(new ApplicationEvent(TIME, "app-1", Topic.EXECUTOR_LOST, "executor 3 is gone", Map.of("executor", "3", "cause", "killed")));

        final Event event = posted.get(0);
        assertEquals("io/kindling/executor/LOST", event.getTopic());
        assertEquals("app-1", event.getProperty("application"));
        assertEquals("3", event.getProperty("executor"));
        assertEquals("killed", event.getProperty("cause"));
        assertEquals("executor 3 is gone", event.getProperty(EventConstants.MESSAGE));
        assertEquals(TIME.toEpochMilli(), event.getProperty(EventConstants.TIMESTAMP));
    }

    @Test
    public void shouldPostProgressAndNotices() {
        poster.onProgress(new StageProgress("app-1", 1, 2, 0, "map at A.java:1", "RUNNING", 10, 4, 2, 1));
        poster.onNotice("app-1", "executor 3 was lost");

        assertEquals("io/kindling/stage/PROGRESS", posted.get(0).getTopic());
        assertEquals(4, posted.get(0).getProperty("done"));
        assertEquals("stage 2 (map at A.java:1) running: 4 of 10 tasks", posted.get(0).getProperty(EventConstants.MESSAGE));
        assertEquals("io/kindling/application/NOTICE", posted.get(1).getTopic());
        assertEquals("executor 3 was lost", posted.get(1).getProperty(EventConstants.MESSAGE));
    }

    @Test
    public void shouldHaveATopicThatEventAdminAllowsForEachKindAndTellItInTheDocumentation() throws IOException {
        final String doc = Files.readString(Path.of("../../docs/events.md"));
        for (final Topic topic : Topic.values()) {
            final String name = new Event(EventTopics.of(topic), Map.of()).getTopic();
            assertTrue(name + " is in docs/events.md", doc.contains("`" + name + "`"));
        }
        assertTrue(doc.contains("`" + EventTopics.PROGRESS + "`"));
        assertTrue(doc.contains("`" + EventTopics.NOTICE + "`"));
    }
}
