package io.kindling.common;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;

/** What a process's log tells: this and worse. */
public enum LogLevel {
    TRACE, DEBUG, INFO, WARN, ERROR, OFF;

    /**
     * The level of a name, in capitals or not; {@code ALL} and {@code FATAL} are the nearest that there are.
     *
     * @throws IllegalArgumentException if it is none; tells which there are
     */
    public static LogLevel parse(final String name) {
        final String capitals = name.strip().toUpperCase(Locale.ROOT);
        if (capitals.equals("ALL")) {
            return TRACE;
        } else if (capitals.equals("FATAL")) {
            return ERROR;
        }
        return Arrays.stream(values()).filter(level -> level.name().equals(capitals)).findFirst().orElseThrow(() -> new IllegalArgumentException(
                "There is no log level '" + name + "': choose one of ALL, TRACE, DEBUG, INFO, WARN, ERROR, FATAL and OFF"));
    }

    /** In small letters. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Sets the level of this process's log, if that is ours to set: the loggers of processes that the launcher started take the name of a level.
     *
     * @param loggers what makes the process's loggers
     * @return false if somebody else decides, e.g. the container
     */
    public boolean applyTo(final Object loggers) {
        if (!(loggers instanceof Consumer<?>)) {
            return false;
        }
        @SuppressWarnings("unchecked") // nobody else's loggers are that
        final Consumer<String> levels = (Consumer<String>) loggers;
        levels.accept(label());
        return true;
    }
}
