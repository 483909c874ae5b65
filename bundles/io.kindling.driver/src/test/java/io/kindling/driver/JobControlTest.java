package io.kindling.driver;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.api.BoundedDouble;
import io.kindling.api.DoubleRdd;
import io.kindling.api.JavaFutureAction;
import io.kindling.api.JobExecutionStatus;
import io.kindling.api.KindlingContext;
import io.kindling.api.KindlingException;
import io.kindling.api.PartialResult;
import io.kindling.api.Rdd;
import io.kindling.api.Tuple2;
import io.kindling.driver.kit.TaskRunner;
import io.kindling.driver.kit.TestExecutor;
import io.kindling.driver.kit.Warnings;
import io.kindling.protocol.message.FetchResult;
import io.kindling.protocol.message.KillTasks;
import io.kindling.protocol.message.LaunchTasks;
import io.kindling.protocol.message.ResultChunk;
import io.kindling.protocol.message.TaskMetrics;
import io.kindling.protocol.message.TaskStatus;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.junit.After;
import org.junit.Test;

/** Jobs by group, tag and property, and jobs that nobody waits for. */
public class JobControlTest {

    private static final TaskMetrics METRICS = new TaskMetrics(1, 1, 0, 0, 0, 0);

    private final TestDriver driver = new TestDriver(1);

    @After
    public void close() {
        driver.close();
    }

    @Test
    public void shouldGiveResultsOfActionsThatNobodyWaitsFor() throws Exception {
        final KindlingContext context = driver.running();
        final List<Integer> values = IntStream.range(0, 100).boxed().toList();
        final Rdd<Integer> data = context.parallelize(values, 10);

        assertEquals(values, data.collectAsync().get(10, TimeUnit.SECONDS));
        assertEquals(Long.valueOf(100), data.countAsync().get(10, TimeUnit.SECONDS));
        final JavaFutureAction<List<Integer>> few = data.takeAsync(25);
        assertEquals(values.subList(0, 25), few.get(10, TimeUnit.SECONDS));
        assertTrue("in rounds: " + few.jobIds(), few.jobIds().size() > 1);
        assertEquals(List.of(), data.takeAsync(0).get(10, TimeUnit.SECONDS));
        assertNull(data.foreachAsync(value -> { }).get(10, TimeUnit.SECONDS));
        assertNull(data.foreachPartitionAsync(part -> part.forEachRemaining(value -> { })).get(10, TimeUnit.SECONDS));
        final JavaFutureAction<Void> failing = data.foreachAsync(value -> {
            throw new IllegalStateException("no");
        });
        final ExecutionException failure = assertThrows(ExecutionException.class, () -> failing.get(10, TimeUnit.SECONDS));
        assertTrue(failure.getMessage(), failure.getCause() instanceof KindlingException && failure.getMessage().contains("IllegalStateException: no"));
    }

    @Test
    public void shouldCancelAFutureAndFreeItsSlotsWhenTheTasksHaveEnded() throws Exception {
        final KindlingContext context = driver.scripted();
        final TestExecutor executor = driver.executor();
        final JavaFutureAction<Long> count = context.parallelize(List.of(1, 2), 2).countAsync();
        final LaunchTasks launch = executor.next(LaunchTasks.class);
        assertThrows(TimeoutException.class, () -> count.get(1, TimeUnit.MILLISECONDS));
        assertFalse(count.isDone());

        assertTrue(count.cancel(true));

        assertTrue(count.isCancelled() && count.isDone());
        assertFalse("once", count.cancel(true));
        assertThrows(CancellationException.class, () -> count.get());
        assertEquals(2, executor.next(KillTasks.class).tasks().length);
        assertEquals(JobExecutionStatus.FAILED, context.statusTracker().getJobInfo(count.jobIds().get(0)).status());
        final JavaFutureAction<Long> next = context.parallelize(List.of(1), 1).countAsync();
        assertEquals("slots are taken until the tasks have ended", 2, context.statusTracker().getExecutorInfos()[0].numRunningTasks());
        launch.tasks().forEach(task -> executor.status(new TaskStatus.Killed(task.id())));
        succeed(executor);
        assertEquals(Long.valueOf(1), next.get(10, TimeUnit.SECONDS));
    }

    @Test
    public void shouldCancelAGroupAndLeaveOthersAlone() throws Exception {
        final KindlingContext context = driver.scripted();
        final TestExecutor executor = driver.executor();
        final Rdd<Integer> data = context.parallelize(List.of(1), 1);
        context.setJobGroup("night", "the nightly sums");
        assertEquals("night", context.getLocalProperty("kindling.jobGroup.id"));
        final JavaFutureAction<Long> inGroup = data.countAsync();
        context.clearJobGroup();
        final JavaFutureAction<Long> other = data.countAsync();
        executor.next(LaunchTasks.class);
        executor.next(LaunchTasks.class);
        assertArrayEquals(new int[] {inGroup.jobIds().get(0)}, context.statusTracker().getJobIdsForGroup("night"));
        assertArrayEquals(new int[] {other.jobIds().get(0)}, context.statusTracker().getJobIdsForGroup(null));
        assertTrue(driver.context.control().report().jobs().get(0).name().startsWith("the nightly sums (countAsync at"));

        context.cancelJobGroup("night", "it is morning");

        assertFailed(inGroup, "its group night was cancelled: it is morning");
        assertFalse(other.isDone());
        assertArrayEquals(new int[] {other.jobIds().get(0)}, context.statusTracker().getActiveJobIds());
    }

    @Test
    public void shouldRefuseJobsOfAGroupWhoseFutureIsCancelled() {
        final KindlingContext context = driver.running();
        final Rdd<Integer> data = context.parallelize(List.of(1), 1);
        context.cancelJobGroupAndFutureJobs("old");
        context.setJobGroup("old", null);
        final KindlingException refused = assertThrows(KindlingException.class, data::count);
        assertEquals("The job was cancelled: its group old was cancelled", refused.getMessage());
        context.setJobGroup("new", null);
        assertEquals(1, data.count());
    }

    @Test
    public void shouldCancelByTagStageAndAll() throws Exception {
        final KindlingContext context = driver.scripted();
        final TestExecutor executor = driver.executor();
        final Rdd<Integer> data = context.parallelize(List.of(1), 1);
        context.addJobTag("a");
        context.addJobTag("b");
        assertEquals(Set.of("a", "b"), context.getJobTags());
        final JavaFutureAction<Long> both = data.countAsync();
        context.removeJobTag("a");
        final JavaFutureAction<Long> onlyB = data.countAsync();
        context.clearJobTags();
        assertEquals(Set.of(), context.getJobTags());
        final JavaFutureAction<Long> none = data.countAsync();
        executor.next(LaunchTasks.class);
        assertEquals(2, context.statusTracker().getJobIdsForTag("b").length);
        assertThrows(IllegalArgumentException.class, () -> context.addJobTag("a,b"));

        context.cancelJobsWithTag("a", "enough");
        assertFailed(both, "jobs with the tag a were cancelled: enough");
        assertFalse(onlyB.isDone());
        final int stage = context.statusTracker().getJobInfo(onlyB.jobIds().get(0)).stageIds()[0];
        context.cancelStage(stage);
        assertFailed(onlyB, "its stage " + stage + " was cancelled");
        assertFalse(none.isDone());
        context.cancelAllJobs();
        assertFailed(none, "all jobs of the application were cancelled");
        assertThrows(KindlingException.class, () -> context.cancelJob(77));
    }

    @Test
    public void shouldKillAnAttemptWhichThenRunsAgain() throws Exception {
        final KindlingContext context = driver.scripted();
        final TestExecutor executor = driver.executor();
        final JavaFutureAction<Long> count = context.parallelize(List.of(1), 1).countAsync();
        final long task = executor.next(LaunchTasks.class).tasks().get(0).id();

        assertTrue(context.killTaskAttempt(task, true, "too slow"));
        assertFalse(context.killTaskAttempt(task + 1_000));

        assertArrayEquals(new long[] {task}, executor.next(KillTasks.class).tasks());
        executor.status(new TaskStatus.Killed(task));
        succeed(executor);
        assertEquals(Long.valueOf(1), count.get(10, TimeUnit.SECONDS));
        assertFalse("it has ended", context.killTaskAttempt(task));
    }

    @Test
    public void shouldTellOfJobsStagesAndExecutors() throws Exception {
        final KindlingContext context = driver.scripted();
        final TestExecutor executor = driver.executor();
        final long begin = System.currentTimeMillis() - 1_000;
        context.setCallSite("the morning report");
        final JavaFutureAction<Long> count = context.parallelize(List.of(1), 1).countAsync();
        context.clearCallSite();
        final long task = executor.next(LaunchTasks.class).tasks().get(0).id();

        final var tracker = context.statusTracker();
        final var job = tracker.getJobInfo(count.jobIds().get(0));
        assertEquals(JobExecutionStatus.RUNNING, job.status());
        assertArrayEquals(job.stageIds(), tracker.getActiveStageIds());
        final var stage = tracker.getStageInfo(job.stageIds()[0]);
        assertEquals("countAsync at the morning report", stage.name());
        assertEquals(List.of(1, 0, 0), List.of(stage.numTasks(), stage.numCompletedTasks(), stage.numFailedTasks()));
        assertTrue(stage.submissionTime() > begin);
        assertEquals(1, tracker.getExecutorInfos().length);
        assertEquals(1, tracker.getExecutorInfos()[0].numRunningTasks());
        executor.succeed(task, one());
        count.get(10, TimeUnit.SECONDS);
        assertEquals(JobExecutionStatus.SUCCEEDED, tracker.getJobInfo(count.jobIds().get(0)).status());
        assertEquals(0, tracker.getActiveStageIds().length);
        assertNull(tracker.getJobInfo(99));
        assertNull(tracker.getStageInfo(99));
    }

    @Test
    public void shouldGiveThreadsThePropertiesOfTheOneThatMadeThem() throws Exception {
        final KindlingContext context = driver.running();
        context.setLocalProperty("colour", "blue");
        final CompletableFuture<String> child = TestDriver.async(() -> {
            final String inherited = context.getLocalProperty("colour");
            context.setLocalProperty("colour", "red");
            return inherited;
        });
        assertEquals("blue", child.get(10, TimeUnit.SECONDS));
        assertEquals("what it sets is its own", "blue", context.getLocalProperty("colour"));
        context.setLocalProperty("colour", null);
        assertNull(context.getLocalProperty("colour"));
    }

    @Test
    public void shouldRunAFunctionOnChosenPartitions() throws Exception {
        final KindlingContext context = driver.running();
        final Rdd<Integer> data = context.parallelize(IntStream.range(0, 12).boxed().toList(), 4);
        assertEquals(List.of(3, 3, 3, 3), context.runJob(data, JobControlTest::count));
        assertEquals(List.of(9, 0), context.runJob(data, Iterator::next, List.of(3, 0)));
        assertEquals(Arrays.asList(null, null), context.runJob(data, part -> null, List.of(1, 2)));
        assertThrows(IllegalArgumentException.class, () -> context.runJob(data, Iterator::next, List.of(4)));
        final Map<Integer, Integer> told = new TreeMap<>();
        final JavaFutureAction<String> action = context.submitJob(data, Iterator::next, List.of(2, 1), told::put, () -> "all " + told);
        assertEquals("all {0=6, 1=3}", action.get(10, TimeUnit.SECONDS));
    }

    @Test
    public void shouldEstimateInTimeAndBeExactInTheEnd() throws Exception {
        final KindlingContext context = driver.scripted();
        final TestExecutor executor = driver.executor();
        final CompletableFuture<PartialResult<BoundedDouble>> call = TestDriver.async(() ->
                context.parallelize(List.of(1, 2, 3), 3).countApprox(2_000, 0.9));
        final LaunchTasks first = executor.next(LaunchTasks.class);
        first.tasks().forEach(task -> executor.succeed(task.id(), one()));

        final PartialResult<BoundedDouble> result = call.get(10, TimeUnit.SECONDS);
        assertFalse(result.isInitialValueFinal());
        final BoundedDouble estimate = result.initialValue();
        assertEquals(3, estimate.mean(), 1e-9);
        assertEquals(0.9, estimate.confidence(), 1e-9);
        assertTrue(estimate.toString(), estimate.low() == 2 && estimate.high() > 3);
        final CompletableFuture<Double> mapped = new CompletableFuture<>();
        result.map(BoundedDouble::mean).onComplete(mapped::complete);
        succeed(executor);
        assertEquals(BoundedDouble.exactly(3), result.getFinalValue());
        assertEquals(3, mapped.get(10, TimeUnit.SECONDS), 0);
    }

    @Test
    public void shouldWarnOfAHandlerThatThrows() throws Exception {
        final PartialResult<BoundedDouble> done = driver.running().parallelize(List.of(1), 1).countApprox(60_000);
        final String log = Warnings.of("io.kindling.driver.rdd.Approximation", () -> done.onComplete(value -> {
            throw new IllegalStateException("handled " + value.mean());
        }));
        assertTrue(log, log.contains("IllegalStateException: handled 1.0"));
    }

    @Test
    public void shouldEstimateExactlyWhatIsDoneInTime() {
        final KindlingContext context = driver.running();
        final Rdd<String> data = context.parallelize(List.of("a", "b", "a", "a"), 2);
        final PartialResult<Map<String, BoundedDouble>> counts = data.countByValueApprox(60_000);
        assertTrue(counts.isInitialValueFinal());
        assertEquals(Map.of("a", BoundedDouble.exactly(3), "b", BoundedDouble.exactly(1)), counts.initialValue());
        assertEquals(Map.of("a", BoundedDouble.exactly(3), "b", BoundedDouble.exactly(1)),
                data.mapToPair(word -> new Tuple2<>(word, 1)).countByKeyApprox(60_000).getFinalValue());
        final DoubleRdd numbers = data.mapToDouble(String::hashCode);
        assertEquals(BoundedDouble.exactly(3 * 97 + 98), numbers.sumApprox(60_000).initialValue());
        assertEquals((3 * 97 + 98) / 4.0, numbers.meanApprox(60_000).initialValue().mean(), 1e-9);
        final PartialResult<BoundedDouble> none = context.parallelize(List.of(1), 1).map(value -> value).countApprox(0);
        assertEquals(BoundedDouble.exactly(1), none.getFinalValue());
        assertThrows(KindlingException.class, () -> data.map(value -> Integer.valueOf(value)).countApprox(60_000));
        assertThrows(IllegalArgumentException.class, () -> data.countApprox(1, 1.5));
    }

    @Test
    public void shouldCountDistinctValuesAboutRight() {
        final KindlingContext context = driver.running();
        final Rdd<Integer> data = context.parallelize(IntStream.range(0, 20_000).boxed().toList(), 5);
        assertEquals(7_000, data.map(value -> "v" + value % 7_000).countApproxDistinct(0.02), 7_000 * 0.08);
        final Map<Integer, Long> byKey = data.mapToPair(value -> new Tuple2<>(value % 2, value % 20)).countApproxDistinctByKey(0.05).collectAsMap();
        assertEquals(Map.of(0, 10L, 1, 10L), byKey);
    }

    @Test
    public void shouldFetchALongResultPartByPart() throws Exception {
        final KindlingContext context = driver.with("kindling.driver.maxResultSize", "16m").scripted();
        final TestExecutor executor = driver.executor();
        final List<String> text = List.of("x".repeat(9 << 20));
        final JavaFutureAction<List<String>> collect = context.parallelize(List.of("y"), 1).collectAsync();
        final byte[] result = TaskRunner.codec(driver.spaces.lent(driver.context.applicationId())).encode(text.iterator());

        LaunchTasks launch = executor.next(LaunchTasks.class);
        executor.status(kept(launch, result, 1));
        serve(executor, result);
        launch = executor.next(LaunchTasks.class);
        assertEquals("what is damaged on its way is made again", 1, launch.tasks().get(0).attempt());
        executor.status(kept(launch, result, 0));
        executor.next(FetchResult.class);
        executor.send(new ResultChunk(executor.id, launch.tasks().get(0).id(), 0, null, "its file is gone"));
        launch = executor.next(LaunchTasks.class);
        executor.status(kept(launch, result, 0));
        serve(executor, result);
        assertEquals(text, collect.get(10, TimeUnit.SECONDS));
    }

    @Test
    public void shouldFetchNothingThatIsTooMuch() throws Exception {
        final KindlingContext context = driver.with("kindling.driver.maxResultSize", "16m").scripted();
        final TestExecutor executor = driver.executor();
        final JavaFutureAction<List<String>> collect = context.parallelize(List.of("y"), 1).collectAsync();
        final LaunchTasks launch = executor.next(LaunchTasks.class);
        executor.status(new TaskStatus.Kept(launch.tasks().get(0).id(), launch.stage(), 0, 17 << 20, 0, METRICS, null));

        assertEquals("it is told to forget it", 0, executor.next(FetchResult.class).maxBytes());
        final ExecutionException failure = assertThrows(ExecutionException.class, () -> collect.get(10, TimeUnit.SECONDS));
        assertTrue(failure.getMessage(), failure.getMessage().contains("kindling.driver.maxResultSize"));
        TestDriver.await("its slot is free", () -> context.statusTracker().getExecutorInfos()[0].numRunningTasks() == 0);
    }

    @Test
    public void shouldNotFetchOnWhenTheJobIsCancelled() throws Exception {
        final KindlingContext context = driver.scripted();
        final TestExecutor executor = driver.executor();
        final JavaFutureAction<List<String>> collect = context.parallelize(List.of("y"), 1).collectAsync();
        final LaunchTasks launch = executor.next(LaunchTasks.class);
        executor.status(kept(launch, new byte[6 << 20], 0));
        assertEquals(0, executor.next(FetchResult.class).offset());
        collect.cancel(true);
        executor.send(new ResultChunk(executor.id, launch.tasks().get(0).id(), 0, new byte[4 << 20], null));
        assertEquals("it is told to forget the rest", 0, executor.next(FetchResult.class).maxBytes());
        TestDriver.await("its slot is free", () -> context.statusTracker().getExecutorInfos()[0].numRunningTasks() == 0);
    }

    @Test
    public void shouldNotBeginToFetchForAJobThatIsCancelled() throws Exception {
        try (TestDriver many = new TestDriver(5)) {
            final KindlingContext context = many.scripted();
            final Map<LaunchTasks.TaskDescription, TestExecutor> tasks = new LinkedHashMap<>();
            final List<TestExecutor> executors = IntStream.range(0, 5).mapToObj(each -> many.executor()).toList();
            final JavaFutureAction<List<String>> collect = context.parallelize(List.of("y"), 10).collectAsync();
            LaunchTasks launch = null;
            for (final TestExecutor executor : executors) {
                for (int found = 0; found < 2; found += launch.tasks().size()) {
                    launch = executor.next(LaunchTasks.class);
                    launch.tasks().forEach(task -> tasks.put(task, executor));
                }
            }
            for (final Map.Entry<LaunchTasks.TaskDescription, TestExecutor> task : tasks.entrySet()) {
                task.getValue().status(new TaskStatus.Kept(task.getKey().id(), launch.stage(), task.getKey().partition(), 2 << 20, 0, METRICS, null));
                if (task.getValue() != executors.get(4)) {
                    assertEquals("eight are fetched at once", task.getKey().id(), task.getValue().next(FetchResult.class).task());
                }
            }
            final TestExecutor last = executors.get(4);
            assertTrue("its results have come, and wait", last.heartbeat());
            collect.cancel(true);
            last.next(KillTasks.class);
            executors.get(0).send(new ResultChunk(executors.get(0).id, tasks.keySet().iterator().next().id(), 0, new byte[1 << 20], null));
            assertEquals("what waited is never fetched", 0, last.next(FetchResult.class).maxBytes());
            assertEquals(0, last.next(FetchResult.class).maxBytes());
        }
    }

    private static TaskStatus.Kept kept(final LaunchTasks launch, final byte[] result, final int wrong) {
        final CRC32C checksum = new CRC32C();
        checksum.update(result);
        return new TaskStatus.Kept(launch.tasks().get(0).id(), launch.stage(), launch.tasks().get(0).partition(), result.length, (int) checksum.getValue() + wrong, METRICS, null);
    }

    private static void serve(final TestExecutor executor, final byte[] result) {
        for (int sent = 0; sent < result.length;) {
            final FetchResult fetch = executor.next(FetchResult.class);
            assertEquals(sent, fetch.offset());
            final byte[] part = Arrays.copyOfRange(result, sent, Math.min(result.length, sent + fetch.maxBytes()));
            executor.send(new ResultChunk(executor.id, fetch.task(), sent, part, null));
            sent += part.length;
        }
    }

    private static int count(final Iterator<Integer> part) {
        int count = 0;
        for (; part.hasNext(); part.next()) {
            count++;
        }
        return count;
    }

    @Test
    public void shouldLeaveNoThreadAndNoHopeAfterItsEnd() throws Exception {
        final KindlingContext context = driver.scripted();
        driver.executor();
        final JavaFutureAction<Long> count = context.parallelize(List.of(1), 1).countAsync();
        context.close();

        final ExecutionException failure = assertThrows(ExecutionException.class, () -> count.get(10, TimeUnit.SECONDS));
        assertEquals("The context has been closed", failure.getCause().getMessage());
        assertThrows(KindlingException.class, () -> context.parallelize(List.of(1), 1).countAsync());
        TestDriver.await("no thread is left", () -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("kindling-async-" + context.applicationId())));
    }

    private static void assertFailed(final JavaFutureAction<?> action, final String reason) {
        final ExecutionException failure = assertThrows(ExecutionException.class, () -> action.get(10, TimeUnit.SECONDS));
        assertEquals("The job was cancelled: " + reason + ". Submit it again if it is still wanted", failure.getCause().getMessage());
    }

    private byte[] one() {
        return TaskRunner.codec(driver.spaces.lent(driver.context.applicationId())).encode(Arrays.asList(1L).iterator());
    }

    private void succeed(final TestExecutor executor) {
        executor.succeed(executor.next(LaunchTasks.class).tasks().get(0).id(), one());
    }
}
