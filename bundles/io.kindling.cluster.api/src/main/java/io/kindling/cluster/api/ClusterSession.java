package io.kindling.cluster.api;

import io.kindling.common.ExecutorId;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One application's claim on a cluster. Methods are called by one thread at a time and must not block; every one
 * of them may be repeated without harm.
 */
@ConsumerType
public interface ClusterSession extends AutoCloseable {

    /** Says how many executors the application should have; not how many more. Fewer than there are ends none. */
    void setTarget(ExecutorTarget target);

    /** Carries a launch out in a container that was granted. */
    void launch(ContainerId container, ExecutorLaunchSpec spec);

    /**
     * Starts a custodian: an executor without slots that gives to readers the map outputs which others have left on a node. It needs no
     * container, counts for no target, takes no cores, and is to find the place of map outputs that executors there have. What becomes of it
     * is told as of any executor, and {@link #release} ends it.
     *
     * @param node what a {@link Container} of this session, or of one before it, was said to be on
     * @param spec the launch; its profile has no cores and little memory
     * @return false if this cluster cannot do such a thing; nothing is told then
     */
    default boolean launchCustodian(final String node, final ExecutorLaunchSpec spec) {
        return false;
    }

    /** Ends an executor that is no longer needed; its loss is then reported as {@link LossCause.Released}. */
    void release(ExecutorId executor);

    /**
     * Lets go of the application without touching its executors. From the moment that the state is written the session
     * does and tells nothing more, whatever is asked of it; what it was asked too late, the next one is asked again. May
     * wait a few seconds. A second call gives the same; a session that was closed gives what nobody can attach.
     *
     * @return what {@link ClusterManager#attach} needs, opaque to everybody else
     */
    byte[] detach();

    /** Ends the application's claim and every executor of it; waits a few seconds at the most for them to be gone. */
    @Override
    void close();
}
