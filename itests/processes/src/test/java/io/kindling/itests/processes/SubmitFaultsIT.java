package io.kindling.itests.processes;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.After;
import org.junit.AfterClass;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.TemporaryFolder;

/**
 * Applications on one standalone cluster, undisturbed and with processes killed at chosen moments: the counts stay right,
 * and the cluster serves the next.
 */
public class SubmitFaultsIT {

    private static final TemporaryFolder CLUSTER_FOLDER = new TemporaryFolder();
    private static final StandaloneCluster CLUSTER = new StandaloneCluster(CLUSTER_FOLDER);

    @ClassRule
    public static final RuleChain CLUSTER_RULES = RuleChain.outerRule(CLUSTER_FOLDER).around(CLUSTER);

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Kindling kindling;
    private StagedRun run;

    @Before
    public void makeText() throws Exception {
        CLUSTER.replaceWorkers();
        kindling = new Kindling(folder.getRoot().toPath());
        run = new StagedRun(folder.getRoot().toPath());
    }

    @After
    public void nothingIsLeft() throws Exception {
        assertEquals(List.of(), kindling.kept());
    }

    @Test
    public void shouldCountRight() throws Exception {
        run.go("map");
        run.go("reduce");

        final Kindling.Outcome outcome = kindling.run(arguments());

        run.assertRight(outcome);
        assertTrue("only progress on standard error: " + outcome, outcome.err().lines().allMatch(line -> line.startsWith("stage ")));
        assertEquals(List.of(), kindling.leftovers());
    }

    @Test
    public void shouldCountRightWhenAnExecutorIsKilledInTheMapStage() throws Exception {
        try (Kindling.Call call = kindling.start(arguments())) {
            run.awaitBothExecutors("map");
            kill(run.pids("map").get(0));
            goOnToTheEnd(call);
        }
    }

    @Test
    public void shouldCountRightWhenAnExecutorIsKilledInTheReduceStage() throws Exception {
        try (Kindling.Call call = kindling.start(arguments())) {
            run.go("map");
            run.awaitBothExecutors("reduce");
            kill(run.pids("reduce").get(0));
            final Kindling.Outcome outcome = goOnToTheEnd(call);
            assertTrue("the loss is told: " + outcome, outcome.err().contains("exit code 137 (killed by signal 9"));
        }
    }

    @Test
    public void shouldGoOnWithoutAKilledWorkerAndItsExecutors() throws Exception {
        try (Kindling.Call call = kindling.start(arguments())) {
            run.awaitBothExecutors("map");
            final long executor = run.pids("map").get(0);
            CLUSTER.killWorkerOf(executor);
            Await.until("the executor of the killed worker is gone", 10, () -> !isAlive(executor));
            goOnToTheEnd(call);
        }
    }

    @Test
    public void shouldEndTheExecutorsOfAKilledDriver() throws Exception {
        endsWithItsExecutors("KILL", 137);
    }

    @Test
    public void shouldEndCleanlyWhenTheDriverIsTerminated() throws Exception {
        endsWithItsExecutors("TERM", 143);
        assertEquals(List.of(), kindling.leftovers());
    }

    @Test
    public void shouldEndCleanlyWhenTheDriverIsInterrupted() throws Exception {
        endsWithItsExecutors("INT", 130);
        assertEquals(List.of(), kindling.leftovers());
    }

    private void endsWithItsExecutors(final String signal, final int exitCode) throws Exception {
        try (Kindling.Call call = kindling.start(arguments())) {
            run.awaitBothExecutors("map");
            final List<Long> executors = run.pids("map");
            call.signal(signal);
            final Kindling.Outcome outcome = call.await(10);
            assertEquals(outcome.toString(), exitCode, outcome.exitCode());
            assertFalse(outcome.toString(), outcome.err().contains("WARN") || outcome.err().contains("ERROR") || outcome.err().contains("\tat "));
            Await.until("the executors are gone", 10, () -> executors.stream().noneMatch(SubmitFaultsIT::isAlive));
        }
        assertFalse("no half output", run.hasOutput());
    }

    /** Each test but the last is followed by another on the same cluster. */
    @AfterClass
    public static void servesTheNext() throws Exception {
        final Path root = CLUSTER_FOLDER.newFolder().toPath();
        final StagedRun next = new StagedRun(root);
        next.go("map");
        next.go("reduce");
        next.assertRight(new Kindling(root).run(CLUSTER.submit(next.arguments())));
    }

    private Kindling.Outcome goOnToTheEnd(final Kindling.Call call) throws Exception {
        run.go("map");
        run.go("reduce");
        final Kindling.Outcome outcome = call.await();
        run.assertRight(outcome);
        return outcome;
    }

    private String[] arguments() throws Exception {
        return CLUSTER.submit(run.arguments());
    }

    private static void kill(final long pid) {
        assertTrue(ProcessHandle.of(pid).orElseThrow().destroyForcibly());
    }

    private static boolean isAlive(final long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
}
