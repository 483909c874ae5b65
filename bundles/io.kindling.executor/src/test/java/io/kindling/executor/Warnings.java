package io.kindling.executor;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** What a class logs from warnings on, whatever the level of the build is: that hides the warnings that tests provoke. */
final class Warnings {

    private Warnings() {
    }

    interface Step {

        void run() throws Exception;
    }

    /** What a class has logged while a step was run. */
    static String of(final Class<?> type, final Step step) throws Exception {
        final Logger logger = LoggerFactory.getLogger(type);
        final Field level = logger.getClass().getDeclaredField("currentLogLevel");
        level.setAccessible(true);
        final Object usual = level.get(logger);
        final PrintStream console = System.err;
        final ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        level.set(logger, Level.WARN.toInt());
        try {
            step.run();
        } finally {
            level.set(logger, usual);
            System.setErr(console);
        }
        return log.toString(StandardCharsets.UTF_8);
    }
}
