package io.kindling.itests.processes;

import static org.junit.Assert.assertEquals;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.TemporaryFolder;

/** The master's bundle is updated inside its process, or the master is killed and started again, while an application runs. */
public class MasterSwapIT {

    private static final TemporaryFolder CLUSTER_FOLDER = new TemporaryFolder();
    private static final StandaloneCluster CLUSTER = new StandaloneCluster(CLUSTER_FOLDER);
    private static final String BUNDLE = "io.kindling.cluster.standalone";
    @ClassRule
    public static final RuleChain CLUSTER_RULES = RuleChain.outerRule(CLUSTER_FOLDER).around(CLUSTER);

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

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
        try (Kindling.Call call = kindling.start(CLUSTER.submit(run.arguments()))) {
            run.awaitBothExecutors("map");
            CLUSTER.update(CLUSTER.master(), one);
            CLUSTER.update(CLUSTER.master(), two);
            run.go("map");
            run.awaitBothExecutors("reduce");
            CLUSTER.update(CLUSTER.master(), one);
            run.go("reduce");
            run.assertRight(call.await());
        }
        assertEquals(run.pids("map"), run.pids("reduce"));
        nothingIsLeft();
        serves("after");
    }

    @Test
    public void shouldGoOnWhenMasterAndWorkersAreUpdatedAtOnce() throws Exception {
        try (Kindling.Call call = kindling.start(CLUSTER.submit(run.arguments()))) {
            run.awaitBothExecutors("map");
            final Map<Kindling.Call, Long> before = new HashMap<>();
            for (final Kindling.Call daemon : List.of(CLUSTER.master(), CLUSTER.workers().get(0), CLUSTER.workers().get(1))) {
                before.put(daemon, StandaloneCluster.updates(daemon));
                CLUSTER.offer(daemon, one);
            }
            for (final Map.Entry<Kindling.Call, Long> each : before.entrySet()) {
                Await.until("all are updated", 30, () -> StandaloneCluster.updates(each.getKey()) == each.getValue() + 1);
            }
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
        try (Kindling.Call call = kindling.start(CLUSTER.submit(run.arguments()))) {
            Await.until("the application has started", 60, () -> !run.pids("driver").isEmpty());
            CLUSTER.update(CLUSTER.master(), one);
            run.assertRight(call.await());
        }
        nothingIsLeft();
    }

    @Test
    public void shouldGoOnWithTheSameExecutorsWhenTheMasterIsKilledAndStartedAgain() throws Exception {
        try (Kindling.Call call = kindling.start(CLUSTER.submit(run.arguments()))) {
            run.awaitBothExecutors("map");
            CLUSTER.restartMaster();
            run.go("map");
            run.go("reduce");
            run.assertRight(call.await());
        }
        assertEquals(run.pids("map"), run.pids("reduce"));
        nothingIsLeft();
        serves("after");
    }

    private void serves(final String name) throws Exception {
        final StagedRun next = new StagedRun(folder.newFolder(name).toPath());
        next.go("map");
        next.go("reduce");
        next.assertRight(kindling.run(CLUSTER.submit(next.arguments())));
    }

    private void nothingIsLeft() throws Exception {
        Await.until("only the daemons are left", 30, () -> LocalProcesses.all().size() == 3);
        Await.until("no directory is left", 30, () -> CLUSTER.workFiles().isEmpty());
    }
}
