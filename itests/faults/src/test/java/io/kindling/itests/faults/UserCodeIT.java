package io.kindling.itests.faults;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.api.AccumulatorV2;
import io.kindling.api.Broadcast;
import io.kindling.api.CollectionAccumulator;
import io.kindling.api.KindlingConf;
import io.kindling.api.KindlingContext;
import io.kindling.api.KindlingException;
import io.kindling.api.NotSerializableClosureException;
import io.kindling.api.Rdd;
import io.kindling.api.Tuple2;
import io.kindling.api.function.FlatMapFunction;
import io.kindling.api.function.Function;
import io.kindling.itests.kit.Executors;
import io.kindling.itests.kit.FaultCluster;
import io.kindling.itests.kit.Tally;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** What applications' functions and records can do wrong: the job fails by name or comes to its result, and the next one works. */
public class UserCodeIT {

    @ClassRule
    public static final FaultCluster CLUSTER = new FaultCluster("local-cluster[2,1,1024]", "kindling.driver.maxResultSize", "8m");

    @Rule
    public final Timeout limit = new Timeout(100, TimeUnit.SECONDS);

    private List<Long> before;
    private Tally tally;

    @Before
    public void look() throws Exception {
        before = pids();
        tally = new Tally(CLUSTER.newFolder());
    }

    @After
    public void nextJobWorksOnTheSameExecutors() {
        CLUSTER.assertWorks();
        assertEquals("no executor was lost", before, pids());
    }

    private static List<Long> pids() {
        return Executors.running().stream().map(ProcessHandle::pid).sorted().toList();
    }

    private static Rdd<Integer> numbers(final int count, final int partitions) {
        final List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            numbers.add(i);
        }
        return CLUSTER.context().parallelize(numbers, partitions);
    }

    private String failing(final Function<Integer, Object> function, final String... parts) {
        final Tally marks = tally;
        final int seen = tally.count("attempt");
        final String message = CLUSTER.taskFailureOf(() -> numbers(4, 4).map(x -> {
            if (x == 2) {
                marks.mark("attempt");
                return function.call(x);
            }
            return x;
        }).count(), parts);
        assertTrue(message, message.contains("partition 2"));
        assertEquals("attempts", 4, tally.count("attempt") - seen);
        return message;
    }

    @Test
    public void shouldTellWhateverIsThrown() {
        failing(x -> Bad.checked(), "java.io.IOException: the disk is sad", "Bad.java");
        failing(x -> {
            throw new IllegalArgumentException("outer", new IllegalStateException("inner reason"));
        }, "outer", "inner reason");
        failing(x -> {
            throw new AssertionError("an error of the application's");
        }, "an error of the application's");
    }

    @Test
    public void shouldTellOfExceptionsThatCannotBeTold() {
        failing(x -> {
            throw new Bad.Unspeakable();
        }, "Unspeakable");
        failing(x -> {
            throw new Bad.Heavy("heavy");
        }, "Heavy", "heavy");
        failing(x -> {
            throw Bad.circular();
        }, "first", "second");
        assertTrue(failing(x -> {
            throw new IllegalStateException("y".repeat(10 << 20));
        }, "yyyy").length() < 10_000);
    }

    @Test
    public void shouldSurviveAStackThatOverflows() {
        failing(x -> Bad.deep(x), "StackOverflowError");
        CLUSTER.failureOf(() -> numbers(2, 2).map(x -> Bad.Link.chain(2_000_000)).map(Bad.Link::length).mapPartitions(all -> all)
                .map(x -> Bad.Link.chain(2_000_000)).collect(), "Link", "too deeply");
    }

    @Test
    public void shouldRunALineageOfTenThousandStepsOrSayWhatToDo() {
        Rdd<Integer> data = numbers(4, 2);
        for (int i = 0; i < 10_000; i++) {
            data = data.map(x -> x + 1);
        }
        assertEquals(List.of(10_000, 10_001, 10_002, 10_003), data.collect());
    }

    @Test
    public void shouldNameClassesThatCannotBeLoadedOrMade() {
        failing(x -> Class.forName("org.example.Missing"), "org.example.Missing", "kindling.jars");
        failing(x -> Bad.Unmade.NUMBER, "Unmade");
    }

    @Test
    public void shouldNameTheFieldOfAFunctionThatCannotTravel() {
        final Thread current = Thread.currentThread();
        final Map<String, Object> captured = new LinkedHashMap<>();
        captured.put("thread", current);
        final String message = assertThrows(NotSerializableClosureException.class, () -> numbers(2, 2).map(x -> captured.size() + x)).getMessage();
        assertTrue(message, message.contains("Thread"));
    }

    @Test
    public void shouldFailOnceWhenAResultCannotTravel() {
        final Tally marks = tally;
        CLUSTER.failureOf(() -> numbers(1, 1).map(x -> {
            marks.mark("result");
            return Thread.currentThread();
        }).collect(), "Thread", "stage ", "partition 0", "executor ");
        assertEquals("no second attempt", 1, tally.count("result"));
    }

    @Test
    public void shouldNotBringTooMuchToTheDriver() {
        CLUSTER.failureOf(() -> numbers(40, 40).map(x -> new byte[1 << 20]).collect(), "kindling.driver.maxResultSize");
    }

    @Test
    public void shouldRefuseWhatIsTooLargeForAMessage() {
        final byte[] large = new byte[150 << 20];
        final String message = assertThrows(KindlingException.class, () -> numbers(2, 2).map(x -> large.length + x).count()).getMessage();
        assertTrue(message, message.contains("broadcast") && message.length() < 4_000);
    }

    @Test
    public void shouldShowWhereAPoisonRecordIs() {
        final String message = CLUSTER.taskFailureOf(() -> numbers(100, 5).map(x -> 100 / (x - 57)).count(), "ArithmeticException", "/ by zero");
        assertTrue(message, message.contains("partition 2") && message.contains("the task had read 18 records"));
    }

    @Test
    public void shouldEndWithKeysThatBreakTheirContracts() {
        ends(() -> numbers(2_000, 4).mapToPair(x -> new Tuple2<>(new Bad.Fickle(x % 50), x)).reduceByKey(Integer::sum).count());
        ends(() -> numbers(2_000, 4).mapToPair(x -> new Tuple2<>(new Bad.Fickle(x % 50), x)).groupByKey(3).count());
        ends(() -> numbers(2_000, 4).mapToPair(x -> new Tuple2<>(new Bad.Fickle(x % 50), x)).sortByKey().count());
        CLUSTER.taskFailureOf(() -> numbers(20, 2).mapToPair(x -> new Tuple2<>(new Bad.Angry(x), x)).reduceByKey(Integer::sum).count(), "equals of");
        ends(() -> numbers(20, 2).mapToPair(x -> new Tuple2<>(new Bad.Angry(x), x)).sortByKey().count());
        CLUSTER.taskFailureOf(() -> numbers(20, 2).mapToPair(x -> new Tuple2<>(new int[] {x}, x)).reduceByKey(Integer::sum).count(), "Arrays cannot be keys");
        CLUSTER.taskFailureOf(() -> numbers(20, 2).mapToPair(x -> new Tuple2<>(new Bad.Link(null), x)).groupByKey().count(), "hashCode");
        assertEquals(1, numbers(20, 2).mapToPair(x -> new Tuple2<>((Integer) null, x)).reduceByKey(Integer::sum).count());
        assertEquals(1, numbers(20, 2).mapToPair(x -> new Tuple2<>(Double.NaN, x)).reduceByKey(Integer::sum).count());
    }

    /** Whatever it comes to. */
    private static void ends(final Runnable job) {
        try {
            job.run();
        } catch (final KindlingException e) {
            assertTrue(e.getMessage(), e.getMessage().contains("Bad$") || e.getMessage().contains("contract") || e.getMessage().contains("of ") || e.getMessage().contains("broken"));
        }
    }

    /** Counts up, in some bad manner. */
    private record Counting(int[] at, int most, String manner) implements Iterator<Integer> {

        @Override
        public boolean hasNext() {
            if (at[0] == most && manner.equals("throws late")) {
                throw new IllegalStateException("late");
            }
            return at[0] < most;
        }

        @Override
        public Integer next() {
            return manner.equals("nulls") && at[0]++ % 2 == 0 ? null : (Integer) at[0]++;
        }
    }

    @Test
    public void shouldLiveWithBadIterators() {
        CLUSTER.taskFailureOf(() -> numbers(2, 2).flatMap(x -> new Counting(new int[1], 5, "throws late")).count(), "late");
        CLUSTER.taskFailureOf(() -> numbers(2, 2).flatMap(x -> null).count(), "null");
        final FlatMapFunction<Iterator<Integer>, Integer> none = records -> null;
        CLUSTER.taskFailureOf(() -> numbers(2, 2).mapPartitions(none).count(), "null");
        assertTrue(numbers(2, 2).flatMap(x -> new Counting(new int[1], 6, "nulls")).collect().contains(null));
        assertEquals(2, numbers(1_000, 2).mapPartitions(records -> Collections.singleton(records.next()).iterator()).count());
        final long twice = numbers(10, 2).mapPartitions(records -> {
            final List<Integer> seen = new ArrayList<>();
            records.forEachRemaining(seen::add);
            records.forEachRemaining(seen::add);
            return seen.iterator();
        }).count();
        assertEquals("an iterator that is at its end stays there", 10, twice);
    }

    @Test
    public void shouldTolerateThreadsAndThreadLocalsThatOutliveTheirTasks() {
        numbers(4, 4).foreach(x -> {
            final Thread left = new Thread(() -> {
                try {
                    TimeUnit.MINUTES.sleep(10);
                } catch (final InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }, "left by a task");
            left.setDaemon(false);
            left.start();
            ThreadLocal.withInitial(() -> new byte[1 << 20]).get();
            Thread.currentThread().setName("renamed by a task");
            Thread.currentThread().setContextClassLoader(null);
            Thread.currentThread().interrupt();
        });
    }

    @Test
    public void shouldRefuseJobsInsideTasks() {
        final Rdd<Integer> inner = numbers(3, 1);
        final String message = assertThrows(KindlingException.class, () -> numbers(2, 2).map(x -> inner.count() + x).count()).getMessage();
        assertTrue(message, message.contains("task") || message.contains("Rdd"));
    }

    @Test
    public void shouldWorkOnDataOfOddSizes() {
        assertEquals(0, CLUSTER.context().parallelize(List.<Integer>of(), 3).map(x -> x).count());
        assertEquals(List.of(), CLUSTER.context().parallelize(List.<Integer>of(), 1).distinct().sortBy(x -> x, true, 3).collect());
        assertThrows(KindlingException.class, () -> CLUSTER.context().parallelize(List.<Integer>of(), 1).reduce(Integer::sum));
        assertEquals(List.of(1), CLUSTER.context().parallelize(List.of(1), 50).repartition(20).collect());
        assertEquals(Map.of(1, 40 << 20), new LinkedHashMap<>(numbers(2, 2).mapToPair(x -> new Tuple2<>(1, new byte[20 << 20]))
                .groupByKey(2).mapValues(all -> {
                    int sum = 0;
                    for (final byte[] each : all) {
                        sum += each.length;
                    }
                    return sum;
                }).collectAsMap()));
    }

    /** Noise, so that no compression makes it less. */
    @Test
    public void shouldWorkOnAPartitionOfMoreThanTwoGigabytes() {
        final int length = 100_000;
        final long records = (1L << 31) / length + 500;
        final long sum = CLUSTER.context().range(0, records, 1, 4).map(x -> {
            final byte[] noise = new byte[length];
            new SplittableRandom(x).nextBytes(noise);
            return noise;
        }).repartition(1).map(noise -> (long) noise.length).reduce(Long::sum);
        assertEquals(records * length, sum);
    }

    @Test
    public void shouldRunManyTasksAndWideShuffles() {
        assertEquals(20_000, CLUSTER.context().range(0, 20_000, 1, 20_000).count());
        assertEquals(250, CLUSTER.context().range(0, 100_000, 1, 250).mapToPair(x -> new Tuple2<>(x % 250, 1)).reduceByKey(Integer::sum, 250).count());
    }

    @Test
    public void shouldFindDataSetsOfAClosedContextClosed() {
        final Rdd<Integer> data;
        try (KindlingContext other = new KindlingContext(new KindlingConf(false).setMaster("local[1]").setAppName("closed"))) {
            data = other.parallelize(Arrays.asList(1, 2), 1);
            assertEquals(2, data.count());
        }
        final String message = assertThrows(KindlingException.class, data::count).getMessage();
        assertTrue(message, message.contains("closed") || message.contains("ended"));
    }

    @Test
    public void shouldRefuseABroadcastThatIsDestroyed() {
        final Broadcast<List<Integer>> shared = CLUSTER.context().broadcast(List.of(10, 20));
        final Rdd<Integer> data = numbers(2, 2).map(x -> shared.value().get(x));
        assertEquals(List.of(10, 20), data.collect());
        shared.unpersist(true);
        assertEquals("fetched again", List.of(10, 20), data.collect());
        shared.destroy(true);
        final String message = assertThrows(KindlingException.class, () -> numbers(2, 2).map(x -> shared.value().get(x)).count()).getMessage();
        assertTrue(message, message.contains("destroyed"));
        assertThrows(KindlingException.class, data::count);
    }

    /** Throws in one place. */
    static final class Breaking extends AccumulatorV2<Integer, Integer> {

        private static final long serialVersionUID = 1L;

        private final String where;
        private int sum;

        Breaking(final String where, final int sum) {
            this.where = where;
            this.sum = sum;
        }

        private void at(final String place) {
            if (where.equals(place)) {
                throw new IllegalStateException("broken in " + place);
            }
        }

        @Override
        public boolean isZero() {
            return sum == 0;
        }

        @Override
        public AccumulatorV2<Integer, Integer> copy() {
            return new Breaking(where, sum);
        }

        @Override
        public void reset() {
            sum = 0;
        }

        @Override
        public void add(final Integer value) {
            at("add");
            sum += value;
        }

        @Override
        public void merge(final AccumulatorV2<Integer, Integer> other) {
            at("merge");
            sum += other.value();
        }

        @Override
        public Integer value() {
            return sum;
        }
    }

    @Test
    public void shouldSurviveAccumulatorsThatThrowOrAreLarge() {
        final Breaking adding = new Breaking("add", 0);
        CLUSTER.context().register(adding);
        CLUSTER.taskFailureOf(() -> numbers(4, 2).foreach(adding::add), "broken in add");
        final Breaking merging = new Breaking("merge", 0);
        CLUSTER.context().register(merging);
        ends(() -> numbers(4, 2).foreach(merging::add));
        final CollectionAccumulator<byte[]> large = CLUSTER.context().collectionAccumulator();
        numbers(4, 2).foreach(x -> large.add(new byte[1 << 20]));
        assertEquals(4, large.value().size());
    }
}
