package io.kindling.itests.processes;

import static org.junit.Assert.assertEquals;

import java.nio.file.Path;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.TemporaryFolder;

/** The master's bundle is updated inside its process, or the master is killed and started again, while an application runs. */
public class MasterSwapIT {

    private static final String BUNDLE = "io.kindling.cluster.standalone";

    private final TemporaryFolder folder = new TemporaryFolder();
    private final StandaloneCluster cluster = new StandaloneCluster(folder);
    @Rule
    public final RuleChain rules = RuleChain.outerRule(folder).around(cluster);

    private Kindling kindling;
    private StagedRun run;
    private Path one;
    private Path two;

    @Before
    public void makeBuilds() throws Exception {
        final Path own = folder.newFolder("application").toPath();
        kindling = new Kindling(own);
        run = new StagedRun(own);
        one = Builds.of(BUNDLE, 1, own);
        two = Builds.of(BUNDLE, 2, own);
    }

    @Test
    public void shouldGoOnWithTheSameExecutorsAfterEachUpdate() throws Exception {
        try (Kindling.Call call = kindling.start(cluster.submit(run.arguments()))) {
            run.awaitBothExecutors("map");
            cluster.update(cluster.master(), one);
            cluster.update(cluster.master(), two);
            run.go("map");
            run.awaitBothExecutors("reduce");
            cluster.update(cluster.master(), one);
            run.go("reduce");
            run.assertRight(call.await());
        }
        assertEquals(run.pids("map"), run.pids("reduce"));
        nothingIsLeft();
        serves("after");
    }

    @Test
    public void shouldGoOnWhenMasterAndWorkersAreUpdatedAtOnce() throws Exception {
        try (Kindling.Call call = kindling.start(cluster.submit(run.arguments()))) {
            run.awaitBothExecutors("map");
            cluster.offer(cluster.master(), one);
            for (final Kindling.Call worker : cluster.workers()) {
                cluster.offer(worker, one);
            }
            Await.until("all are updated", 30, () -> StandaloneCluster.updates(cluster.master()) == 1
                    && StandaloneCluster.updates(cluster.workers().get(0)) == 1 && StandaloneCluster.updates(cluster.workers().get(1)) == 1);
            run.go("map");
            run.go("reduce");
            run.assertRight(call.await());
        }
        assertEquals(run.pids("map"), run.pids("reduce"));
        nothingIsLeft();
    }

    @Test
    public void shouldGoOnWhenTheMasterIsUpdatedWhileExecutorsAreLaunched() throws Exception {
        run.go("map");
        run.go("reduce");
        try (Kindling.Call call = kindling.start(cluster.submit(run.arguments()))) {
            Await.until("the application has started", 60, () -> !run.pids("driver").isEmpty());
            cluster.update(cluster.master(), one);
            run.assertRight(call.await());
        }
        nothingIsLeft();
    }

    @Test
    public void shouldGoOnWithTheSameExecutorsWhenTheMasterIsKilledAndStartedAgain() throws Exception {
        try (Kindling.Call call = kindling.start(cluster.submit(run.arguments()))) {
            run.awaitBothExecutors("map");
            cluster.restartMaster();
            run.go("map");
            run.go("reduce");
            run.assertRight(call.await());
        }
        assertEquals(run.pids("map"), run.pids("reduce"));
        serves("after");
    }

    private void serves(final String name) throws Exception {
        final StagedRun next = new StagedRun(folder.newFolder(name).toPath());
        next.go("map");
        next.go("reduce");
        next.assertRight(kindling.run(cluster.submit(next.arguments())));
    }

    private void nothingIsLeft() throws Exception {
        Await.until("only the daemons are left", 30, () -> LocalProcesses.all().size() == 3);
        Await.until("no directory is left", 30, () -> cluster.workFiles().isEmpty());
    }
}
