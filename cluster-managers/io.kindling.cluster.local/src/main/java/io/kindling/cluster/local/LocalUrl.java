package io.kindling.cluster.local;

import io.kindling.cluster.api.ClusterException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code local}, {@code local[N]}, {@code local[*]} and {@code local[N,maxFailures]}. */
final class LocalUrl {

    static final String FORMS = "local, local[N], local[*] or local[N,maxFailures]";
    private static final Pattern FORM = Pattern.compile("local(?:\\[\\s*(\\d{1,5}|\\*)\\s*(?:,\\s*(\\d{1,9})\\s*)?])?");

    private LocalUrl() {
    }

    static boolean accepts(final String url) {
        return url.equals("local") || url.startsWith("local[");
    }

    /** The setting in the second place of {@code local[N,maxFailures]}, if there is one. */
    static Map<String, String> settings(final String url) {
        final Matcher m = FORM.matcher(url.trim());
        return m.matches() && m.group(2) != null ? Map.of("kindling.task.maxFailures", m.group(2)) : Map.of();
    }

    /**
     * How many slots a URL asks for; the failures that it allows are the driver's business.
     *
     * @param processors what {@code *} stands for
     * @throws ClusterException names the text and the right forms
     */
    static int slots(final String url, final int processors) throws ClusterException {
        final Matcher m = FORM.matcher(url.trim());
        if (m.matches()) {
            final String number = m.group(1);
            final int slots = number == null ? 1 : number.equals("*") ? processors : Integer.parseInt(number);
            final boolean failuresAllowed = m.group(2) == null || Integer.parseInt(m.group(2)) > 0;
            if (slots > 0 && failuresAllowed) {
                return slots;
            }
        }
        throw new ClusterException("the master URL '" + url + "' is malformed: write " + FORMS + ", with whole numbers above 0");
    }
}
