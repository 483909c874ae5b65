package io.kindling.storage.api;

import io.kindling.common.RddId;

/**
 * Names a cached partition.
 *
 * @param application whose it is: several applications may share a JVM in local mode
 * @param rdd         of which data set
 * @param partition   which one
 */
public record BlockId(String application, RddId rdd, int partition) {
}
