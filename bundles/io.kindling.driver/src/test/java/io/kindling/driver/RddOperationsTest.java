package io.kindling.driver;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.api.JobFailedException;
import io.kindling.api.KindlingContext;
import io.kindling.api.KindlingException;
import io.kindling.api.NotSerializableClosureException;
import io.kindling.api.PairRdd;
import io.kindling.api.Partition;
import io.kindling.api.Rdd;
import io.kindling.api.Tuple2;
import io.kindling.api.function.DoubleFlatMapFunction;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Every operation, through real plans, the real scheduler, real messages and real stage programs. */
public class RddOperationsTest {

    @ClassRule
    public static final TemporaryFolder FOLDER = new TemporaryFolder();

    private static final DoubleFlatMapFunction<Iterator<Integer>> DOUBLES = numbers -> {
        final List<Double> all = new ArrayList<>();
        numbers.forEachRemaining(number -> all.add(number.doubleValue()));
        return all.iterator();
    };
    private static final TestDriver DRIVER = new TestDriver(2);
    private static KindlingContext context;

    @BeforeClass
    public static void openContext() {
        context = DRIVER.running();
    }

    @AfterClass
    public static void closeContext() {
        DRIVER.close();
    }

    @Test
    public void shouldCollectAPartitionAsOftenAsItIsNamed() {
        final List<Integer>[] parts = context.parallelize(List.of(1, 2, 3, 4), 2).collectPartitions(new int[] {1, 0, 1});

        assertEquals(List.of(List.of(3, 4), List.of(1, 2), List.of(3, 4)), List.of(parts));
        parts[0].clear();
        assertEquals("each its own", List.of(3, 4), parts[2]);
    }

    @Test
    public void shouldTransformRecordByRecord() {
        final Rdd<Integer> numbers = context.parallelize(List.of(1, 2, 3, 4, 5), 3);

        assertEquals(3, numbers.getNumPartitions());
        assertEquals(List.of(new Partition(0), new Partition(1), new Partition(2)), numbers.partitions());
        assertEquals(List.of(10, 20, 30, 40, 50), numbers.map(x -> x * 10).collect());
        assertEquals(List.of(2, 4), numbers.filter(x -> x % 2 == 0).collect());
        assertEquals(List.of(1, 1, 2, 2), numbers.filter(x -> x < 3).flatMap(x -> List.of(x, x).iterator()).collect());
        assertEquals(List.of(1, 5, 9), numbers.mapPartitions(i -> {
            int sum = 0;
            while (i.hasNext()) {
                sum += i.next();
            }
            return List.of(sum).iterator();
        }).collect());
        assertEquals(5, numbers.count());
        assertEquals(Integer.valueOf(15), numbers.reduce(Integer::sum));
        assertEquals(Integer.valueOf(1), numbers.first());
        assertEquals(List.of(1, 2, 3, 4), numbers.take(4));
        assertEquals(List.of(), numbers.take(0));
        assertEquals(List.of(1, 2, 3, 4, 5, 1, 2, 3, 4, 5), numbers.union(numbers).collect());
    }

    @Test
    public void shouldKeepKeysWhereAFunctionSaysSo() {
        final PairRdd<Integer, Integer> byKey = context.parallelize(List.of(1, 2, 3, 4), 2).mapToPair(x -> new Tuple2<>(x % 2, x)).reduceByKey(Integer::sum, 3);
        final PairRdd<Integer, Integer> kept = byKey.mapPartitionsToPair(pairs -> pairs, true);

        assertEquals(Map.of(0, 6, 1, 4), kept.collectAsMap());
        assertEquals("a data set that is partitioned by key needs no shuffle", 3, kept.reduceByKey(Integer::sum).getNumPartitions());
        assertEquals(Map.of(0, 6, 1, 4), PairRdd.fromJavaRDD(byKey.mapPartitions(pairs -> pairs, true)).groupByKey().mapValues(v -> v.iterator().next()).collectAsMap());
        assertEquals(10.0, context.parallelize(List.of(1, 2, 3, 4), 2).mapPartitionsToDouble(DOUBLES).sum(), 0);
    }

    @Test
    public void shouldAggregateInRoundsAlsoOnAnExecutorAtTheEnd() {
        final Rdd<Integer> numbers = context.parallelize(IntStream.range(0, 100).boxed().toList(), 20);

        assertEquals(Integer.valueOf(4950), numbers.treeAggregate(0, Integer::sum, Integer::sum, 3));
        assertEquals(Integer.valueOf(4950), numbers.treeAggregate(0, Integer::sum, Integer::sum, 2, true));
    }

    @Test
    public void shouldTakeFromAsManyPartitionsAsNeeded() {
        final Rdd<Integer> sparse = context.parallelize(IntStream.range(0, 100).boxed().toList(), 50).filter(x -> x >= 90);

        assertEquals(List.of(90, 91, 92), sparse.take(3));
        assertEquals(10, sparse.take(1_000).size());
        assertThrows(KindlingException.class, () -> sparse.filter(x -> x > 1_000).first());
        assertThrows(KindlingException.class, () -> sparse.filter(x -> x > 1_000).reduce(Integer::sum));
    }

    @Test
    public void shouldCountUpInEitherDirection() {
        assertEquals(List.of(0L, 1L, 2L, 3L), context.range(0, 4).collect());
        assertEquals(List.of(5L, 2L, -1L), context.range(5, -2, -3, 2).collect());
        assertEquals(List.of(), context.range(5, 5, 1, 2).collect());
        assertEquals(List.of(), context.range(5, 0, 1, 2).collect());
        assertEquals(List.of(Long.MIN_VALUE, -1L, Long.MAX_VALUE - 1), context.range(Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, 3).collect());
        assertThrows(IllegalArgumentException.class, () -> context.range(0, 1, 0, 1));
    }

    @Test
    public void shouldCountWords() throws Exception {
        final Path file = FOLDER.newFile("words.txt").toPath();
        Files.writeString(file, "a b a\nc a b\n\nb b\n");

        final PairRdd<String, Integer> counts = context.textFile(file.toString(), 3)
                .flatMap(line -> Arrays.asList(line.split(" ")).iterator()).filter(word -> !word.isEmpty())
                .mapToPair(word -> new Tuple2<>(word, 1)).reduceByKey(Integer::sum);

        assertEquals(Map.of("a", 3, "b", 4, "c", 1), counts.collectAsMap());
        assertEquals(Map.of("a", 3, "b", 4, "c", 1), counts.collectAsMap());
        assertEquals(List.of("a", "b", "c"), counts.keys().collect().stream().sorted().toList());
        assertEquals(List.of(1, 3, 4), counts.values().collect().stream().sorted().toList());
    }

    @Test
    public void shouldAggregateByKey() {
        final PairRdd<String, Integer> pairs = pairs();

        assertEquals(Map.of("a", 4, "b", 6), pairs.reduceByKey(Integer::sum, 3).collectAsMap());
        assertEquals(Map.of("a", 2L, "b", 2L), pairs.countByKey());
        assertEquals(Map.of("a", 40, "b", 60), pairs.mapValues(x -> x * 10).reduceByKey(Integer::sum).collectAsMap());
        final Map<String, List<Integer>> groups = new TreeMap<>();
        pairs.groupByKey(2).collect().forEach(group -> {
            final List<Integer> values = new ArrayList<>();
            group._2.forEach(values::add);
            Collections.sort(values);
            groups.put(group._1, values);
        });
        assertEquals(Map.of("a", List.of(1, 3), "b", List.of(2, 4)), groups);
        assertEquals(Map.of("a", "13", "b", "24"), pairs.aggregateByKey(new ArrayList<Integer>(), 2, (list, value) -> {
            list.add(value);
            return list;
        }, (here, there) -> {
            here.addAll(there);
            return here;
        }).mapValues(list -> list.stream().sorted().map(String::valueOf).reduce("", String::concat)).collectAsMap());
    }

    @Test
    public void shouldBringPairsTogether() {
        final PairRdd<String, Integer> here = pairs();
        final PairRdd<String, String> there = context.parallelizePairs(List.of(new Tuple2<>("a", "x"), new Tuple2<>("a", "y"), new Tuple2<>("c", "z")), 2);

        assertEquals(List.of("(a,(1,x))", "(a,(1,y))", "(a,(3,x))", "(a,(3,y))"), texts(here.join(there).collect()));
        assertEquals(List.of("a", "b", "c"), here.cogroup(there, 3).keys().collect().stream().sorted().toList());
        final PairRdd<String, Integer> alike = here.reduceByKey(Integer::sum, 4);
        assertEquals(List.of("(a,(4,4))", "(b,(6,6))"), texts(alike.join(alike.mapValues(x -> x)).collect()));
    }

    @Test
    public void shouldSortByKey() {
        final List<Tuple2<Integer, String>> shuffled = new ArrayList<>(IntStream.range(0, 500).mapToObj(i -> new Tuple2<>(i * 7 % 500, "v" + i)).toList());
        final PairRdd<Integer, String> pairs = context.parallelizePairs(shuffled, 7);
        final List<Integer> ordered = IntStream.range(0, 500).boxed().toList();

        assertEquals(ordered, pairs.sortByKey().keys().collect());
        assertEquals(ordered, pairs.sortByKey(true, 4).keys().collect());
        assertEquals(4, pairs.sortByKey(true, 4).getNumPartitions());
        assertEquals(ordered, pairs.sortByKey(true, 1).keys().collect());
        final List<Integer> reversed = new ArrayList<>(ordered);
        Collections.reverse(reversed);
        assertEquals(reversed, pairs.sortByKey(false).keys().collect());
        assertEquals(reversed, pairs.sortByKey((Comparator<Integer> & Serializable) (a, b) -> b - a, true, 5).keys().collect());
    }

    @Test
    public void shouldSayWhyKeysCannotBeSorted() {
        final PairRdd<Object, Integer> pairs = context.parallelizePairs(List.of(new Tuple2<Object, Integer>(List.of(1), 1), new Tuple2<>(List.of(2), 1)), 2);

        final KindlingException e = assertThrows(KindlingException.class, () -> pairs.sortByKey(true, 3));

        assertTrue(e.getMessage(), e.getMessage().contains("use sortByKey with a comparator"));
    }

    @Test
    public void shouldSpreadAndRemoveDuplicates() {
        final Rdd<Integer> numbers = context.parallelize(List.of(3, 1, 3, 2, 1), 2);

        assertEquals(List.of(1, 2, 3), numbers.distinct().collect().stream().sorted().toList());
        assertEquals(4, numbers.repartition(4).getNumPartitions());
        assertEquals(List.of(1, 1, 2, 3, 3), numbers.repartition(4).collect().stream().sorted().toList());
        assertEquals(List.of("(a,1)", "(a,3)", "(b,2)", "(b,4)"), texts(pairs().union(pairs()).distinct(3).collect()));
    }

    @Test
    public void shouldKeepWhatIsCached() {
        final Rdd<Double> random = context.parallelize(List.of(1, 2, 3, 4), 2).map(x -> Math.random());
        random.cache();
        random.count();
        final List<Double> first = random.collect();

        assertEquals(first, random.collect());
        random.unpersist();
        assertFalse(first.equals(random.collect()));
    }

    @Test
    public void shouldWriteTextThatAppearsWhole() throws Exception {
        final Path target = FOLDER.getRoot().toPath().resolve("out");

        pairs().saveAsTextFile(target.toString());

        assertEquals(List.of("_SUCCESS", "part-00000", "part-00001"), names(target));
        assertEquals("(a,1)\n(b,2)\n", Files.readString(target.resolve("part-00000")));
        final KindlingException e = assertThrows(KindlingException.class, () -> pairs().saveAsTextFile(target.toString()));
        assertTrue(e.getMessage(), e.getMessage().contains("exists already"));
        assertEquals(List.of("(a,1)", "(a,3)", "(b,2)", "(b,4)"), context.textFile(target.toString()).collect().stream().sorted().toList());
    }

    @Test
    public void shouldLeaveNoOutputOfAFailedJob() throws Exception {
        final Path directory = FOLDER.newFolder("failed").toPath();

        final JobFailedException e = assertThrows(JobFailedException.class, () -> context.parallelize(List.of(1, 0), 2).map(x -> 1 / x)
                .saveAsTextFile(directory.resolve("out").toString()));

        assertTrue(e.getMessage(), e.getMessage().contains("java.lang.ArithmeticException: / by zero"));
        assertTrue(e.getMessage(), e.getMessage().contains("failed 4 times"));
        assertTrue(e.getMessage(), e.getMessage().contains("kindling.task.maxFailures"));
        assertTrue(e.detail(), e.detail().contains("ArithmeticException"));
        assertEquals(List.of(), names(directory));
    }

    @Test
    public void shouldFailAtOnceWhenAFunctionCannotTravel() {
        final Object local = new Object();

        final NotSerializableClosureException e = assertThrows(NotSerializableClosureException.class,
                () -> context.parallelize(List.of(1), 1).map(x -> local.hashCode()));

        assertTrue(e.getMessage(), e.getMessage().contains("the function of map"));
        assertThrows(NullPointerException.class, () -> context.parallelize(List.of(1), 1).map(null));
    }

    @Test
    public void shouldReadNothingOfAnEmptyDirectory() throws Exception {
        assertEquals(0, context.textFile(FOLDER.newFolder("empty").toString()).count());
    }

    @Test
    public void shouldRunManyStepsInARow() {
        Rdd<Long> numbers = context.range(0, 10, 1, 2);
        for (int i = 0; i < 300; i++) {
            numbers = numbers.map(x -> x + 1);
        }
        assertEquals(Long.valueOf(300), numbers.first());
    }

    @Test
    public void shouldRunJobsOfSeveralThreads() throws Exception {
        final List<CompletableFuture<Long>> counts = IntStream.range(0, 8)
                .mapToObj(i -> TestDriver.async(() -> context.range(0, 1_000 + i, 1, 4).map(x -> x + 1).count())).toList();
        for (int i = 0; i < 8; i++) {
            assertEquals(Long.valueOf(1_000 + i), counts.get(i).get(20, TimeUnit.SECONDS));
        }
    }

    @Test
    public void shouldRefuseDataSetsOfAnotherContext() {
        try (TestDriver other = new TestDriver(0)) {
            final Rdd<Integer> foreign = other.open().parallelize(List.of(1), 1);

            final KindlingException e = assertThrows(KindlingException.class, () -> context.parallelize(List.of(1), 1).union(foreign));

            assertTrue(e.getMessage(), e.getMessage().contains("another context"));
        }
    }

    @Test
    public void shouldPairNothingWithEverything() {
        final Rdd<Integer> none = context.emptyRDD();
        final Rdd<Integer> some = context.parallelize(List.of(1, 2, 3), 2);

        assertEquals(List.of(), none.cartesian(some).collect());
        assertEquals(List.of(), some.cartesian(none).collect());
        assertEquals(3, some.cartesian(none).keys().union(some).count());
    }

    private static PairRdd<String, Integer> pairs() {
        return context.parallelizePairs(List.of(new Tuple2<>("a", 1), new Tuple2<>("b", 2), new Tuple2<>("a", 3), new Tuple2<>("b", 4)), 2);
    }

    private static List<String> texts(final List<?> records) {
        return records.stream().map(String::valueOf).sorted().toList();
    }

    private static List<String> names(final Path directory) throws Exception {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(p -> p.getFileName().toString()).sorted().toList();
        }
    }
}
