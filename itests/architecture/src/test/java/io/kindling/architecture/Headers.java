package io.kindling.architecture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes a manifest header of OSGi apart: {@code a;b;x=1;y:="2,3",c}. */
final class Headers {

    private Headers() {
    }

    /** Each name of the header with its attributes and directives (whose keys end in a colon). */
    static Map<String, Map<String, String>> parse(final String header) {
        final Map<String, Map<String, String>> clauses = new LinkedHashMap<>();
        if (header == null) {
            return clauses;
        }
        for (final String clause : split(header, ',')) {
            final List<String> names = new ArrayList<>();
            final Map<String, String> parameters = new LinkedHashMap<>();
            for (final String part : split(clause, ';')) {
                final int equals = part.indexOf('=');
                if (equals < 0) {
                    names.add(part.trim());
                } else {
                    final String value = part.substring(equals + 1).trim();
                    parameters.put(part.substring(0, equals).trim(), value.replaceAll("^\"|\"$", ""));
                }
            }
            names.forEach(name -> clauses.put(name, parameters));
        }
        return clauses;
    }

    private static List<String> split(final String text, final char separator) {
        final List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '"') {
                quoted = !quoted;
            } else if (text.charAt(i) == separator && !quoted) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }
}
