package io.kindling.cluster.api;

/** A cluster could not do what was asked. The message names the cluster and says what to do. */
public final class ClusterException extends Exception {

    private static final long serialVersionUID = 1L;

    public ClusterException(final String message) {
        super(message);
    }

    public ClusterException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
