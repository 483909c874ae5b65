package io.kindling.cluster.standalone.master;

import static io.kindling.cluster.standalone.master.MasterHarness.MANY;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import io.kindling.cluster.api.LossCause;
import io.kindling.cluster.standalone.message.ApplicationClosed;
import io.kindling.cluster.standalone.message.ApplicationEnded;
import io.kindling.cluster.standalone.message.ApplicationFailed;
import io.kindling.cluster.standalone.message.ContainerGranted;
import io.kindling.cluster.standalone.message.EndExecutor;
import io.kindling.cluster.standalone.message.ExecutorLaunched;
import io.kindling.cluster.standalone.message.ExecutorLost;
import io.kindling.cluster.standalone.message.StartExecutor;
import java.util.List;
import java.util.Map;
import org.junit.Test;

public class MasterStateTest {

    private final MasterHarness cluster = new MasterHarness();

    @Test
    public void shouldSpreadExecutorsOverWorkers() {
        cluster.worker("w1", 4, 8);
        cluster.worker("w2", 4, 8);
        cluster.open("a");

        cluster.target("a", 1, 1, 4, MANY);

        assertEquals(Map.of("w1", 2L, "w2", 2L), cluster.grantsByWorker("a"));
    }

    @Test
    public void shouldFillAWorkerFirstIfTheApplicationSaysSo() {
        cluster.worker("w1", 4, 8);
        cluster.worker("w2", 4, 8);
        cluster.openPacked("a");

        cluster.target("a", 1, 1, 4, MANY);

        assertEquals(1, cluster.grantsByWorker("a").size());
    }

    @Test
    public void shouldGrantSeveralExecutorsOfAWorkerWhereCoresAndMemoryAllow() {
        cluster.worker("w1", 8, 5);
        cluster.open("a");

        cluster.target("a", 2, 2, MANY, MANY);

        assertEquals("two by memory, though cores are there for four", 2, cluster.sent("a", ContainerGranted.class).size());
        assertEquals(4, cluster.freeCores("w1"));
        assertEquals(1, cluster.freeMemory("w1"));
    }

    @Test
    public void shouldGiveAllFreeCoresOfEveryWorkerIfNoNumberIsAsked() {
        cluster.worker("w1", 4, 8);
        cluster.worker("w2", 2, 8);
        cluster.open("a");

        cluster.target("a", 0, 1, MANY, MANY);

        assertEquals(List.of(4, 2), cluster.sent("a", ContainerGranted.class).stream().map(ContainerGranted::cores).toList());
    }

    @Test
    public void shouldSpreadALimitOfCoresOverWholeWorkers() {
        cluster.worker("w1", 8, 8);
        cluster.worker("w2", 8, 8);
        cluster.open("a");

        cluster.target("a", 0, 1, MANY, 4);

        assertEquals(List.of(2, 2), cluster.sent("a", ContainerGranted.class).stream().map(ContainerGranted::cores).toList());
    }

    @Test
    public void shouldRespectTheLimitOfCores() {
        cluster.worker("w1", 8, 8);
        cluster.open("a");

        cluster.target("a", 2, 1, MANY, 5);

        assertEquals(2, cluster.sent("a", ContainerGranted.class).size());
    }

    @Test
    public void shouldNotGrantMoreWhenATargetIsRepeated() {
        cluster.worker("w1", 8, 8);
        cluster.open("a");

        cluster.target("a", 1, 1, 3, MANY);
        cluster.target("a", 1, 1, 3, MANY);
        cluster.target("a", 1, 1, 2, MANY);

        assertEquals(3, cluster.sent("a", ContainerGranted.class).size());
    }

    @Test
    public void shouldCarryALaunchOutOnceAndSayThatItRuns() {
        cluster.worker("w1", 2, 4);
        cluster.open("a");
        cluster.target("a", 2, 1, 1, MANY);
        final String container = cluster.sent("a", ContainerGranted.class).get(0).container();

        cluster.launch("a", container, 0);
        cluster.launch("a", container, 0);
        cluster.started("w1", container);
        cluster.started("w1", container);

        assertEquals(1, cluster.sent("w1", StartExecutor.class).size());
        assertEquals(0, cluster.sent("a", ExecutorLaunched.class).get(0).executor());
        assertEquals(1, cluster.sent("a", ExecutorLaunched.class).size());
    }

    @Test
    public void shouldReplaceALostExecutor() {
        final List<String> containers = cluster.running("w1", 2, 4, "a", 2);
        cluster.after(20);

        cluster.ended("w1", containers.get(0), new LossCause.Exited(137, "killed"));

        assertEquals(new LossCause.Exited(137, "killed"), cluster.sent("a", ExecutorLost.class).get(0).loss().cause());
        assertEquals(3, cluster.sent("a", ContainerGranted.class).size());
    }

    @Test
    public void shouldReportAReleasedExecutorAsReleasedHoweverItEnds() {
        final List<String> containers = cluster.running("w1", 2, 4, "a", 2);
        cluster.target("a", 1, 1, 1, MANY);

        cluster.drivers.onRelease("a", 0, cluster.now);
        assertEquals(1, cluster.sent("w1", EndExecutor.class).size());
        cluster.ended("w1", containers.get(0), new LossCause.Exited(143, ""));

        assertEquals(new LossCause.Released(), cluster.sent("a", ExecutorLost.class).get(0).loss().cause());
        assertEquals(2, cluster.sent("a", ContainerGranted.class).size());
    }

    @Test
    public void shouldServeApplicationsFirstComeFirstServed() {
        cluster.worker("w1", 4, 8);
        cluster.open("a");
        cluster.target("a", 1, 1, MANY, MANY);
        cluster.open("b");
        cluster.target("b", 1, 1, MANY, MANY);
        cluster.runAll("a");
        assertEquals(List.of(), cluster.sent("b", ContainerGranted.class));

        cluster.drivers.onClose("a", cluster.now);
        cluster.endAllAsked("w1");

        assertEquals(4, cluster.sent("b", ContainerGranted.class).size());
        assertEquals(1, cluster.sent("a", ApplicationClosed.class).size());
        assertEquals("a", cluster.sent("w1", ApplicationEnded.class).get(0).application());
    }

    @Test
    public void shouldRunTwoApplicationsAtOnceWithinTheirLimits() {
        cluster.worker("w1", 4, 8);
        cluster.open("a");
        cluster.target("a", 1, 1, MANY, 2);
        cluster.open("b");
        cluster.target("b", 1, 1, MANY, 2);

        assertEquals(2, cluster.sent("a", ContainerGranted.class).size());
        assertEquals(2, cluster.sent("b", ContainerGranted.class).size());
    }

    @Test
    public void shouldEndTheExecutorsOfADriverThatDoesNotComeBack() {
        cluster.running("w1", 2, 4, "a", 2);

        cluster.drivers.onDisconnected("a", cluster.now);
        cluster.after(2);
        assertEquals(0, cluster.sent("w1", EndExecutor.class).size());
        cluster.after(2);
        assertEquals(2, cluster.sent("w1", EndExecutor.class).size());
        cluster.endAllAsked("w1");

        assertEquals(2, cluster.freeCores("w1"));
        assertNull(cluster.state.applications.get("a"));
    }

    @Test
    public void shouldKeepTheExecutorsOfADriverThatComesBackInTime() {
        cluster.running("w1", 2, 4, "a", 2);

        cluster.drivers.onDisconnected("a", cluster.now);
        cluster.after(2);
        assertNull(cluster.reopen("a"));
        cluster.after(20);

        assertEquals(0, cluster.sent("w1", EndExecutor.class).size());
        assertEquals(2, cluster.sent("a", ContainerGranted.class).size());
    }

    @Test
    public void shouldTellADriverThatComesBackWhatItMissed() {
        final List<String> containers = cluster.running("w1", 3, 4, "a", 3);
        cluster.drivers.onDetach("a", cluster.now);
        cluster.after(15);
        cluster.ended("w1", containers.get(1), new LossCause.Exited(1, "boom"));
        cluster.clearSent();

        assertNull(cluster.reopen("a", containers));

        assertEquals(containers.get(1), cluster.sent("a", ExecutorLost.class).get(0).container());
        assertEquals(new LossCause.Exited(1, "boom"), cluster.sent("a", ExecutorLost.class).get(0).loss().cause());
        assertEquals("the replacement", 1, cluster.sent("a", ContainerGranted.class).size());
    }

    @Test
    public void shouldRefuseAnApplicationOfTheSameNameWithAnotherSecret() {
        cluster.open("a");

        assertNotNull(cluster.openWithSecret("a", "another"));
    }

    @Test
    public void shouldKeepTheExecutorsOfAWorkerThatComesBackInTime() {
        final List<String> containers = cluster.running("w1", 2, 4, "a", 2);

        cluster.workers.onDisconnected("w1", cluster.now);
        cluster.after(3);
        cluster.registerAgain("w1", containers);
        cluster.after(20);

        assertEquals(0, cluster.freeCores("w1"));
        assertEquals(List.of(), cluster.sent("a", ExecutorLost.class));
        assertEquals(2, cluster.sent("a", ContainerGranted.class).size());
    }

    @Test
    public void shouldGiveUpAWorkerThatStaysAwayAndReplaceItsExecutors() {
        cluster.worker("w1", 1, 4);
        cluster.worker("w2", 1, 4);
        cluster.open("a");
        cluster.target("a", 1, 1, 1, MANY);
        final List<String> containers = cluster.runAll("a");

        cluster.workers.onDisconnected("w1", cluster.now);
        cluster.after(6);

        assertEquals(new LossCause.NodeLost("host-w1"), cluster.sent("a", ExecutorLost.class).get(0).loss().cause());
        assertEquals(Map.of("w2", 1L), cluster.grantsByWorker("a"));

        cluster.registerAgain("w1", containers);
        assertEquals("what was given up is ended", containers.get(0), cluster.sent("w1", EndExecutor.class).get(0).container());
        assertEquals(0, cluster.freeCores("w1"));
        cluster.endAllAsked("w1");
        assertEquals(1, cluster.freeCores("w1"));
    }

    @Test
    public void shouldGiveUpAWorkerThatIsSilent() {
        cluster.worker("w1", 1, 4);

        cluster.afterQuietly(31);

        assertNull(cluster.state.workers.get("w1"));
    }

    @Test
    public void shouldSayAgainWhatToLaunchWhenItWasLostWithItsWorkersConnection() {
        cluster.worker("w1", 1, 4);
        cluster.open("a");
        cluster.target("a", 1, 1, 1, MANY);
        cluster.launch("a", cluster.sent("a", ContainerGranted.class).get(0).container(), 0);

        cluster.workers.onDisconnected("w1", cluster.now);
        cluster.registerAgain("w1", List.of());

        assertEquals(List.of(), cluster.sent("a", ExecutorLost.class));
        assertEquals(2, cluster.sent("w1", StartExecutor.class).size());
    }

    @Test
    public void shouldAdoptExecutorsThatAnEarlierMasterGranted() {
        cluster.workerHolding("w1", 2, 4, "a", List.of("old-1"));
        assertEquals(1, cluster.freeCores("w1"));

        cluster.reopen("a", List.of("old-1", "old-2"));
        cluster.target("a", 1, 1, 2, MANY);
        assertEquals("the second may yet be reported", List.of(), cluster.sent("a", ContainerGranted.class));
        cluster.after(21);

        assertEquals("old-2", cluster.sent("a", ExecutorLost.class).get(0).container());
        assertEquals(1, cluster.sent("a", ContainerGranted.class).size());
        assertEquals(List.of(), cluster.sent("w1", EndExecutor.class));
    }

    @Test
    public void shouldEndExecutorsThatNobodyClaimsAfterAMastersStart() {
        cluster.workerHolding("w1", 2, 4, "a", List.of("old-1"));

        cluster.after(21);
        assertEquals(1, cluster.sent("w1", EndExecutor.class).size());
        cluster.endAllAsked("w1");

        assertEquals(2, cluster.freeCores("w1"));
    }

    @Test
    public void shouldPauseBetweenQuickFailuresAndThenGiveUpWithTheLastLines() {
        cluster.worker("w1", 1, 4);
        cluster.open("a");
        cluster.target("a", 1, 1, 1, MANY);

        for (int i = 1; i <= 11; i++) {
            final List<ContainerGranted> granted = cluster.sent("a", ContainerGranted.class);
            assertEquals(i, granted.size());
            final String container = granted.get(i - 1).container();
            cluster.launch("a", container, i);
            cluster.started("w1", container);
            cluster.ended("w1", container, new LossCause.Exited(1, "no such option"));
            assertEquals("not at once", i, cluster.sent("a", ContainerGranted.class).size());
            cluster.after(3);
        }

        assertEquals(11, cluster.sent("a", ContainerGranted.class).size());
        final String reason = cluster.sent("a", ApplicationFailed.class).get(0).reason();
        assertTrue(reason, reason.contains("no such option") && reason.contains("exit code 1"));
    }

    @Test
    public void shouldPauseBetweenKillsButNotGiveUp() {
        cluster.worker("w1", 1, 4);
        cluster.open("a");
        cluster.target("a", 1, 1, 1, MANY);

        for (int i = 1; i <= 40; i++) {
            final String container = cluster.sent("a", ContainerGranted.class).get(i - 1).container();
            cluster.launch("a", container, i);
            cluster.started("w1", container);
            cluster.ended("w1", container, new LossCause.Exited(137, ""));
            assertEquals("not at once", i, cluster.sent("a", ContainerGranted.class).size());
            cluster.after(3);
        }

        assertEquals(List.of(), cluster.sent("a", ApplicationFailed.class));
    }

    @Test
    public void shouldForgetFailuresWhenAnExecutorRanWell() {
        cluster.worker("w1", 1, 4);
        cluster.open("a");
        cluster.target("a", 1, 1, 1, MANY);

        for (int i = 1; i <= 30; i++) {
            final String container = cluster.sent("a", ContainerGranted.class).get(i - 1).container();
            cluster.launch("a", container, i);
            cluster.started("w1", container);
            cluster.after(i % 10 == 0 ? 11 : 0);
            cluster.ended("w1", container, new LossCause.Exited(1, ""));
            cluster.after(3);
        }

        assertEquals(List.of(), cluster.sent("a", ApplicationFailed.class));
    }

    @Test
    public void shouldSayWhichFigureIsTooLargeForEveryWorker() {
        cluster.worker("w1", 2, 4);
        cluster.open("a");
        cluster.target("a", 1, 100, 1, MANY);

        cluster.after(61);
        cluster.after(1);

        final String reason = cluster.sent("a", ApplicationFailed.class).get(0).reason();
        assertTrue(reason, reason.contains("no worker is large enough") && reason.contains("--executor-memory"));
    }

    @Test
    public void shouldSayThatThereIsNoWorker() {
        cluster.open("a");
        cluster.target("a", 1, 1, 1, MANY);

        cluster.after(61);
        cluster.after(1);

        final String reason = cluster.sent("a", ApplicationFailed.class).get(0).reason();
        assertTrue(reason, reason.contains("no worker has registered"));
    }

    @Test
    public void shouldWaitWithoutLimitForCoresThatOthersHave() {
        cluster.worker("w1", 1, 4);
        cluster.open("a");
        cluster.target("a", 1, 1, 1, MANY);
        cluster.open("b");
        cluster.target("b", 1, 1, 1, MANY);

        for (int i = 0; i < 100; i++) {
            cluster.after(10);
        }

        assertEquals(List.of(), cluster.sent("b", ApplicationFailed.class));
    }

    @Test
    public void shouldKeepADetachedApplicationLongerWhileItHasExecutors() {
        final String container = cluster.running("w1", 1, 4, "a", 1).get(0);
        cluster.drivers.onDetach("a", cluster.now);

        cluster.after(50);
        cluster.ended("w1", container, new LossCause.Exited(0, ""));
        cluster.after(9);
        assertNotNull(cluster.state.applications.get("a"));
        cluster.after(2);

        assertNull("its driver has ended, or it begins anew when it is back", cluster.state.applications.get("a"));
        assertEquals(1, cluster.sent("w1", ApplicationEnded.class).size());
    }

    @Test
    public void shouldKeepTheExecutorsOfAWorkerThatSaidItWouldBeBackLonger() {
        final List<String> containers = cluster.running("w1", 1, 4, "a", 1);
        cluster.workers.onDetaching("w1", cluster.now);
        cluster.workers.onDisconnected("w1", cluster.now);

        cluster.after(50);
        cluster.registerAgain("w1", containers);
        cluster.after(20);

        assertEquals(List.of(), cluster.sent("a", ExecutorLost.class));
        cluster.workers.onDetaching("w1", cluster.now);
        cluster.after(61);
        assertTrue(cluster.sent("a", ExecutorLost.class).get(0).loss().cause() instanceof LossCause.NodeLost);
    }

    @Test
    public void shouldEndWhatWasReleasedBeforeItsWorkerWasBack() {
        cluster.reopen("a", List.of("old-1"));
        cluster.drivers.onRelease("a", 0, cluster.now);

        cluster.workerHolding("w1", 2, 4, "a", List.of("old-1"));

        assertEquals(1, cluster.sent("w1", EndExecutor.class).size());
    }

    @Test
    public void shouldExplainALaunchInAContainerThatIsGone() {
        cluster.worker("w1", 1, 4);
        cluster.open("a");
        cluster.target("a", 1, 1, 1, MANY);
        final String container = cluster.sent("a", ContainerGranted.class).get(0).container();
        cluster.workers.onLeaving("w1", cluster.now);

        cluster.launch("a", container, 0);

        assertTrue(cluster.sent("a", ExecutorLost.class).get(1).loss().cause().text().contains("host-w1"));
    }
}
