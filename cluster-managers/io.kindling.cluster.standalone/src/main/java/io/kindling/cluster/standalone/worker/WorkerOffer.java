package io.kindling.cluster.standalone.worker;

/**
 * What a worker has to give.
 *
 * @param id             its name in the cluster
 * @param host           its address as others reach it; null for the one that it reaches the master from
 * @param cores          how many
 * @param memoryBytes    how much
 * @param runtimeVersion the build that its executors run
 */
record WorkerOffer(String id, String host, int cores, long memoryBytes, String runtimeVersion) {
}
