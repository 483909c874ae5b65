package io.kindling.cluster.api;

/**
 * How much an application should have.
 *
 * @param profile    what each executor needs
 * @param executors  how many; {@link #AS_MANY_AS_FIT} for no limit
 * @param totalCores the most cores over all executors; {@link #AS_MANY_AS_FIT} for no limit
 */
public record ExecutorTarget(ResourceProfile profile, int executors, int totalCores) {

    /** No limit but the cluster's. */
    public static final int AS_MANY_AS_FIT = Integer.MAX_VALUE;
}
