package io.kindling.itests.faults;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import io.kindling.api.JobFailedException;
import io.kindling.api.KindlingException;
import io.kindling.api.PairRdd;
import io.kindling.api.Rdd;
import io.kindling.api.Tuple2;
import io.kindling.itests.kit.Await;
import io.kindling.itests.kit.Cgroup;
import io.kindling.itests.kit.Executors;
import io.kindling.itests.kit.FaultCluster;
import io.kindling.itests.kit.Tally;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** Executors that are killed, end themselves, run out of memory or time: results stay right, what is rerun is what was lost. */
public class ExecutorFaultsIT {

    @ClassRule
    public static final FaultCluster CLUSTER = new FaultCluster("local-cluster[2,1,1024]", "kindling.executor.heartbeatInterval", "500ms",
            "kindling.network.timeout", "10s", "kindling.task.maxFailures", "2", "kindling.task.killTimeout", "2s", "kindling.deploy.maxExecutorRetries", "1000",
            "kindling.executor.extraJavaOptions", "-XX:MaxDirectMemorySize=1g");

    private static final long PATIENCE_NANOS = 10_000_000_000L;

    @Rule
    public final Timeout limit = new Timeout(100, TimeUnit.SECONDS);

    private Tally tally;

    @Before
    public void makeTally() throws Exception {
        CLUSTER.assertWorks();
        Await.until("two executors run", 30, () -> Executors.running().size() == 2);
        tally = new Tally(CLUSTER.newFolder());
    }

    @After
    public void nextJobWorks() {
        CLUSTER.assertWorks();
    }

    private static Rdd<Integer> numbers(final int count, final int partitions) {
        final List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            numbers.add(i);
        }
        return CLUSTER.context().parallelize(numbers, partitions);
    }

    private static <T> CompletableFuture<T> async(final java.util.concurrent.Callable<T> job) {
        final CompletableFuture<T> result = new CompletableFuture<>();
        final Thread thread = new Thread(() -> {
            try {
                result.complete(job.call());
            } catch (final Throwable e) {
                result.completeExceptionally(e);
            }
        }, "job");
        thread.setDaemon(true);
        thread.start();
        return result;
    }

    private static void kill(final long pid) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    public void shouldRunElsewhereWhatAKilledExecutorRan() throws Exception {
        final Tally marks = tally;
        final CompletableFuture<Integer> sum = async(() -> numbers(8, 8).map(x -> {
            marks.mark("task");
            marks.meet("middle");
            return x;
        }).reduce(Integer::sum));
        Await.until("both executors run a task", 30, () -> tally.pids("middle").size() == 2);
        kill(tally.pids("middle").get(0));
        tally.go("middle");
        assertEquals(Integer.valueOf(28), sum.get(60, TimeUnit.SECONDS));
        assertTrue("only what was lost ran again: " + tally.count("task"), tally.count("task") <= 10);
    }

    @Test
    public void shouldMakeAgainOnlyTheMapOutputsOfAKilledExecutor() throws Exception {
        final Tally marks = tally;
        final PairRdd<Integer, Integer> counted = numbers(80, 8).mapPartitions(records -> {
            marks.mark("map");
            return records;
        }).mapToPair(x -> new Tuple2<>(x % 5, 1)).reduceByKey(Integer::sum, 4);
        assertEquals(5, counted.count());
        assertEquals(8, tally.count("map"));
        final long victim = tally.pids("map").get(0);
        kill(victim);
        assertEquals(Integer.valueOf(16), counted.collectAsMap().get(3));
        assertTrue("not all was made again: " + tally.count("map"), tally.count("map") < 16);
        final int after = tally.count("map");
        assertEquals(5, counted.count());
        assertEquals("and then nothing", after, tally.count("map"));
    }

    @Test
    public void shouldWaitForNewExecutorsWhenAllAreKilled() throws Exception {
        final PairRdd<Integer, Integer> counted = numbers(80, 8).mapToPair(x -> new Tuple2<>(x % 5, 1)).reduceByKey(Integer::sum, 4);
        assertEquals(5, counted.count());
        Executors.running().forEach(ProcessHandle::destroyForcibly);
        assertEquals(5, counted.count());
    }

    /** With no more retries than there are unless one says so. */
    @Test
    public void shouldEndWellInBurstsOfKills() throws Exception {
        final List<ProcessHandle> others = Executors.running();
        final FaultCluster victim = new FaultCluster("local-cluster[2,1,1024]");
        applied(victim, () -> {
            for (int burst = 0; burst < Integer.getInteger("test.bursts", 1); burst++) {
                final CompletableFuture<Long> sum = async(() -> victim.context().range(0, 60, 1, 60).mapToPair(x -> {
                    TimeUnit.MILLISECONDS.sleep(100);
                    return new Tuple2<>(x % 7, x);
                }).reduceByKey(Long::sum, 10).values().reduce(Long::sum));
                for (int kills = 0; kills < 20; kills++) {
                    final List<ProcessHandle> executors = Executors.running().stream().filter(each -> !others.contains(each)).toList();
                    if (!executors.isEmpty()) {
                        executors.get(kills % executors.size()).destroyForcibly();
                    }
                    TimeUnit.MILLISECONDS.sleep(150);
                }
                try {
                    assertEquals(Long.valueOf(1770), sum.get(60, TimeUnit.SECONDS));
                } catch (final ExecutionException e) {
                    assertTrue(String.valueOf(e), e.getCause() instanceof JobFailedException && e.getMessage().contains("exit code 137"));
                }
                victim.assertWorks();
            }
        });
    }

    @Test
    public void shouldNameTheExitCodeAndTheLogOfTasksThatEndTheirExecutor() {
        CLUSTER.taskFailureOf(() -> numbers(2, 2).foreach(x -> {
            System.err.println("last words of " + x);
            System.exit(9);
        }), "failed 2 times", "exit code 9", "last words of", "System.exit");
        CLUSTER.taskFailureOf(() -> numbers(1, 1).foreach(x -> Runtime.getRuntime().halt(17)), "failed 2 times", "exit code 17");
    }

    @Test
    public void shouldNameTheSignalOfACrashInNativeCode() {
        CLUSTER.taskFailureOf(() -> numbers(1, 1).foreach(x -> {
            new ProcessBuilder("kill", "-SEGV", Long.toString(ProcessHandle.current().pid())).start().waitFor();
            TimeUnit.SECONDS.sleep(20);
        }), "failed 2 times", "exit code 134 (aborted by signal 6");
    }

    @Test
    public void shouldBlameNobodyElseForATaskThatRunsOutOfMemory() throws Exception {
        final Path dumps = CLUSTER.newFolder();
        final FaultCluster roomy = new FaultCluster("local-cluster[1,2,1024]", "kindling.task.maxFailures", "2", "kindling.executor.memory", "96m",
                "kindling.executor.extraJavaOptions", "-XX:+HeapDumpOnOutOfMemoryError -XX:HeapDumpPath=" + dumps);
        final Tally marks = tally;
        applied(roomy, () -> {
            final int sum = roomy.context().parallelize(List.of(1, 2, 3), 3).map(x -> {
                if (x == 1) {
                    marks.mark("innocent");
                    // It is under way whenever one of the others takes too much.
                    while (marks.count("greedy-2") < 2 || marks.count("greedy-3") < 2) {
                        TimeUnit.MILLISECONDS.sleep(20);
                    }
                    return 1;
                }
                final long begin = System.nanoTime();
                while (!marks.pids("innocent").contains(ProcessHandle.current().pid()) && System.nanoTime() - begin < PATIENCE_NANOS) {
                    TimeUnit.MILLISECONDS.sleep(20);
                }
                return marks.mark("greedy-" + x) < 2 ? hoard().size() : x;
            }).reduce(Integer::sum);
            assertEquals(6, sum);
            assertTrue("the innocent was there: " + tally.count("innocent"), tally.count("innocent") >= 3);
            assertTrue("a heap dump was written", !FaultCluster.files(dumps).isEmpty());
            roomy.taskFailureOf(() -> roomy.context().parallelize(List.of(1), 1).map(x -> hoard().size()).count(),
                    "OutOfMemoryError", "failed 2 times", "kindling.executor.memory");
        });
    }

    private static List<byte[]> hoard() {
        final List<byte[]> all = new ArrayList<>();
        while (true) {
            all.add(new byte[1 << 20]);
        }
    }

    private static void applied(final FaultCluster cluster, final org.junit.function.ThrowingRunnable test) throws Exception {
        try {
            cluster.apply(new org.junit.runners.model.Statement() {
                @Override
                public void evaluate() throws Throwable {
                    test.run();
                }
            }, org.junit.runner.Description.EMPTY).evaluate();
        } catch (final Exception | Error e) {
            throw e;
        } catch (final Throwable e) {
            throw new AssertionError(e);
        }
    }

    @Test
    public void shouldAdviseOnMemoryWhenTheOperatingSystemKillsAnExecutor() throws Exception {
        try (Cgroup group = Cgroup.of("memory")) {
            assumeTrue("no memory control group of version 1 can be made here", group != null);
            group.set("memory.limit_in_bytes", 400L << 20);
            final Tally marks = tally;
            final CompletableFuture<Long> count = async(() -> numbers(1, 1).map(x -> {
                marks.meet("ready-" + marks.mark("native"));
                final List<ByteBuffer> buffers = new ArrayList<>();
                for (int i = 0; i < 30; i++) {
                    final ByteBuffer buffer = ByteBuffer.allocateDirect(16 << 20);
                    for (int at = 0; at < buffer.capacity(); at += 4096) {
                        buffer.put(at, (byte) 1);
                    }
                    buffers.add(buffer);
                }
                throw new IllegalStateException("was not killed with " + buffers.size());
            }).count());
            for (int attempt = 1; attempt <= 2; attempt++) {
                final String name = "ready-" + attempt;
                Await.until("attempt " + attempt, 30, () -> tally.count(name) == 1);
                group.add(tally.pids(name).get(0));
                tally.go(name);
            }
            CLUSTER.taskFailureOf(() -> {
                try {
                    count.get(30, TimeUnit.SECONDS);
                } catch (final ExecutionException e) {
                    throw e.getCause();
                }
            }, "exit code 137", "memory", "kindling.executor.memoryOverhead");
        }
    }

    @Test
    public void shouldLoseNoExecutorThatIsOnlySlow() throws Exception {
        final List<Long> before = Executors.running().stream().map(ProcessHandle::pid).sorted().toList();
        final CompletableFuture<Integer> sum = async(() -> numbers(20, 20).map(x -> {
            TimeUnit.MILLISECONDS.sleep(20);
            return x;
        }).reduce(Integer::sum));
        final long slow = before.get(0);
        for (int i = 0; i < 8; i++) {
            Executors.signal(slow, "STOP");
            TimeUnit.MILLISECONDS.sleep(450);
            Executors.signal(slow, "CONT");
            TimeUnit.MILLISECONDS.sleep(50);
        }
        assertEquals(Integer.valueOf(190), sum.get(60, TimeUnit.SECONDS));
        assertEquals("no false death", before, Executors.running().stream().map(ProcessHandle::pid).sorted().toList());
    }

    @Test
    public void shouldFreeTheSlotOfATaskThatIgnoresItsCancellation() throws Exception {
        final Tally marks = tally;
        final CompletableFuture<Thread> caller = new CompletableFuture<>();
        final CompletableFuture<Long> count = async(() -> {
            caller.complete(Thread.currentThread());
            return numbers(2, 2).filter(x -> {
                marks.mark("stuck");
                while (x < 10) {
                    Thread.interrupted();
                }
                return true;
            }).count();
        });
        Await.until("both tasks are stuck", 30, () -> tally.pids("stuck").size() == 2);
        final List<Long> stuck = tally.pids("stuck");
        final long begin = System.nanoTime();
        caller.get().interrupt();
        try {
            count.get(5, TimeUnit.SECONDS);
        } catch (final ExecutionException e) {
            assertTrue(String.valueOf(e.getCause()), e.getCause() instanceof KindlingException);
        }
        assertTrue("the cancelled call returns at once", System.nanoTime() - begin < 5_000_000_000L);
        CLUSTER.assertWorks();
        Await.until("the executors with the stuck tasks are gone", 30, () -> stuck.stream().noneMatch(pid -> ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)));
    }

    @Test
    public void shouldRollBackWhatReadARepartitionThatIsMadeAgain() throws Exception {
        final Tally marks = tally;
        final Rdd<Long> spread = CLUSTER.context().range(0, 400, 1, 4).mapToPair(x -> new Tuple2<>(x, x)).reduceByKey(Long::sum, 4).keys().repartition(4);
        final PairRdd<Long, Long> read = spread.mapPartitions(records -> {
            marks.mark("read");
            return records;
        }).mapToPair(x -> new Tuple2<>(x, x)).reduceByKey(Long::sum, 4);
        final CompletableFuture<List<Long>> all = async(() -> read.keys().mapPartitions(records -> {
            marks.meet("last");
            return records;
        }).collect());
        Await.until("both executors are in the last stage", 60, () -> tally.pids("last").size() == 2);
        assertEquals(4, tally.count("read"));
        kill(tally.pids("last").get(0));
        try {
            Await.until("all that had read the former records read again", 60, () -> tally.count("read") >= 8);
        } catch (final AssertionError e) {
            throw new AssertionError(e.getMessage() + ": " + tally.count("read"), e);
        } finally {
            tally.go("last");
        }
        final List<Long> found = all.get(60, TimeUnit.SECONDS);
        assertEquals("every record", 400, new HashSet<>(found).size());
        assertEquals("once", 400, found.size());
    }
}
