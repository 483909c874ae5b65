package io.kindling.itests.faults;

import static org.junit.Assert.assertEquals;

import io.kindling.api.KindlingContext;
import io.kindling.api.PairRdd;
import io.kindling.api.Tuple2;
import io.kindling.itests.kit.Await;
import io.kindling.itests.kit.Executors;
import io.kindling.itests.kit.FaultCluster;
import io.kindling.itests.kit.Tally;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** Map outputs on a worker on which the application has no executor any more, and gets none: somebody gives them to readers. */
public class CustodiansIT {

    private static final int MAPS = 8;
    private static final int KEYS = 5;

    @Rule
    public final Timeout limit = new Timeout(150, TimeUnit.SECONDS);
    /** Its workers share this machine's files, as those of a cluster do not. */
    @Rule
    public final FaultCluster cluster = new FaultCluster("local-cluster[2,1,1024]", "kindling.shuffle.service.enabled", "true",
            "kindling.shuffle.readHostLocalDisk", "false");

    private KindlingContext context;
    private Tally tally;
    private PairRdd<Long, Long> counted;

    /** Data behind a shuffle that the executors of both workers have written, and an application that has one executor from now on. */
    @Before
    public void shuffle() throws Exception {
        context = cluster.context();
        Await.until("two executors run", 30, () -> Executors.running().size() == 2);
        tally = new Tally(cluster.newFolder());
        counted = counted(tally);
        assertReadsWithoutMakingAgain();
        assertEquals("both have written some", 2, tally.pids("map").size());
        context.requestTotalExecutors(1);
    }

    private PairRdd<Long, Long> counted(final Tally marks) {
        return context.range(0, 800, 1, MAPS).mapPartitions(records -> {
            if (marks.mark("map") <= 2) {
                Await.until("both executors are at work", 30, () -> marks.pids("map").size() == 2);
            }
            return records;
        }).mapToPair(x -> new Tuple2<>(x % KEYS, x)).reduceByKey(Long::sum, 4);
    }

    private void assertReadsWithoutMakingAgain() {
        final Map<Long, Long> expected = new HashMap<>();
        for (long x = 0; x < 800; x++) {
            expected.merge(x % KEYS, x, Long::sum);
        }
        assertEquals(expected, new HashMap<>(counted.collectAsMap()));
        assertEquals(MAPS, tally.count("map"));
    }

    /** Leaves one, or lets one come. */
    private static void kill(final List<ProcessHandle> executors) throws IOException {
        executors.forEach(ProcessHandle::destroyForcibly);
        Await.until("one is left", 30, () -> executors.stream().noneMatch(ProcessHandle::isAlive) && Executors.running().size() == 1);
    }

    private static void killOne() throws IOException {
        kill(Executors.running().subList(0, 1));
    }

    @Test
    public void shouldMakeNothingAgainWhenAllExecutorsOfAWorkerAreKilled() throws Exception {
        killOne();
        assertReadsWithoutMakingAgain();
        assertEquals("somebody else has given them", 1, Executors.custodians().size());
        assertEquals("who is no executor", 1, context.statusTracker().getExecutorInfos().length);

        Executors.custodians().forEach(ProcessHandle::destroyForcibly);
        assertReadsWithoutMakingAgain();
        assertEquals("another one", 1, Executors.custodians().size());

        context.requestTotalExecutors(2);
        Await.until("an executor has come, which can do it", 60, () -> Executors.running().size() == 2 && Executors.custodians().isEmpty());
        assertReadsWithoutMakingAgain();
    }

    @Test
    public void shouldMakeNothingAgainWhenAllAreReleasedAndOneComes() throws Exception {
        for (final ProcessHandle executor : Executors.running()) {
            context.killExecutor(number(executor));
        }
        Await.until("none runs", 30, () -> Executors.running().isEmpty());
        context.requestTotalExecutors(1);

        assertReadsWithoutMakingAgain();
    }

    @Test
    public void shouldMakeNothingAgainWhenAllAreKilledAndOneComes() throws Exception {
        kill(Executors.running());

        assertReadsWithoutMakingAgain();
        assertEquals("on the other worker", 1, Executors.custodians().size());
    }

    /** A worker runs each executor in a directory that is called after its number. */
    private static int number(final ProcessHandle executor) throws IOException {
        return Integer.parseInt(Files.readSymbolicLink(Path.of("/proc/" + executor.pid() + "/cwd")).getFileName().toString());
    }

    /** With the application, that is; the rule looks for processes and files. */
    @Test
    public void shouldEndWhenNothingIsLeftToGive() throws Exception {
        killOne();
        assertReadsWithoutMakingAgain();
        final List<ProcessHandle> custodians = Executors.custodians();
        assertEquals(1, custodians.size());

        context.close();

        Await.until("it has ended with the application", 20, () -> custodians.stream().noneMatch(ProcessHandle::isAlive));
        assertEquals(List.of(), Executors.custodians());
    }
}
