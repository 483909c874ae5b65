package io.kindling.cluster.local;

import io.kindling.cluster.api.ClusterManager;
import io.kindling.cluster.testkit.AnotherBuild;
import io.kindling.cluster.testkit.ClusterManagerContractTest;
import io.kindling.common.ApplicationId;
import io.kindling.common.ExecutorEntry;
import io.kindling.common.ExecutorThread;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

public class LocalContractTest extends ClusterManagerContractTest {

    /** By the names of their threads: ends an executor as if it had failed. */
    private final ConcurrentMap<String, Semaphore> exits = new ConcurrentHashMap<>();
    private final ExecutorEntry entry = bootstrap -> {
        try {
            exits.computeIfAbsent(Thread.currentThread().getName(), name -> new Semaphore(0)).acquire();
            return 3;
        } catch (final InterruptedException e) {
            return 0;
        }
    };

    @Override
    protected ClusterManager newManager() {
        return new LocalClusterManager(entry);
    }

    @Override
    protected ClusterManager newManager(final AnotherBuild build) {
        return build.newManager(LocalClusterManager.class, entry);
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
    protected boolean kill(final ApplicationId gone, final int executor) {
        exits.computeIfAbsent(LocalAgent.nameOf(gone.value(), executor), name -> new Semaphore(0)).release();
        return true;
    }

    /** Executors stay while their adapter goes. */
    @Override
    protected boolean mayStay(final Thread thread) {
        return thread instanceof ExecutorThread;
    }

    @Override
    protected Set<Integer> running(final ApplicationId application) {
        final String prefix = LocalAgent.nameOf(application.value(), 0).replaceAll("0$", "");
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).filter(n -> n.startsWith(prefix))
                .map(n -> Integer.valueOf(n.substring(prefix.length()))).collect(Collectors.toSet());
    }
}
