package io.kindling.itests.processes;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.TemporaryFolder;

/** The workers' bundle is updated inside their processes while an application runs on them; it does not notice. */
public class WorkerSwapIT {

    private static final TemporaryFolder CLUSTER_FOLDER = new TemporaryFolder();
    private static final StandaloneCluster CLUSTER = new StandaloneCluster(CLUSTER_FOLDER);
    private static final String BUNDLE = "io.kindling.cluster.standalone";
    @ClassRule
    public static final RuleChain CLUSTER_RULES = RuleChain.outerRule(CLUSTER_FOLDER).around(CLUSTER);

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Kindling kindling;
    private StagedRun run;
    private List<Path> before;
    private Path one;
    private Path two;

    @Before
    public void makeBuilds() throws Exception {
        CLUSTER.replaceWorkers();
        // The logs of executors that other tests have killed.
        before = CLUSTER.workFiles();
        kindling = new Kindling(folder.getRoot().toPath());
        run = new StagedRun(folder.getRoot().toPath());
        one = Builds.of(BUNDLE, 1, folder.getRoot().toPath());
        two = Builds.of(BUNDLE, 2, folder.getRoot().toPath());
    }

    @Test
    public void shouldKeepExecutorsWhileTheBundleAlternatesBetweenTwoBuilds() throws Exception {
        try (Kindling.Call call = kindling.start(CLUSTER.submit(run.arguments()))) {
            run.awaitBothExecutors("map");
            updateWorkers(one);
            updateWorkers(two);
            run.go("map");
            run.awaitBothExecutors("reduce");
            updateWorkers(one);
            updateWorkers(two);
            run.go("reduce");
            endsAsIfNothingHadBeen(call);
        }
        assertEquals(run.pids("map"), run.pids("reduce"));
    }

    @Test
    public void shouldUpdateWhileExecutorsAreLaunchedAndReleased() throws Exception {
        updateWhen(one, "the application asks for executors", () -> !run.pids("driver").isEmpty());
        updateWhen(two, "a worker begins to launch one", () -> !before.containsAll(CLUSTER.workFiles()));
        updateWhen(one, "an executor has a task", () -> !run.pids("map").isEmpty());
        updateWhen(two, "the application is about to end", () -> run.hasOutput());
    }

    private void updateWhen(final Path build, final String moment, final Await.Condition come) throws Exception {
        final TemporaryFolder own = new TemporaryFolder(folder.getRoot());
        own.create();
        run = new StagedRun(own.getRoot().toPath());
        run.go("map");
        run.go("reduce");
        try (Kindling.Call call = kindling.start(CLUSTER.submit(run.arguments()))) {
            Await.until(moment, 60, come);
            updateWorkers(build);
            endsAsIfNothingHadBeen(call);
        }
    }

    @Test
    public void shouldEndTheExecutorsOfAWorkerThatIsKilledAfterAnUpdate() throws Exception {
        try (Kindling.Call call = kindling.start(CLUSTER.submit(run.arguments()))) {
            run.awaitBothExecutors("map");
            updateWorkers(one);
            updateWorkers(two);
            final long executor = run.pids("map").get(0);
            assertTrue(isAlive(executor));
            CLUSTER.killWorkerOf(executor);
            Await.until("the executor of the killed worker is gone", 10, () -> !isAlive(executor));
            run.go("map");
            run.go("reduce");
            run.assertRight(call.await());
        }
    }

    @Test
    public void shouldReportAnExecutorThatEndedWhileNoWorkersCodeWasThere() throws Exception {
        try (Kindling.Call call = kindling.start(CLUSTER.submit(run.arguments()))) {
            run.awaitBothExecutors("map");
            final long executor = run.pids("map").get(0);
            for (final Kindling.Call worker : CLUSTER.workers()) {
                CLUSTER.offer(worker, one);
            }
            assertTrue(ProcessHandle.of(executor).orElseThrow().destroyForcibly());
            run.go("map");
            run.go("reduce");
            run.assertRight(call.await());
        }
    }

    @Test
    public void shouldLeaveNoClassOfAnEarlierBuild() throws Exception {
        final Kindling.Call worker = CLUSTER.workers().get(0);
        try (Kindling.Call call = kindling.start(CLUSTER.submit(run.arguments()))) {
            run.awaitBothExecutors("map");
            for (int i = 0; i < 3; i++) {
                CLUSTER.update(worker, one);
                CLUSTER.update(worker, two);
            }
            // The executors of all the builds before run on.
            Await.until("the earlier builds are collected", 30, () -> components(worker) == 1);
            run.go("map");
            run.go("reduce");
            endsAsIfNothingHadBeen(call);
        }
    }

    @Test
    public void shouldRefuseABrokenBundleAndTheOneThatHoldsTheProcesses() throws Exception {
        final Kindling.Call worker = CLUSTER.workers().get(0);
        final Path broken = folder.getRoot().toPath().resolve("broken.jar");
        final byte[] whole = Files.readAllBytes(one);
        Files.write(broken, Arrays.copyOf(whole, whole.length / 2));
        CLUSTER.offer(worker, broken);
        Await.until("the broken bundle is refused", 30, () -> worker.err().contains("refused update.jar: it is"));

        CLUSTER.offer(worker, Builds.of("io.kindling.process", 1, folder.getRoot().toPath()));
        Await.until("the process bundle is refused", 30,
                () -> worker.err().contains("io.kindling.process holds the child processes; restart the process instead"));
        assertTrue(worker.process().isAlive());
    }

    /** How many instances of the worker's component there are, after a collection: each version has one. */
    private static long components(final Kindling.Call worker) throws IOException {
        final Process histogram = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(worker.process().pid()), "GC.class_histogram").redirectErrorStream(true).start();
        final String text = new String(histogram.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        final Matcher row = Pattern.compile("\\s(\\d+)\\s+\\d+\\s+io\\.kindling\\.cluster\\.standalone\\.worker\\.WorkerMain\\s").matcher(text);
        long instances = 0;
        while (row.find()) {
            instances += Long.parseLong(row.group(1));
        }
        return instances;
    }

    private static void updateWorkers(final Path build) throws Exception {
        for (final Kindling.Call worker : CLUSTER.workers()) {
            CLUSTER.update(worker, build);
        }
    }

    private void endsAsIfNothingHadBeen(final Kindling.Call call) throws Exception {
        final Kindling.Outcome outcome = call.await();
        run.assertRight(outcome);
        // A machine with much to do may take so long to start executors that the user is told.
        assertEquals("no failure, no loss: " + outcome, List.of(), outcome.err().lines()
                .filter(line -> !line.startsWith("stage ") && !line.startsWith("A job waits for executors: ")).toList());
        Await.until("only the daemons are left", 20, () -> LocalProcesses.all().size() == 1 + CLUSTER.workers().size());
        Await.until("no directory is left", 20, () -> before.containsAll(CLUSTER.workFiles()));
    }

    private static boolean isAlive(final long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
}
