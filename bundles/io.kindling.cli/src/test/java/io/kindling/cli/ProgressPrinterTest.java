package io.kindling.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.kindling.api.spi.StageProgress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.Test;

public class ProgressPrinterTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Test
    public void shouldPrintALineForEachStageThatEnds() {
        final ProgressPrinter printer = printer(false);

        printer.onProgress(stage("RUNNING", 1, 0));
        printer.onProgress(stage("COMPLETE", 4, 1));

        assertEquals("stage 2 (map at X.java:1) complete: 4 of 4 tasks, 1 attempts failed" + System.lineSeparator(), text());
    }

    @Test
    public void shouldDrawABarOnATerminalAndTakeItAway() {
        final ProgressPrinter printer = printer(true);

        printer.onProgress(stage("RUNNING", 2, 0));
        assertTrue(text(), text().contains("[" + "=".repeat(20) + " ".repeat(20) + "] 2 + 1 of 4"));

        printer.onProgress(stage("COMPLETE", 4, 0));
        assertTrue(text(), text().endsWith("\r\u001b[2K"));
    }

    private static StageProgress stage(final String state, final int done, final int failed) {
        return new StageProgress("app", 0, 2, 0, "map at X.java:1", state, 4, done, 1, failed);
    }

    private ProgressPrinter printer(final boolean terminal) {
        return new ProgressPrinter(new PrintStream(bytes, true, StandardCharsets.UTF_8), terminal);
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
