package io.kindling.cluster.local;

import io.kindling.cluster.api.ClusterException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code local-cluster[workers,cores,memoryMiB]}.
 *
 * @param workers   how many worker processes
 * @param cores     how many cores each offers
 * @param memoryMiB how much memory each has for the heaps of its executors
 */
record LocalClusterUrl(int workers, int cores, int memoryMiB) {

    static final String FORM = "local-cluster[workers,cores,memoryMiB]";
    static final String PREFIX = "local-cluster";
    private static final Pattern SHAPE = Pattern.compile("local-cluster\\[\\s*(\\d{1,3})\\s*,\\s*(\\d{1,4})\\s*,\\s*(\\d{1,7})\\s*]");

    /**
     * Reads a master URL.
     *
     * @throws ClusterException names the text and the right form
     */
    static LocalClusterUrl parse(final String url) throws ClusterException {
        final Matcher m = SHAPE.matcher(url.trim());
        if (m.matches()) {
            final LocalClusterUrl parsed = new LocalClusterUrl(Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)), Integer.parseInt(m.group(3)));
            if (parsed.workers > 0 && parsed.cores > 0 && parsed.memoryMiB > 0) {
                return parsed;
            }
        }
        throw new ClusterException("the master URL '" + url + "' is malformed: write " + FORM
                + " with whole numbers above 0, e.g. local-cluster[2,1,1024]");
    }
}
