package io.kindling.launcher;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * The loggers of this process, with one level for all of them that do not have one of their own. Bundles change it by what this is beside a factory
 * of loggers: a {@code Consumer} of the level's name. Thread-safe.
 */
final class LevelLoggers implements ILoggerFactory, Consumer<String> {

    private static final int OFF = Level.ERROR.toInt() + 1;

    private final ILoggerFactory inner;
    private final Map<String, Logger> loggers = new ConcurrentHashMap<>();
    private volatile int least;

    LevelLoggers(final ILoggerFactory inner, final String level) {
        this.inner = inner;
        least = number(level);
    }

    @Override
    public Logger getLogger(final String name) {
        return loggers.computeIfAbsent(name, key -> Logging.hasOwnLevel(key) ? inner.getLogger(key) : new LevelLogger(key, inner.getLogger(key), this));
    }

    /** The level from now on: trace, debug, info, warn, error or off; IllegalArgumentException for another one. */
    @Override
    public void accept(final String level) {
        least = number(level);
    }

    boolean isEnabled(final Level level) {
        return level.toInt() >= least;
    }

    private static int number(final String level) {
        return "off".equals(level) ? OFF : Level.valueOf(level.toUpperCase(Locale.ROOT)).toInt();
    }
}
