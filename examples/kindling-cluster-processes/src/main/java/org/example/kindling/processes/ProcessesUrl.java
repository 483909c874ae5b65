package org.example.kindling.processes;

import io.kindling.cluster.api.ClusterException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A master URL.
 *
 * @param hosts where executors run
 * @param slots the cores of each host
 */
record ProcessesUrl(List<String> hosts, int slots) {

    static final String SCHEME = "processes:";
    static final String LOCAL = "local";
    static final String FORMS = "processes://local[?slots=N] or processes://HOST,HOST...[?slots=N]";
    private static final Pattern FORM = Pattern.compile("processes://([A-Za-z0-9@._-]+(?:,[A-Za-z0-9@._-]+)*)(?:\\?slots=([1-9]\\d{0,3}))?");

    ProcessesUrl {
        hosts = List.copyOf(hosts);
    }

    static ProcessesUrl parse(final String text) throws ClusterException {
        final Matcher url = FORM.matcher(text.strip());
        // A name that begins with a dash would be an option of ssh.
        if (!url.matches() || List.of(url.group(1).split(",")).stream().anyMatch(host -> host.startsWith("-"))) {
            throw new ClusterException("the master URL '" + text + "' is malformed: write " + FORMS);
        }
        return new ProcessesUrl(List.of(url.group(1).split(",")), url.group(2) == null ? Runtime.getRuntime().availableProcessors() : Integer.parseInt(url.group(2)));
    }
}
