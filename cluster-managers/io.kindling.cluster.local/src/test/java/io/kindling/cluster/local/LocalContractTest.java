package io.kindling.cluster.local;

import io.kindling.cluster.api.ClusterManager;
import io.kindling.cluster.api.contract.ClusterManagerContractTest;
import io.kindling.common.ApplicationId;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

public class LocalContractTest extends ClusterManagerContractTest {

    @Override
    protected ClusterManager newManager() {
        return new LocalClusterManager(bootstrap -> {
            try {
                new Semaphore(0).acquire();
                return 0;
            } catch (final InterruptedException e) {
                return 0;
            }
        });
    }

    @Override
    protected String masterUrl() {
        return "local[2]";
    }

    @Override
    protected String malformedUrl() {
        return "local[0]";
    }

    @Override
    protected void stop(final ClusterManager manager) {
        ((LocalClusterManager) manager).deactivate();
    }

    @Override
    protected Set<Integer> running(final ApplicationId application) {
        final String prefix = ExecutorThread.nameOf(application.value(), 0).replaceAll("0$", "");
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).filter(n -> n.startsWith(prefix))
                .map(n -> Integer.valueOf(n.substring(prefix.length()))).collect(Collectors.toSet());
    }
}
