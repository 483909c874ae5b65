package io.kindling.driver.control;

import io.kindling.api.spi.JobProperties;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A job that is wanted.
 *
 * @param id         its number in the application
 * @param name       for messages, e.g. {@code collect at WordCount.java:24}
 * @param partitions those that are wanted, in the order in which their results are
 * @param properties of the thread that wants it
 */
record JobRequest(int id, String name, List<Integer> partitions, Map<String, String> properties) {

    /** The group that it belongs to, or null. */
    String group() {
        return properties.get(JobProperties.GROUP);
    }

    /** The number of the session that it belongs to; the application's first is 0. */
    int session() {
        final String session = properties.get(JobProperties.SESSION);
        return session == null ? 0 : Integer.parseInt(session);
    }

    /** Whether it belongs to a group of a session: each has its own. */
    boolean isIn(final int session, final String group) {
        return group.equals(group()) && session == session();
    }

    /** Whether it has a tag. */
    boolean hasTag(final String tag) {
        final String tags = properties.get(JobProperties.TAGS);
        return tags != null && Arrays.asList(tags.split(",")).contains(tag);
    }

    /** What users are told of it: its description if it has one, and its name. */
    String title() {
        final String description = properties.get(JobProperties.DESCRIPTION);
        return description == null || description.isBlank() ? name : description + " (" + name + ")";
    }
}
