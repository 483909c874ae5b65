package io.kindling.launcher;

import java.util.Map;
import java.util.Set;

/**
 * What differs from one embedded framework to the next.
 *
 * @param properties    framework properties, over the launcher's own
 * @param fromClassPath symbolic names of bundles of the assembly whose packages the class path supplies: they are not
 *                      installed, the system bundle exports their packages, and their classes are the caller's
 */
public record FrameworkOptions(Map<String, String> properties, Set<String> fromClassPath) {

    /** Nothing special: every bundle is installed. */
    public static final FrameworkOptions NONE = new FrameworkOptions(Map.of(), Set.of());

    /** Copies what it is given. */
    public FrameworkOptions {
        properties = Map.copyOf(properties);
        fromClassPath = Set.copyOf(fromClassPath);
    }
}
