package io.kindling.launcher;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.slf4j.spi.SLF4JServiceProvider;

/** Sets up the log of a process before its first line: on stderr, warnings and worse unless the environment says otherwise. */
final class Logging {

    private static final String LEVEL = "KINDLING_LOG_LEVEL";
    private static final String PREFIX = "org.slf4j.simpleLogger.";
    private static final Set<String> LEVELS = Set.of("trace", "debug", "info", "warn", "error", "off");
    private static final String OF_LOGGER = PREFIX + "log.";
    private static final String OF_ALL = PREFIX + "defaultLogLevel";
    private static final String PROVIDER = "slf4j.provider";
    private static final String VERBOSITY = "slf4j.internal.verbosity";

    private Logging() {
    }

    /**
     * Must run before any class with a logger is loaded. Settings given with {@code -D} win.
     *
     * @throws LaunchException for a level that does not exist
     */
    static void configure(final Map<String, String> environment) {
        final String level = System.getProperty(OF_ALL, environment.getOrDefault(LEVEL, "warn")).toLowerCase(Locale.ROOT);
        if (!LEVELS.contains(level)) {
            throw new LaunchException(LEVEL + " is '" + level + "'; it can be one of trace, debug, info, warn, error, off");
        }
        System.setProperty(OF_ALL, level);
        System.setProperty(PROVIDER, LevelProvider.class.getName());
        System.setProperty(VERBOSITY, "WARN"); // else it says that it takes that provider
        final Map<String, String> settings = Map.of(
            "logFile", "System.err",
            "showDateTime", "true",
            "dateTimeFormat", "HH:mm:ss.SSS",
            "showShortLogName", "true",
            "levelInBrackets", "true",
            // Chronicle asks for JVM flags at every start, at level error, for what the wire's codec does not use.
            "log.net.openhft", "off");
        settings.forEach((key, value) -> {
            if (System.getProperty(PREFIX + key) == null) {
                System.setProperty(PREFIX + key, value);
            }
        });
    }

    /**
     * Lets a provider make its loggers so that they tell all: what is before them has the level, and can change it. Afterwards the settings are
     * those that an application with an SLF4J of its own may see.
     *
     * @return the level
     */
    static String initialize(final SLF4JServiceProvider provider) {
        final String level = System.getProperty(OF_ALL, "warn");
        System.setProperty(OF_ALL, "trace");
        provider.initialize();
        System.setProperty(OF_ALL, level);
        System.clearProperty(PROVIDER);
        System.clearProperty(VERBOSITY);
        return level;
    }

    /** Whether a setting is for a logger, or for all whose names begin as its own. */
    static boolean hasOwnLevel(final String logger) {
        for (int end = logger.length(); end > 0; end = logger.lastIndexOf('.', end - 1)) {
            if (System.getProperty(OF_LOGGER + logger.substring(0, end)) != null) {
                return true;
            }
        }
        return false;
    }
}
