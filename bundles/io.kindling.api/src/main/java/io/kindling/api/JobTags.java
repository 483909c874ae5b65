package io.kindling.api;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Tags of jobs as one property. */
final class JobTags {

    private static final String SEPARATOR = ",";

    private JobTags() {
    }

    static void check(final String tag) {
        if (tag == null || tag.isEmpty() || tag.contains(SEPARATOR)) {
            throw new IllegalArgumentException("A job's tag is '" + tag + "'; it must not be empty or have a comma in it");
        }
    }

    static Set<String> split(final String tags) {
        return tags == null ? new LinkedHashSet<>() : new LinkedHashSet<>(List.of(tags.split(SEPARATOR)));
    }

    /** Null for none. */
    static String join(final Set<String> tags) {
        return tags.isEmpty() ? null : String.join(SEPARATOR, tags);
    }
}
