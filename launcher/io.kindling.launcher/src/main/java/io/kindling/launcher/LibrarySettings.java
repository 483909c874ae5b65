package io.kindling.launcher;

import java.util.Map;
import java.util.Properties;

/**
 * What the libraries of a process of ours read from system properties. What was given with {@code -D} wins. A library that an application brings to
 * the same process reads the same.
 */
final class LibrarySettings {

    private static final Map<String, String> SETTINGS = Map.of(
        // Events of its own for the JDK's recorder, which it starts for them, whether anybody records or not: a tenth of a second in every process.
        "io.netty.jfr.enabled", "false");

    private LibrarySettings() {
    }

    /** Must run before any class of such a library is loaded. */
    static void apply(final Properties system) {
        SETTINGS.forEach(system::putIfAbsent);
    }
}
