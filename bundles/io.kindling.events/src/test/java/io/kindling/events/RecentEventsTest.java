package io.kindling.events;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.kindling.api.admin.ApplicationEvent;
import io.kindling.api.admin.ApplicationEvent.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.Test;

public class RecentEventsTest {

    private final RecentEvents events = new RecentEvents();

    @Test
    public void shouldTellThemInTheOrderInWhichTheyCame() {
        assertEquals(List.of(), events.get());

        events.onEvent(event("a", "first"));
        events.onEvent(event("a", "second"));

        assertEquals(List.of("first", "second"), texts());
    }

    @Test
    public void shouldKeepTheLastThousand() {
        for (int i = 0; i < 2_345; i++) {
            events.onEvent(event("a", "number " + i));
        }

        assertEquals(1_000, texts().size());
        assertEquals("number 1345", texts().get(0));
        assertEquals("number 2344", texts().get(999));
    }

    @Test
    public void shouldLoseNothingOfSeveralThreadsAndKeepTheOrderOfEach() throws InterruptedException {
        final List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            final String application = "app" + t;
            threads.add(new Thread(() -> {
                for (int i = 0; i < 250; i++) {
                    events.onEvent(event(application, application + " " + String.format("%03d", i)));
                }
            }));
        }
        threads.forEach(Thread::start);
        for (final Thread thread : threads) {
            thread.join(10_000);
        }

        assertEquals(1_000, texts().size());
        for (int t = 0; t < 4; t++) {
            final String application = "app" + t;
            final List<String> own = texts().stream().filter(text -> text.startsWith(application)).toList();
            assertEquals(250, own.size());
            assertEquals(own.stream().sorted().toList(), own);
        }
        assertTrue(events.get().stream().allMatch(event -> event.topic() == Topic.EXECUTOR_LOST));
    }

    private List<String> texts() {
        return events.get().stream().map(ApplicationEvent::text).toList();
    }

    private static ApplicationEvent event(final String application, final String text) {
        return new ApplicationEvent(Instant.EPOCH, application, Topic.EXECUTOR_LOST, text, Map.of("executor", "1"));
    }
}
