package io.kindling.launcher;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.Test;
import org.slf4j.Logger;
import org.slf4j.event.SubstituteLoggingEvent;
import org.slf4j.helpers.NOPLogger;
import org.slf4j.helpers.SubstituteLogger;

public class LevelLoggersTest {

    @Test
    public void shouldLetThroughWhatTheLevelOfTheMomentDoes() {
        final Queue<SubstituteLoggingEvent> told = new ArrayDeque<>();
        final LevelLoggers loggers = new LevelLoggers(name -> new SubstituteLogger(name, told, false), "warn");
        final Logger logger = loggers.getLogger("io.kindling.a.B");
        assertSame(logger, loggers.getLogger("io.kindling.a.B"));

        final List<String> levels = List.of("trace", "debug", "info", "warn", "error", "off");
        for (int i = 0; i < levels.size(); i++) {
            loggers.accept(levels.get(i));
            logger.trace("trace");
            logger.debug("debug");
            logger.info("info");
            logger.warn("warn");
            logger.error("error");
            assertEquals(levels.subList(i, Math.min(5, levels.size() - 1)), taken(told));
            assertEquals(i <= 1, logger.isDebugEnabled());
        }
        assertThrows(IllegalArgumentException.class, () -> loggers.accept("loud"));
    }

    @Test
    public void shouldPassOnTextAndCauseOnce() {
        final Queue<SubstituteLoggingEvent> told = new ArrayDeque<>();
        final Logger logger = new LevelLoggers(name -> new SubstituteLogger(name, told, false), "info").getLogger("a");
        final Exception cause = new Exception("why");

        logger.warn("{} of {}", "{}", 2, cause);

        final SubstituteLoggingEvent event = told.remove();
        assertEquals("{} of 2", event.getMessage());
        assertSame(cause, event.getThrowable());
        assertTrue(told.isEmpty());
    }

    @Test
    public void shouldLeaveLoggersAloneThatHaveALevelOfTheirOwn() {
        System.setProperty("org.slf4j.simpleLogger.log.a.own", "debug");
        try {
            final LevelLoggers loggers = new LevelLoggers(name -> NOPLogger.NOP_LOGGER, "warn");
            assertSame(NOPLogger.NOP_LOGGER, loggers.getLogger("a.own.Logger"));
            assertFalse(loggers.getLogger("a.owner") == NOPLogger.NOP_LOGGER);
        } finally {
            System.clearProperty("org.slf4j.simpleLogger.log.a.own");
        }
    }

    private static List<String> taken(final Queue<SubstituteLoggingEvent> told) {
        final List<String> texts = new ArrayList<>();
        for (SubstituteLoggingEvent next; (next = told.poll()) != null;) {
            texts.add(next.getMessage());
        }
        return texts;
    }
}
