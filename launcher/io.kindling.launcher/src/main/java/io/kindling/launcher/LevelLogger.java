package io.kindling.launcher;

import org.slf4j.Logger;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** Passes on what the common level lets through. */
final class LevelLogger extends LegacyAbstractLogger {

    private static final long serialVersionUID = 1;

    private final transient Logger inner;
    private final transient LevelLoggers level;

    LevelLogger(final String name, final Logger inner, final LevelLoggers level) {
        this.name = name;
        this.inner = inner;
        this.level = level;
    }

    @Override
    public boolean isTraceEnabled() {
        return level.isEnabled(Level.TRACE);
    }

    @Override
    public boolean isDebugEnabled() {
        return level.isEnabled(Level.DEBUG);
    }

    @Override
    public boolean isInfoEnabled() {
        return level.isEnabled(Level.INFO);
    }

    @Override
    public boolean isWarnEnabled() {
        return level.isEnabled(Level.WARN);
    }

    @Override
    public boolean isErrorEnabled() {
        return level.isEnabled(Level.ERROR);
    }

    @Override
    protected String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    protected void handleNormalizedLoggingCall(final Level of, final Marker marker, final String pattern, final Object[] arguments, final Throwable cause) {
        final String text = MessageFormatter.basicArrayFormat(pattern, arguments);
        switch (of) {
            case TRACE -> inner.trace(text, cause);
            case DEBUG -> inner.debug(text, cause);
            case INFO -> inner.info(text, cause);
            case WARN -> inner.warn(text, cause);
            case ERROR -> inner.error(text, cause);
        }
    }
}
