package io.kindling.cluster.api;

/**
 * Room for one executor.
 *
 * @param id    its name within the session
 * @param host  the node's address as others reach it
 * @param cores how many slots it has
 */
public record Container(ContainerId id, String host, int cores) {
}
