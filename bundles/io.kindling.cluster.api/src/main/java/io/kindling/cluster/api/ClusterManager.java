package io.kindling.cluster.api;

import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Gets executors for applications from some cluster. Implemented by an adapter bundle and registered as a
 * service. An adapter knows nodes, containers and processes; it never sees tasks, stages or contexts.
 */
@ConsumerType
public interface ClusterManager {

    /** What the adapter is called in messages, e.g. "standalone". */
    String name();

    /** The forms of master URL that it takes, for messages, e.g. {@code kindling://host:port}. */
    String masterUrlForms();

    /** Whether a master URL is this adapter's. Called on any thread; must not block. */
    boolean accepts(String masterUrl);

    /**
     * Settings that a master URL carries, e.g. the failures that {@code local[N,maxFailures]} allows; what the
     * application sets itself wins. Must not block; nothing for a URL that {@link #open} will refuse.
     */
    default Map<String, String> settingsOf(final String masterUrl) {
        return Map.of();
    }

    /**
     * The URL of the cluster itself, where a master URL is only a name for it that an operator has given; otherwise the URL as it is. What is
     * chosen by a URL's form, such as the address at which executors reach the driver, is chosen by this one. Must not block.
     */
    default String clusterOf(final String masterUrl) {
        return masterUrl;
    }

    /**
     * Opens a session for one application. Called on a thread that may wait for the cluster's answer; the
     * listener may be called before this returns.
     *
     * @throws ClusterException if the URL is malformed or the cluster cannot be reached or refuses; the text says what to do
     */
    ClusterSession open(ApplicationDescription application, ClusterListener listener) throws ClusterException;

    /**
     * Takes over a session that {@link ClusterSession#detach()} left, perhaps in another version of this adapter.
     * What has happened to the executors meanwhile is told through the listener, and again every container that was
     * granted and not launched in. A state that is attached a second time is refused, or taken over from the first.
     *
     * @throws ClusterException if the state is not this adapter's, or the cluster has given the application up
     */
    ClusterSession attach(byte[] detached, ClusterListener listener) throws ClusterException;
}
