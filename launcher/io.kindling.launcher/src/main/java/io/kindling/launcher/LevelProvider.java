package io.kindling.launcher;

import java.util.ServiceLoader;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.helpers.NOP_FallbackServiceProvider;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Puts a level that can be changed before the loggers of the provider on the class path, whose own is fixed when a logger is made. SLF4J makes it
 * where {@link Logging} says so: in processes of ours, not where the launcher is a library of somebody else's.
 */
public final class LevelProvider implements SLF4JServiceProvider {

    private final SLF4JServiceProvider inner;
    private ILoggerFactory loggers;

    /** Called by SLF4J. */
    public LevelProvider() {
        inner = ServiceLoader.load(SLF4JServiceProvider.class, LevelProvider.class.getClassLoader()).findFirst()
                .orElseGet(NOP_FallbackServiceProvider::new);
    }

    @Override
    public void initialize() {
        final String level = Logging.initialize(inner);
        loggers = new LevelLoggers(inner.getLoggerFactory(), level);
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return loggers;
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return inner.getMarkerFactory();
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return inner.getMDCAdapter();
    }

    @Override
    public String getRequestedApiVersion() {
        return inner.getRequestedApiVersion();
    }
}
