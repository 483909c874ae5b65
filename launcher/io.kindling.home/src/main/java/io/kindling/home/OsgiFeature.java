package io.kindling.home;

import java.util.List;
import java.util.stream.Collectors;

/** A feature as the OSGi Feature Service Specification (chapter 159) writes it. */
final class OsgiFeature {

    private OsgiFeature() {
    }

    static String text(final MavenName own, final String feature, final String description, final List<MavenName> bundles) {
        return """
            {
              "feature-resource-version": "1.0",
              "id": "%s:%s:osgifeature:%s:%s",
              "name": "%s",
              "description": "%s",
              "license": "Apache-2.0",
              "bundles": [
            %s
              ]
            }
            """.formatted(own.group(), own.artifact(), feature, own.version(), feature, quotable(description),
            bundles.stream().map(bundle -> "    { \"id\": \"" + bundle.id() + "\" }").collect(Collectors.joining(",\n")));
    }

    private static String quotable(final String text) {
        if (text.chars().anyMatch(c -> c < ' ' || c == '"' || c == '\\')) {
            throw new IllegalArgumentException("a description needs to be plain text: " + text);
        }
        return text;
    }
}
