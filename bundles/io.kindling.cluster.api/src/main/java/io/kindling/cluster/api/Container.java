package io.kindling.cluster.api;

/**
 * Room for one executor.
 *
 * @param id    its name within the session
 * @param host  the node's address as others reach it
 * @param cores how many slots it has
 * @param node  what the cluster calls the node, for {@link ClusterSession#launchCustodian}; null if that is not possible there
 */
public record Container(ContainerId id, String host, int cores, String node) {

    /** On a node where no custodian can be started. */
    public Container(final ContainerId id, final String host, final int cores) {
        this(id, host, cores, null);
    }
}
