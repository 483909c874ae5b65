package io.kindling.events.log;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.api.admin.ApplicationEvent;
import io.kindling.api.admin.ApplicationEvent.Topic;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.Test;

public class EventLineTest {

    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678Z");

    @Test
    public void shouldGiveEventsOfEveryKindBack() {
        for (final Topic topic : Topic.values()) {
            final ApplicationEvent event = new ApplicationEvent(TIME, "app-1", topic, "A " + topic, Map.of("executor", "3", "cause", "it \"ended\"", "empty", ""));
            final String line = EventLine.of(event);
            assertEquals("one line", line.length() - 1, line.indexOf('\n'));
            assertEquals(event, EventLine.parse(line).event());
        }
    }

    @Test
    public void shouldGiveAnyTextBackInOneLine() {
        final StringBuilder all = new StringBuilder("\ud83d\ude00 lone \ud83d and \ude00 \\u0041 \\");
        for (char c = 0; c < 0x300; c++) {
            all.append(c);
        }
        all.append('\u2028').append('\u2029').append('\uffff');
        final ApplicationEvent event = new ApplicationEvent(TIME, "app-1", Topic.JOB_ENDED, all.toString(), Map.of(all.toString(), all.toString()));

        final String line = EventLine.of(event);

        assertEquals(1, line.lines().count());
        assertEquals(event, EventLine.parse(new String(line.getBytes(java.nio.charset.StandardCharsets.UTF_8), java.nio.charset.StandardCharsets.UTF_8)).event());
    }

    @Test
    public void shouldHaveTheFormThatIsDocumented() {
        assertEquals("{\"time\":\"2026-01-02T03:04:05.678Z\",\"application\":\"app-1\",\"topic\":\"JOB_STARTED\",\"text\":\"Job 1 has started: count\","
                        + "\"properties\":{\"job\":\"1\",\"name\":\"count\"}}\n",
                EventLine.of(new ApplicationEvent(TIME, "app-1", Topic.JOB_STARTED, "Job 1 has started: count", Map.of("name", "count", "job", "1"))));
        assertEquals("{\"eventLog\":1,\"application\":\"app-1\",\"file\":2}\n", EventLine.header("app-1", 2));
        assertEquals("{\"dropped\":17,\"time\":\"2026-01-02T03:04:05.678Z\"}\n", EventLine.dropped(17, TIME));
    }

    @Test
    public void shouldPassOverWhatNewerVersionsMayAdd() {
        final EventLine unknown = EventLine.parse("{\"topic\":\"TASK_JUGGLED\",\"time\":\"2026-01-02T03:04:05Z\",\"balls\":[1,-2.5e3,true,null,{},[]]}");
        assertTrue(unknown.unknown());
        assertNull(unknown.event());
        final ApplicationEvent event = EventLine.parse("{ \"time\" : \"2026-01-02T03:04:05Z\", \"weight\": 7, \"application\":\"a\",\"topic\":\"JOB_ENDED\","
                + "\"text\":\"t\\u00e4xt\\/\\b\\f\",\"properties\":{\"job\":3}}").event();
        assertEquals("täxt/\b\f", event.text());
        assertEquals(Map.of("job", "3"), event.properties());
        assertEquals(17, EventLine.parse("{\"dropped\":17}").dropped());
        assertFalse(EventLine.parse("{\"remark\":\"x\"}").unknown());
    }

    @Test
    public void shouldSayWhatCannotBeRead() {
        refused("{\"eventLog\":2}", "version 2", "up to 1");
        refused("[1]", "no JSON object");
        refused("{\"topic\":\"JOB_ENDED\",\"time\":\"2026-01-02T03:04:05Z\",\"application\":\"a\"}", "no text");
        refused("{\"topic\":\"JOB_ENDED\",\"time\":\"noon\",\"application\":\"a\",\"text\":\"t\"}", "time", "noon");
        refused("{\"a\":1}}", "character 8", "close marker");
        refused("{\"a\":1} 2", "something follows");
        refused("", "nothing is here");
        for (final String wrong : List.of("", "{", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "{\"a\":x}", "{a:1}", "\"a", "\"\\", "\"\\u12", "\"\\uzzzz\"", "\"\\q\"", "[1", "[1 2]", "\0\0",
                "[".repeat(100_000))) {
            refused(wrong, "");
        }
    }

    private static void refused(final String line, final String... says) {
        final String message = assertThrows(line.substring(0, Math.min(20, line.length())), IllegalArgumentException.class, () -> EventLine.parse(line)).getMessage();
        assertTrue(message, Arrays.stream(says).allMatch(message::contains));
    }
}
