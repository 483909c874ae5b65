package io.kindling.cluster.api;

import io.kindling.common.ExecutorId;
import org.osgi.annotation.versioning.ProviderType;

/** What a cluster tells an application. Called by the adapter on any thread, in order; returns at once. */
@ProviderType
public interface ClusterListener {

    /** A container is there; the application answers with {@link ClusterSession#launch}. */
    void onGranted(Container container);

    /** The process of an executor has been started. It has not registered with the driver yet. */
    void onLaunched(ExecutorId executor, String host);

    /** An executor's process or container has ended, or could not be started. */
    void onLost(ExecutorId executor, LossCause cause);

    /** The cluster does not answer. Executors go on; the adapter keeps trying and says when it is back. */
    void onUnreachable(String reason);

    /** The cluster answers again. */
    void onReachable();

    /** The cluster will give this application no more executors; the text names why and what to do. */
    void onFailed(String reason);
}
