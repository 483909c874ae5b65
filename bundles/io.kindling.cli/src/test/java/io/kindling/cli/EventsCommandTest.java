package io.kindling.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.kindling.api.admin.ApplicationEvent;
import io.kindling.api.admin.ApplicationEvent.Topic;
import io.kindling.api.admin.ApplicationListener;
import io.kindling.api.admin.EventLogs;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.Test;
import picocli.CommandLine;

public class EventsCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private static EventLogs answering(final EventLogs.EventLog answer) {
        return new EventLogs() {
            @Override
            public EventLog replay(final Path log, final ApplicationListener listener) {
                listener.onEvent(new ApplicationEvent(Instant.EPOCH, "app-1", Topic.JOB_ENDED, "Job 1 has failed: a\r\nb\nc\n", Map.of()));
                return answer;
            }

            @Override
            public EventLog lines(final Path log, final Consumer<String> lines) {
                lines.accept("{\"log\":\"" + log + "\"}");
                return answer;
            }
        };
    }

    @Test
    public void shouldPrintEventsForPeopleWithAllTheirLines() {
        assertEquals(0, run(new EventLogs.EventLog(1, 0, 0, true, null), "some/log"));
        assertEquals("1970-01-01T00:00:00Z JOB_ENDED Job 1 has failed: a\n    b\n    c\n", out.toString());
        assertEquals("", err.toString());
    }

    @Test
    public void shouldPrintTheLinesThemselvesAndRemarksApart() {
        assertEquals(0, run(new EventLogs.EventLog(1, 17, 2, false, "the file ends after line 3"), "--json", "some/log"));
        assertEquals("{\"log\":\"some/log\"}\n", out.toString());
        assertEquals(4, err.toString().lines().filter(line -> line.startsWith("note: ")).count());
        assertTrue(err.toString(), err.toString().contains("17 events are missing") && err.toString().contains("line 3"));
    }

    private int run(final EventLogs.EventLog answer, final String... arguments) {
        return new CommandLine(new EventsCommand(() -> answering(answer))).setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(arguments);
    }
}
