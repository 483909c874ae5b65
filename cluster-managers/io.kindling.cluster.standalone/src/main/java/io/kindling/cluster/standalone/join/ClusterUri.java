package io.kindling.cluster.standalone.join;

import java.util.regex.Pattern;

/** The identities within a cluster. */
public final class ClusterUri {

    public static final String MASTER = "kindling://cluster/master";
    private static final String WORKER = "kindling://cluster/worker/";
    private static final String DRIVER = "kindling://cluster/driver/";
    private static final Pattern JOINER = Pattern.compile("kindling://cluster/(worker|driver)/[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    private ClusterUri() {
    }

    public static String worker(final String id) {
        return WORKER + id;
    }

    public static String driver(final String application) {
        return DRIVER + application;
    }

    /** Whether somebody with the join key may ask for this identity. */
    public static boolean isJoiner(final String uri) {
        return JOINER.matcher(uri).matches();
    }

    /** The worker's id, or null if this is no worker. */
    public static String workerId(final String uri) {
        return uri.startsWith(WORKER) && isJoiner(uri) ? uri.substring(WORKER.length()) : null;
    }

    /** The application's id, or null if this is no driver. */
    public static String applicationId(final String uri) {
        return uri.startsWith(DRIVER) && isJoiner(uri) ? uri.substring(DRIVER.length()) : null;
    }
}
