package io.kindling.configuration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Dictionary;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.osgi.service.cm.ConfigurationException;

/** A configuration as Config Admin offers it. Immutable. */
final class Offered {

    private static final String OURS = "kindling.";
    private static final String SETTINGS = "settings";
    /** What Config Admin and the tools that feed it add on their own. */
    private static final Set<String> FOREIGN = Set.of("service.", "felix.", "component.", "webconsole.", "org.apache.karaf.", ".");

    private final Map<String, Object> values = new TreeMap<>();

    Offered(final Dictionary<String, ?> properties) {
        final Enumeration<String> keys = properties.keys();
        while (keys.hasMoreElements()) {
            final String key = keys.nextElement();
            values.put(key, properties.get(key));
        }
    }

    /** One value as text; null if it is not there or blank. */
    String text(final String key) {
        final Object value = values.get(key);
        return value == null || value.toString().isBlank() ? null : value.toString().strip();
    }

    String required(final String key) throws ConfigurationException {
        final String text = text(key);
        if (text == null) {
            throw new ConfigurationException(key, "it is not set");
        }
        return text;
    }

    /**
     * The settings of applications: keys that begin with {@code kindling.}, and what {@code settings} lists as KEY=VALUE.
     *
     * @param others what else there may be
     */
    Map<String, String> settings(final Set<String> others) throws ConfigurationException {
        final Map<String, String> settings = new TreeMap<>();
        for (final String key : values.keySet()) {
            if (key.startsWith(OURS)) {
                if (text(key) != null) {
                    settings.put(key, text(key));
                }
            } else if (!key.equals(SETTINGS) && !others.contains(key) && FOREIGN.stream().noneMatch(key::startsWith)) {
                throw new ConfigurationException(key, "it is not known here; settings of applications begin with " + OURS
                        + (others.isEmpty() ? "" : ", the others are " + String.join(", ", others.stream().sorted().toList())));
            }
        }
        for (final String line : lines()) {
            final int equals = line.indexOf('=');
            if (equals < 1) {
                throw new ConfigurationException(SETTINGS, "'" + line + "' is no setting; write it as KEY=VALUE");
            }
            final String key = line.substring(0, equals).strip();
            if (settings.put(key, line.substring(equals + 1).strip()) != null) {
                throw new ConfigurationException(key, "it is set twice");
            }
        }
        return settings;
    }

    private List<String> lines() {
        final Object value = values.get(SETTINGS);
        final List<String> lines = new ArrayList<>();
        if (value instanceof Object[] array) {
            Arrays.stream(array).map(String::valueOf).forEach(lines::add);
        } else if (value instanceof Collection<?> list) {
            list.stream().map(String::valueOf).forEach(lines::add);
        } else if (value != null) {
            lines.add(value.toString());
        }
        return lines.stream().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }
}
