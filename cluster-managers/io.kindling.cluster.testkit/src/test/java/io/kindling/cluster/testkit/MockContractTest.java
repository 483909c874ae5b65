package io.kindling.cluster.testkit;

import io.kindling.cluster.api.ClusterManager;
import io.kindling.cluster.api.LossCause;
import io.kindling.cluster.testkit.mock.MockCluster;
import io.kindling.cluster.testkit.mock.MockClusterManager;
import io.kindling.common.ApplicationId;
import java.util.List;
import java.util.Set;

public class MockContractTest extends ClusterManagerContractTest {

    private static final List<String> OF_THE_MANAGER = List.of("MockClusterManager", "MockSession", "MockState");

    final MockCluster cluster = new MockCluster();

    @Override
    protected ClusterManager newManager() {
        return new MockClusterManager(cluster);
    }

    @Override
    protected ClusterManager newManager(final AnotherBuild build) {
        return build.newManager(MockClusterManager.class, cluster);
    }

    /** The cluster itself is not the adapter's. */
    @Override
    protected AnotherBuild anotherBuild() {
        return AnotherBuild.of(MockClusterManager.class, name -> OF_THE_MANAGER.contains(name.substring(name.lastIndexOf('.') + 1)));
    }

    @Override
    protected String masterUrl() {
        return "mock://cluster";
    }

    @Override
    protected String malformedUrl() {
        return "mock://";
    }

    @Override
    protected Set<Integer> running(final ApplicationId application) {
        return cluster.executors(application);
    }

    @Override
    protected boolean kill(final ApplicationId gone, final int executor) {
        cluster.lose(gone, executor, new LossCause.Exited(137, ""));
        return true;
    }

    @Override
    protected boolean disconnect() {
        cluster.disconnect("its cable is out");
        return true;
    }

    @Override
    protected void reconnect() {
        cluster.reconnect();
    }
}
