package io.kindling.cluster.local;

import io.kindling.cluster.api.ClusterException;
import io.kindling.cluster.api.ResourceProfile;
import io.kindling.common.ByteSize;
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
    private static final int MIB_SHIFT = 20;
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

    /** Why no worker has room for an executor, or null if it has. */
    String misfit(final ResourceProfile executor) {
        final String each = "each worker of local-cluster[" + workers + "," + cores + "," + memoryMiB + "] ";
        if (executor.heapBytes() > (long) memoryMiB << MIB_SHIFT) {
            return "an executor is to have a heap of " + ByteSize.format(executor.heapBytes()) + " (kindling.executor.memory), but " + each + "has "
                    + ByteSize.format((long) memoryMiB << MIB_SHIFT) + ": set --executor-memory to less, or the last number of the URL to more";
        }
        if (executor.cores() > cores) {
            return "an executor is to have " + executor.cores() + " cores (kindling.executor.cores), but " + each + "has " + cores
                    + ": set --executor-cores to less, or the second number of the URL to more";
        }
        return null;
    }
}
