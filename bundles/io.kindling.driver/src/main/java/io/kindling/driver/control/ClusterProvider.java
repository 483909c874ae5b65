package io.kindling.driver.control;

import io.kindling.cluster.api.ClusterManager;
import java.util.List;
import java.util.Optional;

/**
 * A cluster manager's adapter that is there. Whoever holds one for longer than a call holds the adapter's class loader.
 *
 * @param manager the service
 * @param name    what it calls itself
 * @param bundle  its bundle's symbolic name
 * @param version its bundle's version
 * @param ranking of the service
 */
public record ClusterProvider(ClusterManager manager, String name, String bundle, String version, int ranking) {

    /** One whose name it tells itself. */
    public static ClusterProvider of(final ClusterManager manager, final String bundle, final String version, final int ranking) {
        return new ClusterProvider(manager, manager.name(), bundle, version, ranking);
    }

    /** The one of the highest ranking that takes a master URL; among equals the one that came first. */
    public static Optional<ClusterProvider> best(final List<ClusterProvider> all, final String masterUrl) {
        return all.stream().filter(each -> each.accepts(masterUrl)).reduce((one, other) -> other.ranking > one.ranking ? other : one);
    }

    /** Whether it takes a master URL; no if it fails at the question, as an adapter may whose bundle is going. */
    public boolean accepts(final String masterUrl) {
        try {
            return manager.accepts(masterUrl);
        } catch (final RuntimeException | LinkageError e) {
            return false;
        }
    }
}
