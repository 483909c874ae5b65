package org.example.kindling.processes;

import io.kindling.cluster.api.ClusterManager;
import io.kindling.cluster.testkit.AnotherBuild;
import io.kindling.cluster.testkit.ClusterManagerContractTest;
import io.kindling.cluster.testkit.FakeExecutors;
import io.kindling.cluster.testkit.HeldProcesses;
import io.kindling.common.ApplicationId;
import java.util.Optional;
import java.util.Set;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.rules.TemporaryFolder;

/** The contract, with real processes that stand for executors. */
public class ProcessesContractTest extends ClusterManagerContractTest {

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final HeldProcesses processes = new HeldProcesses();
    private FakeExecutors fakes;
    private String home;

    @Before
    public void makeHome() {
        fakes = new FakeExecutors(folder.getRoot().toPath());
        home = fakes.home().toString();
    }

    @After
    public void endProcesses() {
        processes.close();
    }

    @Override
    protected ClusterManager newManager() {
        return new ProcessesClusterManager(processes, home);
    }

    @Override
    protected ClusterManager newManager(final AnotherBuild build) {
        return build.newManager(ProcessesClusterManager.class, processes, home);
    }

    @Override
    protected String masterUrl() {
        return "processes://local?slots=2";
    }

    @Override
    protected String malformedUrl() {
        return "processes://local?slots=none";
    }

    @Override
    protected Set<Integer> running(final ApplicationId application) {
        return processes.running("processes/" + application + "/");
    }

    @Override
    protected boolean kill(final ApplicationId gone, final int executor) {
        final Process process = processes.apply("processes/" + gone + "/" + executor, null);
        process.destroyForcibly().onExit().join();
        return true;
    }

    @Override
    protected Optional<FakeExecutors> fakes() {
        return Optional.of(fakes);
    }
}
