package io.kindling.common;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.Test;

public class LogLevelTest {

    @Test
    public void shouldKnowTheNamesThatUsersKnow() {
        assertEquals(LogLevel.WARN, LogLevel.parse("warn"));
        assertEquals(LogLevel.OFF, LogLevel.parse(" Off "));
        assertEquals(LogLevel.TRACE, LogLevel.parse("ALL"));
        assertEquals(LogLevel.ERROR, LogLevel.parse("FATAL"));
        for (final LogLevel level : LogLevel.values()) {
            assertEquals(level, LogLevel.parse(level.label()));
        }
        assertTrue(assertThrows(IllegalArgumentException.class, () -> LogLevel.parse("loud")).getMessage().contains("'loud': choose one of ALL, TRACE"));
    }

    @Test
    public void shouldSetWhatTakesALevel() {
        final List<String> told = new ArrayList<>();
        final Consumer<String> loggers = told::add;
        assertTrue(LogLevel.DEBUG.applyTo(loggers));
        assertEquals(List.of("debug"), told);
        assertFalse(LogLevel.DEBUG.applyTo("loggers of a container"));
    }
}
