package io.kindling.configuration;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.osgi.service.cm.ConfigurationException;

/**
 * A cluster as an operator has defined it.
 *
 * @param name      what applications call it
 * @param masterUrl of the cluster itself
 * @param settings  defaults for its applications
 */
record ClusterDefinition(String name, String masterUrl, Map<String, String> settings) {

    static final String SCHEME = "cluster:";
    static final String CREDENTIALS = "kindling.credentials.file";

    private static final String NAME = "name";
    private static final String MASTER_URL = "masterUrl";
    private static final String CREDENTIALS_FILE = "credentialsFile";
    private static final String MASTER = "kindling.master";
    private static final Pattern NAMES = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    ClusterDefinition {
        settings = Map.copyOf(settings);
    }

    /** The master URL of applications that run there. */
    String url() {
        return SCHEME + name;
    }

    static ClusterDefinition of(final Offered offered, final KnownKeys keys) throws ConfigurationException {
        final String name = offered.required(NAME);
        if (!NAMES.matcher(name).matches()) {
            throw new ConfigurationException(NAME, NAME + "=" + name + " is not allowed: it must be letters, digits, dot, dash and underscore, at most 100");
        }
        final String masterUrl = offered.required(MASTER_URL);
        if (masterUrl.startsWith(SCHEME)) {
            throw new ConfigurationException(MASTER_URL, MASTER_URL + "=" + masterUrl + " is not allowed: it must be the URL of a cluster, not another name for one");
        }
        final Map<String, String> settings = new TreeMap<>(offered.settings(Set.of(NAME, MASTER_URL, CREDENTIALS_FILE)));
        final String file = offered.text(CREDENTIALS_FILE);
        if (file != null) {
            settings.put(CREDENTIALS, file);
        }
        if (settings.containsKey(MASTER)) {
            throw new ConfigurationException(MASTER, "a cluster's URL is " + MASTER_URL + ", not " + MASTER + "=" + settings.get(MASTER));
        }
        keys.check(settings);
        return new ClusterDefinition(name, masterUrl, settings);
    }

    /** Without the settings, which may hold secrets of applications. */
    @Override
    public String toString() {
        return "ClusterDefinition[" + name + " at " + masterUrl + "]";
    }
}
