package io.kindling.launcher;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Sets up the log of a process before its first line: on stderr, warnings and worse unless the environment says otherwise. */
final class Logging {

    private static final String LEVEL = "KINDLING_LOG_LEVEL";
    private static final String PREFIX = "org.slf4j.simpleLogger.";
    private static final Set<String> LEVELS = Set.of("trace", "debug", "info", "warn", "error", "off");

    private Logging() {
    }

    /**
     * Must run before any class with a logger is loaded. Settings given with {@code -D} win.
     *
     * @throws LaunchException for a level that does not exist
     */
    static void configure(final Map<String, String> environment) {
        final String level = environment.getOrDefault(LEVEL, "warn").toLowerCase(Locale.ROOT);
        if (!LEVELS.contains(level)) {
            throw new LaunchException(LEVEL + " is '" + level + "'; it can be one of trace, debug, info, warn, error, off");
        }
        final Map<String, String> settings = Map.of(
            "logFile", "System.err",
            "defaultLogLevel", level,
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
}
