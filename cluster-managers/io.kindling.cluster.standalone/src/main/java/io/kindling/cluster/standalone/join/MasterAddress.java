package io.kindling.cluster.standalone.join;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a master is, as {@code kindling://host:port} says it.
 *
 * @param host a name or an address; an IPv6 address without brackets
 * @param port 1 to 65,535
 */
public record MasterAddress(String host, int port) {

    /** The form, for messages. */
    public static final String FORM = "kindling://host:port";
    private static final Pattern URL = Pattern.compile("kindling://(?:\\[([0-9A-Fa-f:.]{2,45})]|([A-Za-z0-9._-]{1,253})):(\\d{1,5})/?");
    private static final int LAST_PORT = 65_535;

    /**
     * Reads a master URL.
     *
     * @throws IllegalArgumentException if it is none; the text names it and the right form
     */
    public static MasterAddress parse(final String url) {
        final Matcher m = URL.matcher(url.trim());
        if (m.matches()) {
            final int port = Integer.parseInt(m.group(3));
            if (port >= 1 && port <= LAST_PORT) {
                return new MasterAddress(m.group(1) != null ? m.group(1) : m.group(2), port);
            }
        }
        throw new IllegalArgumentException("'" + url + "' is no address of a master: it must be " + FORM + ", e.g. kindling://127.0.0.1:7077");
    }

    /** The name of its directory among the credentials. */
    String directoryName() {
        final String name = "localhost".equals(host) ? "127.0.0.1" : host;
        return name.replace(':', '-') + "_" + port;
    }

    @Override
    public String toString() {
        return "kindling://" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
