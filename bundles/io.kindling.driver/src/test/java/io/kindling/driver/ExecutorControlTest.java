package io.kindling.driver;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.api.JobFailedException;
import io.kindling.api.KindlingContext;
import io.kindling.api.KindlingException;
import io.kindling.api.Rdd;
import io.kindling.api.Tuple2;
import io.kindling.cluster.api.LossCause;
import io.kindling.common.files.DataKey;
import io.kindling.dataflow.RecordCodec;
import io.kindling.driver.kit.TaskRunner;
import io.kindling.driver.kit.TestExecutor;
import io.kindling.protocol.message.KillTasks;
import io.kindling.protocol.message.LaunchTasks;
import io.kindling.protocol.message.LaunchTasks.TaskDescription;
import io.kindling.protocol.message.MapOutputs;
import io.kindling.protocol.message.RegisterExecutor;
import io.kindling.protocol.message.Registered;
import io.kindling.protocol.message.Release;
import io.kindling.protocol.message.SetLogLevel;
import io.kindling.protocol.message.Shutdown;
import io.kindling.protocol.message.StageCode;
import io.kindling.protocol.message.TaskStatus;
import io.kindling.protocol.wire.WireMessage;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Test;

/** What the driver does with executors that follow a script. */
public class ExecutorControlTest {

    private TestDriver driver;

    @After
    public void close() {
        if (driver != null) {
            driver.close();
        }
    }

    @Test
    public void shouldTellAllExecutorsWhatTheirLogsAreToTell() throws Exception {
        try (TestDriver several = new TestDriver(1)) {
            final KindlingContext its = several.scripted();
            final TestExecutor first = several.executor();
            its.setLogLevel("ALL");
            assertEquals("trace", first.next(SetLogLevel.class).level());
            its.setLogLevel("Error");
            assertEquals("error", first.next(SetLogLevel.class).level());

            several.cluster.grant();
            assertEquals("one that comes later", "error", several.executor().next(SetLogLevel.class).level());
            assertTrue(assertThrows(IllegalArgumentException.class, () -> its.setLogLevel("loud")).getMessage().contains("'loud'"));
            assertEquals(0, first.waiting(SetLogLevel.class));
        }
    }

    @Test
    public void shouldGiveExecutorsWhatTheyNeedAndAskForThem() {
        final KindlingContext context = open(1, "kindling.executor.memory", "2g", "kindling.cores.max", "6");
        final TestExecutor executor = driver.executor();

        assertNull(executor.welcome.refusal());
        assertEquals("2g", executor.welcome.configuration().get("kindling.executor.memory"));
        assertEquals(10_000, executor.welcome.heartbeatMillis());
        assertEquals(30_000, executor.welcome.leaseMillis());
        assertEquals(context.applicationId(), executor.bootstrap.getProperty("application"));
        assertEquals("scripted", executor.bootstrap.getProperty("transport"));
        assertEquals("2", executor.bootstrap.getProperty("slots"));
        assertEquals("1.2.3", executor.bootstrap.getProperty("runtimeVersion"));
        assertEquals(64, executor.bootstrap.getProperty("token").length());
        assertEquals(2L << 30, driver.cluster.target.profile().heapBytes());
        assertEquals(6, driver.cluster.target.totalCores());
        assertFalse(driver.cluster.launched.get(0).toString().contains(executor.bootstrap.getProperty("token")));
        assertTrue(executor.heartbeat());
        assertEquals(2, context.defaultParallelism());
    }

    @Test
    public void shouldSendTheCodeOnceAndTasksInBatches() throws Exception {
        final Rdd<Integer> numbers = open(1).parallelize(List.of(1, 2, 3, 4), 4);
        final TestExecutor executor = driver.executor();

        final CompletableFuture<List<Integer>> result = TestDriver.async(numbers::collect);

        final int stage = executor.next(StageCode.class).stage();
        final LaunchTasks first = executor.next(LaunchTasks.class);
        assertEquals(stage, first.stage());
        assertEquals("two slots, one batch", List.of(0, 1), first.tasks().stream().map(TaskDescription::partition).toList());
        first.tasks().forEach(task -> executor.succeed(task.id(), task.payloads().get(0)));
        for (int done = 2; done < 4;) {
            final WireMessage next = executor.inbox.poll(10, TimeUnit.SECONDS);
            assertTrue("no second copy of the code: " + next, next instanceof LaunchTasks);
            for (final TaskDescription task : ((LaunchTasks) next).tasks()) {
                executor.succeed(task.id(), task.payloads().get(0));
                done++;
            }
        }
        assertEquals(List.of(1, 2, 3, 4), result.get(10, TimeUnit.SECONDS));
        assertArrayEquals(new int[] {stage}, executor.next(Release.class).stages());
    }

    @Test
    public void shouldTellWhereMapOutputsAreBeforeTasksReadThem() throws Exception {
        final KindlingContext context = open(1);
        final TestExecutor executor = driver.executor();
        final CompletableFuture<Long> count = TestDriver.async(() -> context.parallelizePairs(List.of(new Tuple2<>("a", 1)), 1)
                .reduceByKey(Integer::sum, 1).count());

        final TaskDescription map = executor.next(LaunchTasks.class).tasks().get(0);
        executor.succeed(map.id(), new byte[0]);
        final List<WireMessage> order = new ArrayList<>();
        while (order.stream().noneMatch(LaunchTasks.class::isInstance)) {
            final WireMessage next = executor.inbox.poll(10, TimeUnit.SECONDS);
            assertNotNull("the reduce task comes", next);
            if (TestExecutor.isControl(next)) {
                order.add(next);
            }
        }
        final MapOutputs outputs = (MapOutputs) order.stream().filter(MapOutputs.class::isInstance).findFirst().orElseThrow();
        assertEquals(List.of(new MapOutputs.Location(executor.id, "127.0.0.1", 4_000 + executor.id)), outputs.locations());
        assertArrayEquals(new long[] {map.id()}, outputs.attempts());
        executor.succeed(((LaunchTasks) order.get(order.size() - 1)).tasks().get(0).id(), encoded(context, 7L));
        assertEquals(Long.valueOf(7), count.get(10, TimeUnit.SECONDS));
    }

    @Test
    public void shouldTryAgainAndCreditATaskOnce() throws Exception {
        final KindlingContext context = open(1);
        final TestExecutor executor = driver.executor();
        final CompletableFuture<Long> count = TestDriver.async(() -> context.parallelize(List.of(1), 1).count());

        final TaskDescription first = executor.next(LaunchTasks.class).tasks().get(0);
        executor.fail(first.id(), "java.io.IOException: passing");
        final TaskDescription second = executor.next(LaunchTasks.class).tasks().get(0);
        assertEquals(1, second.attempt());
        executor.succeed(first.id(), encoded(context, 100L));
        executor.succeed(second.id(), encoded(context, 1L));
        executor.succeed(second.id(), encoded(context, 1L));

        assertEquals(Long.valueOf(1), count.get(10, TimeUnit.SECONDS));
        assertEquals("no slot was given back twice", 2, context.defaultParallelism());
    }

    @Test
    public void shouldSayEverythingAboutATaskThatFailsForGood() throws Exception {
        final KindlingContext context = open(1, "kindling.task.maxFailures", "1");
        final TestExecutor executor = driver.executor();
        final CompletableFuture<Long> count = TestDriver.async(() -> context.parallelize(List.of(1), 1).count());

        executor.fail(executor.next(LaunchTasks.class).tasks().get(0).id(), "java.lang.IllegalStateException: broken");

        final JobFailedException e = failure(count, JobFailedException.class);
        for (final String text : List.of("java.lang.IllegalStateException: broken", "(count", "partition 0", "attempt 0", "executor 0 on 127.0.0.1",
                "kindling.task.maxFailures=1")) {
            assertTrue("'" + e.getMessage() + "' contains '" + text + "'", e.getMessage().contains(text));
        }
        assertTrue(e.detail(), e.detail().contains("Far.java:1"));
    }

    @Test
    public void shouldRunElsewhereWhatALostExecutorHad() throws Exception {
        final KindlingContext context = open(1);
        final TestExecutor lost = driver.executor();
        final CompletableFuture<Long> count = TestDriver.async(() -> context.parallelize(List.of(1), 1).count());
        final TaskDescription first = lost.next(LaunchTasks.class).tasks().get(0);

        driver.cluster.grants = 2;
        driver.cluster.grant();
        final TestExecutor other = driver.executor();
        driver.cluster.lose(lost.id, new LossCause.Exited(137, "java.lang.OutOfMemoryError\n"));
        final TaskDescription second = other.next(LaunchTasks.class).tasks().get(0);
        TestDriver.await("the lost executor's connection is ended", () -> lost.closed);
        assertFalse("fenced", lost.heartbeat());
        lost.succeed(first.id(), encoded(context, 100L));
        other.succeed(second.id(), encoded(context, 1L));

        assertEquals(Long.valueOf(1), count.get(10, TimeUnit.SECONDS));
        assertTrue(driver.notices.toString(), driver.notices.toString().contains("Executor 0 on 127.0.0.1 was lost: its process ended with exit code 137 (killed by signal 9"));
        assertTrue(driver.notices.toString(), driver.notices.toString().contains("java.lang.OutOfMemoryError"));
    }

    @Test
    public void shouldFailWithTheLogOfExecutorsThatATaskKills() throws Exception {
        final KindlingContext context = open(1, "kindling.task.maxFailures", "1");
        final TestExecutor executor = driver.executor();
        final CompletableFuture<Long> count = TestDriver.async(() -> context.parallelize(List.of(1), 1).count());
        executor.next(LaunchTasks.class);

        executor.die();
        driver.cluster.lose(executor.id, new LossCause.Exited(3, "System.exit was here"));

        final JobFailedException e = failure(count, JobFailedException.class);
        final String all = e.getMessage() + e.detail();
        assertTrue(all, all.contains("exit code 3"));
        assertTrue(all, all.contains("System.exit was here"));
    }

    @Test
    public void shouldGiveUpAnExecutorWhoseConnectionEndsAndNobodySaysWhy() throws Exception {
        final KindlingContext context = open(1);
        final TestExecutor executor = driver.executor();
        final CompletableFuture<Long> count = TestDriver.async(() -> context.parallelize(List.of(1), 1).count());
        executor.next(LaunchTasks.class);

        executor.die();

        TestDriver.await("it is released", () -> driver.cluster.released.stream().anyMatch(id -> id.value() == executor.id));
        driver.cluster.grant();
        final TestExecutor other = driver.executor();
        other.succeed(other.next(LaunchTasks.class).tasks().get(0).id(), encoded(context, 1L));
        assertEquals(Long.valueOf(1), count.get(10, TimeUnit.SECONDS));
    }

    @Test
    public void shouldGiveUpAnExecutorThatIsSilent() {
        open(1, "kindling.executor.heartbeatInterval", "100ms", "kindling.network.timeout", "1s");
        final TestExecutor executor = driver.executor();

        TestDriver.await("it is released", () -> !driver.cluster.released.isEmpty());
        TestDriver.await("its connection is ended", () -> executor.closed);
        TestDriver.await("the user is told", () -> driver.notices.toString().contains("it sent no heartbeat for 1 s"));
    }

    @Test
    public void shouldRefuseOtherBuildsAndSecondRegistrations() {
        driver = new TestDriver(1);
        driver.cluster.launcher = spec -> TestDriver.async(() -> driver.executors.add(new TestExecutor(driver.transport, spec)));
        driver.open();
        final TestExecutor old = driver.executor();
        old.register(old.id, "1.2.2");
        assertTrue(old.welcome.refusal(), old.welcome.refusal().contains("it runs release 1.2.2 of the runtime, the driver 1.2.3"));
        TestDriver.await("it is released", () -> driver.cluster.released.size() == 1);

        driver.cluster.grant();
        final TestExecutor right = driver.executor();
        right.register();
        assertNull(right.welcome.refusal());
    }

    @Test
    public void shouldEndAConnectionThatClaimsToBeAnother() {
        open(1);
        final TestExecutor executor = driver.executor();

        executor.register(executor.id + 1, "1.2.3");

        assertNull(executor.welcome);
        TestDriver.await("the connection is ended", () -> executor.closed);
    }

    /** What one executor sends must harm neither the jobs nor the others. */
    @Test
    public void shouldEndConnectionsThatSendNonsenseAndGoOn() throws Exception {
        driver = new TestDriver(2).with("kindling.executor.maxLaunchFailures", "100");
        driver.cluster.launcher = spec -> TestDriver.async(() -> driver.executors.add(new TestExecutor(driver.transport, spec)));
        final KindlingContext context = driver.open();
        final TestExecutor good = driver.executor();
        final TestExecutor bad = driver.executor();
        good.register();
        final CompletableFuture<List<Integer>> result = TestDriver.async(() -> context.parallelize(List.of(7), 1).collect());
        final TaskDescription task = good.next(LaunchTasks.class).tasks().get(0);

        // A request that asks for no answer, addresses that are none.
        bad.send(new RegisterExecutor(bad.id, "1.2.3", 1, "127.0.0.1", 4_000, 1));
        TestDriver.await("its connection is ended", () -> bad.closed);
        for (final RegisterExecutor nonsense : List.of(new RegisterExecutor(0, "1.2.3", 1, null, 4_000, 1),
                new RegisterExecutor(0, "1.2.3", 1, "a\nforged line", 4_000, 1), new RegisterExecutor(0, "1.2.3", 1, "h", 0, 1),
                new RegisterExecutor(0, null, 1, "h", 4_000, 1))) {
            driver.cluster.grant();
            final TestExecutor next = driver.executor();
            assertNull(next.request(new RegisterExecutor(next.id, nonsense.runtimeVersion(), 1, nonsense.host(), nonsense.dataPort(), 1), Registered.class));
            TestDriver.await("its connection is ended", () -> next.closed);
        }

        good.succeed(task.id(), task.payloads().get(0));
        assertEquals(List.of(7), result.get(10, TimeUnit.SECONDS));
    }

    @Test
    public void shouldGiveAllExecutorsTheKeyForTheirFilesIfItIsToBeEncrypted() {
        open(1, "kindling.io.encryption.enabled", "true", "kindling.io.encryption.keySizeBits", "192");
        final DataKey first = driver.executor().register().welcome.dataKey();
        driver.cluster.grant();
        assertEquals(24, first.bytes().length);
        assertEquals(first, driver.executor().register().welcome.dataKey());
    }

    @Test
    public void shouldGiveNoKeyIfNothingIsToBeEncrypted() {
        open(1);
        assertEquals(DataKey.NONE, driver.executor().register().welcome.dataKey());
    }

    @Test
    public void shouldRefuseAKeyOfNoSize() {
        final KindlingException refused = assertThrows(KindlingException.class, () -> open(1, "kindling.io.encryption.keySizeBits", "130"));
        assertEquals("kindling.io.encryption.keySizeBits=130 is not one of [128, 192, 256]", refused.getMessage());
    }

    @Test
    public void shouldLetATokenInOnce() {
        open(1);
        driver.executor();

        assertThrows(UncheckedIOException.class, () -> new TestExecutor(driver.transport, driver.cluster.launched.get(0)));
    }

    @Test
    public void shouldFailWaitingJobsWhenExecutorsNeverRegister() {
        driver = new TestDriver(1).with("kindling.executor.maxLaunchFailures", "3");
        driver.cluster.launcher = spec -> {
            driver.cluster.lose(spec.executor().value(), new LossCause.LaunchFailed("no such java"));
            driver.cluster.grant();
        };
        final KindlingContext context = driver.open();

        final JobFailedException e = assertThrows(JobFailedException.class, () -> context.parallelize(List.of(1), 1).count());

        assertTrue(e.getMessage(), e.getMessage().contains("3 executors in a row ended before they had registered"));
        assertTrue(e.getMessage(), e.getMessage().contains("no such java"));
    }

    @Test
    public void shouldNotBringMoreToTheDriverThanAllowed() throws Exception {
        final KindlingContext context = open(1, "kindling.driver.maxResultSize", "1m");
        final TestExecutor executor = driver.executor();
        final CompletableFuture<List<Integer>> result = TestDriver.async(() -> context.parallelize(List.of(1), 1).collect());

        executor.succeed(executor.next(LaunchTasks.class).tasks().get(0).id(), new byte[(1 << 20) + 1]);

        final KindlingException e = failure(result, KindlingException.class);
        assertTrue(e.getMessage(), e.getMessage().contains("kindling.driver.maxResultSize"));
    }

    @Test
    public void shouldServeArtifactsByHashOnly() throws Exception {
        final KindlingContext context = open(1, "kindling.jars", jarOf("junit"));
        final TestExecutor executor = driver.executor();
        final var artifact = executor.welcome.artifacts().get(0);
        final byte[] all = Files.readAllBytes(Path.of(jarOf("junit")));

        assertEquals("jar", artifact.kind());
        assertEquals(all.length, artifact.bytes());
        assertArrayEquals(Arrays.copyOfRange(all, 100, 300), executor.artifact(artifact.hash(), 100, 200));
        assertEquals(0, executor.artifact(artifact.hash(), all.length, 200).length);
        assertEquals(0, executor.artifact(artifact.hash(), Long.MAX_VALUE, 200).length);
        assertNull(executor.artifact("../../etc/passwd", 0, 200));
        assertArrayEquals(Arrays.copyOf(all, 200), executor.artifact(artifact.hash(), -1, 200));
        assertEquals(0, executor.artifact(artifact.hash(), 0, -1).length);
        assertNotNull(context.applicationId());
    }

    @Test
    public void shouldFailTasksThatAreTooLargeToSend() {
        final KindlingContext context = open(1);
        driver.executor();
        final byte[] large = new byte[(32 << 20) - 4_096]; // four double a buffer no further than 128 MiB

        final KindlingException data = assertThrows(KindlingException.class, () -> context.parallelize(Collections.nCopies(4, large), 1));
        assertTrue(data.getMessage(), data.getMessage().contains("use more partitions"));
        final JobFailedException code = assertThrows(JobFailedException.class, () -> context.parallelize(List.of(1), 1)
                .map(x -> large.length).map(x -> x + large.length).map(x -> x + large.length).count());
        assertTrue(code.getMessage(), code.getMessage().contains("too large to be sent"));
    }

    @Test
    public void shouldTellProgress() throws Exception {
        final KindlingContext context = open(1);
        final TestExecutor executor = driver.executor();
        final CompletableFuture<Long> count = TestDriver.async(() -> context.parallelize(List.of(1), 1).count());
        executor.succeed(executor.next(LaunchTasks.class).tasks().get(0).id(), encoded(context, 1L));
        count.get(10, TimeUnit.SECONDS);

        TestDriver.await("the end is told", () -> driver.progress.stream().anyMatch(p -> p.state().equals("COMPLETE")));
        assertTrue(driver.progress.toString(), driver.progress.stream().allMatch(p -> p.name().startsWith("count")));
    }

    @Test
    public void shouldHandOverToTheNextClusterManager() {
        open(1);
        final TestExecutor executor = driver.executor();

        driver.goes(driver.cluster);
        assertEquals("detach", driver.cluster.calls.get(driver.cluster.calls.size() - 1));
        executor.status(new TaskStatus.Killed(99));
        assertTrue("the executor goes on", executor.heartbeat());
        driver.comes(driver.cluster);

        TestDriver.await("the target is told again", () -> driver.cluster.calls.size() == 5);
        assertEquals(List.of("open test", "target", "detach", "attach state", "target"), driver.cluster.calls);
        driver.close();
        assertEquals("close", driver.cluster.calls.get(5));
    }

    @Test
    public void shouldEndEverythingOnClose() throws Exception {
        final KindlingContext context = open(1);
        final TestExecutor executor = driver.executor();
        final Rdd<Integer> one = context.parallelize(List.of(1), 1);
        final CompletableFuture<Long> count = TestDriver.async(one::count);
        executor.next(LaunchTasks.class);

        context.close();
        context.close();

        assertTrue(failure(count, KindlingException.class).getMessage().contains("The context has been closed"));
        executor.next(Shutdown.class);
        TestDriver.await("the port is closed", () -> executor.closed);
        assertEquals(1, driver.cluster.calls.stream().filter("close"::equals).count());
        assertNull(driver.spaces.lent(context.applicationId()));
        final KindlingException e = assertThrows(KindlingException.class, one::count);
        assertTrue(e.getMessage(), e.getMessage().contains("cannot run: The context has been closed"));
        TestDriver.await("no thread is left", () -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(t -> t.getName().contains(context.applicationId())));
    }

    @Test
    public void shouldCancelTheJobOfAnInterruptedThread() throws Exception {
        final KindlingContext context = open(1);
        final TestExecutor executor = driver.executor();
        final CompletableFuture<String> failure = new CompletableFuture<>();
        final Thread caller = new Thread(() -> {
            try {
                context.parallelize(List.of(1), 1).count();
            } catch (final KindlingException e) {
                failure.complete(e.getMessage());
            }
        });
        caller.start();
        executor.next(LaunchTasks.class);

        caller.interrupt();

        assertTrue(failure.get(10, TimeUnit.SECONDS).contains("interrupted"));
        executor.next(KillTasks.class);
    }

    @Test
    public void shouldCreditEveryTaskOnceInAFloodOfNews() throws Exception {
        final int tasks = 2_000;
        final KindlingContext context = open(1);
        final TestExecutor executor = driver.executor();
        final byte[] one = encoded(context, 1L);
        final CompletableFuture<Long> count = TestDriver.async(() -> context.range(0, tasks, 1, tasks).count());
        while (!count.isDone()) {
            final WireMessage next = executor.inbox.poll(10, TimeUnit.MILLISECONDS);
            if (next instanceof LaunchTasks launch) {
                for (final TaskDescription task : launch.tasks()) {
                    for (int i = 0; i < 5; i++) {
                        executor.status(new TaskStatus.Killed(-1 - i));
                        executor.succeed(task.id(), one);
                    }
                }
            }
        }
        assertEquals(Long.valueOf(tasks), count.get(1, TimeUnit.SECONDS));
    }

    private KindlingContext open(final int executors, final String... settings) {
        driver = new TestDriver(executors);
        for (int i = 0; i < settings.length; i += 2) {
            driver.with(settings[i], settings[i + 1]);
        }
        return driver.scripted();
    }

    private byte[] encoded(final KindlingContext context, final Object value) {
        final RecordCodec codec = TaskRunner.codec(driver.spaces.lent(context.applicationId()));
        return codec.encode(List.of(value).iterator());
    }

    private static <E extends Throwable> E failure(final CompletableFuture<?> action, final Class<E> type) throws Exception {
        final ExecutionException e = assertThrows(ExecutionException.class, () -> action.get(10, TimeUnit.SECONDS));
        assertTrue(String.valueOf(e.getCause()), type.isInstance(e.getCause()));
        return type.cast(e.getCause());
    }

    private static String jarOf(final String name) {
        return Arrays.stream(System.getProperty("java.class.path").split(":"))
                .filter(path -> path.contains("/" + name + "-") && path.endsWith(".jar")).findFirst().orElseThrow();
    }
}
