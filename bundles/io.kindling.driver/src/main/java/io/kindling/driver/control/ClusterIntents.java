package io.kindling.driver.control;

import io.kindling.cluster.api.ClusterSession;
import io.kindling.cluster.api.ContainerId;
import io.kindling.cluster.api.ExecutorLaunchSpec;
import io.kindling.cluster.api.ExecutorTarget;
import io.kindling.common.ExecutorId;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What the application wants of its cluster and has not heard the outcome of. A session may go at any moment, so all of
 * it is said again to the next one; every verb of a session may be repeated. The agent's own.
 */
final class ClusterIntents {

    /** Of executors whose end no cluster ever confirms; the oldest are forgotten, they end with the session. */
    static final int MOST_RELEASES = 10_000;

    private final Map<ExecutorId, Launch> launches = new LinkedHashMap<>();
    private final Set<ExecutorId> releases = new LinkedHashSet<>();
    private ExecutorTarget target;

    ClusterIntents(final ExecutorTarget target) {
        this.target = target;
    }

    ExecutorTarget target() {
        return target;
    }

    void target(final ExecutorTarget wanted) {
        target = wanted;
    }

    void launch(final ExecutorId executor, final ContainerId container, final ExecutorLaunchSpec spec) {
        launches.put(executor, new Launch(container, null, spec));
    }

    /** Of a custodian. */
    void launchCustodian(final ExecutorId executor, final String node, final ExecutorLaunchSpec spec) {
        launches.put(executor, new Launch(null, node, spec));
    }

    void release(final ExecutorId executor) {
        releases.add(executor);
        if (releases.size() > MOST_RELEASES) {
            final ExecutorId oldest = releases.iterator().next();
            releases.remove(oldest);
            launches.remove(oldest);
        }
    }

    /** Its launch has been carried out. */
    void launched(final ExecutorId executor) {
        launches.remove(executor);
    }

    /** The cluster says that it is gone. */
    void gone(final ExecutorId executor) {
        launches.remove(executor);
        releases.remove(executor);
    }

    /** Says everything. A launch comes before the release of the same executor: that is how a container is given back. */
    void sayTo(final ClusterSession session) {
        session.setTarget(target);
        launches.values().forEach(launch -> launch.sayTo(session));
        releases.forEach(session::release);
    }

    /** Says again what a container that is granted again is for; false if that is not known. */
    boolean launchAgain(final ExecutorId executor, final ClusterSession session) {
        final Launch launch = launches.get(executor);
        if (launch == null) {
            return false;
        }
        launch.sayTo(session);
        return true;
    }

    /** In a container, or of a custodian on a node. */
    private record Launch(ContainerId container, String node, ExecutorLaunchSpec spec) {

        void sayTo(final ClusterSession session) {
            if (container != null) {
                session.launch(container, spec);
            } else {
                session.launchCustodian(node, spec); // where another version of the adapter cannot do it, the driver has given up waiting soon
            }
        }
    }
}
