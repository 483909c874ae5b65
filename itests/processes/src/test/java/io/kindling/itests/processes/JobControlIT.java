package io.kindling.itests.processes;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.api.BoundedDouble;
import io.kindling.api.JavaFutureAction;
import io.kindling.api.JavaStatusTracker;
import io.kindling.api.JobExecutionStatus;
import io.kindling.api.KindlingConf;
import io.kindling.api.KindlingContext;
import io.kindling.api.PartialResult;
import io.kindling.api.Rdd;
import io.kindling.api.TaskContext;
import io.kindling.api.Tuple2;
import io.kindling.itests.app.Markers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.AfterClass;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Jobs under way in executors that are processes: cancelled, watched, estimated; tasks wait until the test has put a file down. */
public class JobControlIT {

    private static final int SECONDS = 60;
    private static KindlingContext context;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private Markers gates;

    @BeforeClass
    public static void start() {
        context = new KindlingContext(new KindlingConf().setMaster("local-cluster[2,2,1024]").setAppName("jobs"));
    }

    @AfterClass
    public static void stop() {
        context.close();
    }

    @Before
    public void open() {
        gates = Markers.at(folder.getRoot().toString());
    }

    @Test
    public void shouldCancelActionsThatNobodyWaitsForWhileOthersGoOn() throws Exception {
        final JavaFutureAction<Long> wanted = waiting("wanted", 1).countAsync();
        final JavaFutureAction<Void> unwanted = waiting("never", 20).foreachAsync(value -> { });
        awaitTasks("never", 2);

        assertTrue(unwanted.cancel(true));

        assertThrows(CancellationException.class, () -> unwanted.get());
        assertEquals("its slots are free again", 100, numbers(100, 10).countAsync().get(SECONDS, TimeUnit.SECONDS).intValue());
        assertFalse(wanted.isDone());
        gates.go("wanted");
        assertEquals(Long.valueOf(1), wanted.get(SECONDS, TimeUnit.SECONDS));
        assertEquals(List.of(1, 2, 3, 4, 5, 6, 7), numbers(100, 40).takeAsync(7).get(SECONDS, TimeUnit.SECONDS));
    }

    @Test
    public void shouldCancelGroupsAndTagsWhileOthersGoOn() throws Exception {
        context.setJobGroup("reports", "the reports of the night");
        final JavaFutureAction<Long> one = waiting("one", 1).countAsync();
        context.clearJobGroup();
        context.addJobTag("slow");
        final JavaFutureAction<Long> two = waiting("two", 1).countAsync();
        context.clearJobTags();
        final JavaFutureAction<Long> three = waiting("three", 1).countAsync();
        for (final String name : List.of("one", "two", "three")) {
            awaitTasks(name, 1);
        }

        context.cancelJobGroup("reports", "it is morning");
        assertCancelled(one, "its group reports was cancelled: it is morning");
        assertFalse(two.isDone());
        context.cancelJobsWithTag("slow");
        assertCancelled(two, "jobs with the tag slow were cancelled");
        assertFalse(three.isDone());
        gates.go("three");
        assertEquals(Long.valueOf(1), three.get(SECONDS, TimeUnit.SECONDS));
    }

    @Test
    public void shouldTellHowFarAJobIs() throws Exception {
        final Markers here = gates;
        context.setJobGroup("watched", null);
        final JavaFutureAction<List<Tuple2<Integer, Integer>>> job = numbers(8, 4)
                .mapToPair(number -> new Tuple2<>((number > 6 ? gated(here, "map", number) : number) % 2, number)).reduceByKey(Integer::sum, 2).collectAsync();
        context.clearJobGroup();
        final JavaStatusTracker tracker = context.statusTracker();
        final int id = job.jobIds().get(0);
        assertArrayEquals(new int[] {id}, tracker.getJobIdsForGroup("watched"));
        final int[] stages = tracker.getJobInfo(id).stageIds();
        assertEquals(2, stages.length);
        Await.until("three of four map tasks are done", SECONDS, () -> tracker.getStageInfo(stages[0]) != null
                && tracker.getStageInfo(stages[0]).numCompletedTasks() == 3);
        assertEquals(4, tracker.getStageInfo(stages[0]).numTasks());
        assertArrayEquals(new int[] {stages[0]}, tracker.getActiveStageIds());
        assertArrayEquals(new int[] {id}, tracker.getActiveJobIds());
        assertEquals(2, tracker.getExecutorInfos().length);
        assertEquals(1, Arrays.stream(tracker.getExecutorInfos()).mapToInt(executor -> executor.numRunningTasks()).sum());
        gates.go("map");
        assertEquals(Set.of(new Tuple2<>(0, 20), new Tuple2<>(1, 16)), Set.copyOf(job.get(SECONDS, TimeUnit.SECONDS)));
        assertEquals(JobExecutionStatus.SUCCEEDED, tracker.getJobInfo(id).status());
        assertEquals(2, tracker.getStageInfo(stages[1]).numCompletedTasks());
    }

    @Test
    public void shouldRunAKilledAttemptAgain() throws Exception {
        final Markers here = gates;
        final JavaFutureAction<List<Integer>> job = numbers(1, 1).map(number -> {
            final TaskContext task = TaskContext.get();
            if (task.attemptNumber() == 0) {
                gated(here, "attempt", number);
            }
            return task.attemptNumber();
        }).collectAsync();
        awaitTasks("attempt", 1);
        final long attempt = Long.parseLong(gates.markers()[0].split("-")[1]);
        assertTrue(context.killTaskAttempt(attempt));
        assertEquals(List.of(1), job.get(SECONDS, TimeUnit.SECONDS));
    }

    @Test
    public void shouldEstimateWhileTheJobGoesOn() throws Exception {
        final Markers here = gates;
        final Rdd<Integer> data = numbers(1_000, 20).mapPartitionsWithIndex((partition, records) -> {
            if (partition >= 17) {
                gated(here, "estimate", partition);
            }
            return records;
        }, true);
        PartialResult<BoundedDouble> partial = data.countApprox(100, 0.95);
        for (int i = 0; i < SECONDS * 10 && partial.initialValue().high() > 1_100; i++) {
            partial = data.countApprox(i * 100, 0.95); // until enough partitions are done in the time that there is
        }
        assertFalse("the last partitions wait", partial.isInitialValueFinal());
        final BoundedDouble estimate = partial.initialValue();
        assertTrue(estimate.toString(), estimate.low() <= 1_000 && 1_000 <= estimate.high() && estimate.confidence() == 0.95);
        gates.go("estimate");
        assertEquals(BoundedDouble.exactly(1_000), partial.getFinalValue());
    }

    @Test
    public void shouldGiveTasksThePropertiesOfTheThread() {
        context.setLocalProperty("owner", "me");
        final Set<String> seen = numbers(4, 4).map(number -> String.valueOf(TaskContext.get().getLocalProperty("owner"))).collect().stream()
                .collect(Collectors.toSet());
        context.setLocalProperty("owner", null);
        assertEquals(Set.of("me"), seen);
    }

    @Test
    public void shouldBringALargeResultInParts() throws Exception {
        final Path root = folder.getRoot().toPath();
        final Kindling.Outcome outcome = new Kindling(root).run("submit", "--master", "local-cluster[2,1,1024]", "--conf", "kindling.driver.memory=2g",
                "--conf", "kindling.task.maxDirectResultSize=64k", "--class", "io.kindling.itests.app.LargeResult",
                ApplicationJar.make(root, "1").toString(), "150", "2");
        assertEquals(outcome.toString(), 0, outcome.exitCode());
        assertTrue(outcome.toString(), outcome.out().contains("150 of 150 MiB are right"));
    }

    private Rdd<Integer> numbers(final int count, final int partitions) {
        return context.parallelize(IntStream.rangeClosed(1, count).boxed().toList(), partitions);
    }

    /** So many records in as many partitions, whose tasks wait. */
    private Rdd<Integer> waiting(final String name, final int partitions) {
        final Markers here = gates;
        return numbers(partitions, partitions).map(number -> gated(here, name, number));
    }

    /** On an executor: leaves a marker of this attempt and waits for the test. */
    private static int gated(final Markers gates, final String name, final int number) throws InterruptedException {
        gates.leave(name + "-" + TaskContext.get().taskAttemptId());
        gates.awaitGo(name);
        return number;
    }

    private void awaitTasks(final String name, final int count) throws Exception {
        Await.until(count + " tasks of " + name + " wait", SECONDS, () -> Arrays.stream(gates.markers()).filter(marker -> marker.startsWith(name + "-"))
                .count() >= count);
    }

    private static void assertCancelled(final JavaFutureAction<?> action, final String reason) {
        final ExecutionException failure = assertThrows(ExecutionException.class, () -> action.get(SECONDS, TimeUnit.SECONDS));
        assertTrue(failure.getMessage(), failure.getCause().getMessage().startsWith("The job was cancelled: " + reason));
    }
}
