package io.kindling.itests.processes;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.api.HashPartitioner;
import io.kindling.api.JobFailedException;
import io.kindling.api.KindlingConf;
import io.kindling.api.KindlingContext;
import io.kindling.api.KindlingException;
import io.kindling.api.Optional;
import io.kindling.api.PairRdd;
import io.kindling.api.Partitioner;
import io.kindling.api.Rdd;
import io.kindling.api.StatCounter;
import io.kindling.api.Tuple2;
import io.kindling.api.Tuple3;
import io.kindling.api.Tuple4;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;

/** Transformations and actions, each on a small data set, in executors that are processes. */
public class OperationsIT {

    private static KindlingContext context;

    @BeforeClass
    public static void start() {
        context = new KindlingContext(new KindlingConf().setMaster("local-cluster[2,1,1024]").setAppName("operations"));
    }

    @AfterClass
    public static void stop() {
        context.close();
    }

    @Test
    public void shouldMapPartitionsWithTheirIndexes() {
        final List<String> seen = numbers(6, 3).mapPartitionsWithIndex((index, records) -> {
            final List<String> named = new ArrayList<>();
            records.forEachRemaining(number -> named.add(index + ":" + number));
            return named.iterator();
        }, false).collect();
        assertEquals(List.of("0:1", "0:2", "1:3", "1:4", "2:5", "2:6"), seen);
    }

    @Test
    public void shouldGatherPartitions() {
        assertEquals(List.of(List.of(1, 2), List.of(3, 4), List.of(5, 6)), numbers(6, 3).glom().collect());
        assertArrayEquals(new List<?>[] {List.of(5, 6), List.of(1, 2)}, numbers(6, 3).collectPartitions(new int[] {2, 0}));
        final List<Integer> walked = new ArrayList<>();
        numbers(6, 3).toLocalIterator().forEachRemaining(walked::add);
        assertEquals(List.of(1, 2, 3, 4, 5, 6), walked);
        final Map<String, Integer> counted = new TreeMap<>(numbers(4, 2)
                .mapPartitionsToPair(records -> Collections.singletonList(new Tuple2<>("n" + records.next(), 1)).iterator()).collectAsMap());
        assertEquals(Map.of("n1", 1, "n3", 1), counted);
    }

    @Test
    public void shouldGroupByAKeyOfEachRecord() {
        final Map<Integer, Iterable<Integer>> groups = numbers(6, 3).groupBy(number -> number % 2, 2).collectAsMap();
        assertEquals(Set.of(2, 4, 6), set(groups.get(0)));
        assertEquals(Set.of(1, 3, 5), set(groups.get(1)));
        assertEquals(new Tuple2<>("k3", 3), numbers(6, 3).keyBy(number -> "k" + number).collect().get(2));
    }

    @Test
    public void shouldTreatDataSetsAsSets() {
        final Rdd<Integer> some = context.parallelize(List.of(1, 2, 2, 3), 2);
        final Rdd<Integer> others = context.parallelize(List.of(2, 3, 3, 4), 3);
        assertEquals(Set.of(2, 3), Set.copyOf(some.intersection(others).collect()));
        assertEquals(2, some.intersection(others).count());
        assertEquals(List.of(1), some.subtract(others).collect());
        assertEquals(List.of(4), others.subtract(some, 1).collect());
        assertEquals(List.of(2, 2), some.subtract(context.parallelize(List.of(1, 3))).collect());
    }

    @Test
    public void shouldZip() {
        assertEquals(List.of(new Tuple2<>(1, "a"), new Tuple2<>(2, "b"), new Tuple2<>(3, "c")),
                numbers(3, 2).zip(context.parallelize(List.of("a", "b", "c"), 2)).collect());
        assertEquals(Map.of(1, 0L, 2, 1L, 3, 2L, 4, 3L, 5, 4L), numbers(5, 3).zipWithIndex().collectAsMap());
        final List<Tuple2<Integer, Long>> unique = numbers(5, 3).zipWithUniqueId().collect();
        assertEquals(5, unique.stream().map(Tuple2::_2).distinct().count());
        assertEquals(List.of(6, 15), numbers(6, 2).zipPartitions(numbers(6, 2), (here, there) -> {
            int sum = 0;
            while (here.hasNext()) {
                sum += here.next() + there.next();
            }
            return List.of(sum / 2).iterator();
        }).collect());
    }

    @Test
    public void shouldRefuseToZipWhatDoesNotFit() {
        final String partitions = assertThrows(KindlingException.class, () -> numbers(4, 2).zip(numbers(4, 4))).getMessage();
        assertTrue(partitions, partitions.contains("has 2") && partitions.contains("has 4"));
        final Rdd<Integer> longer = numbers(8, 2);
        final String records = assertThrows(JobFailedException.class, () -> numbers(4, 2).zip(longer).count()).getMessage();
        assertTrue(records, records.contains("zip"));
        assertThrows(JobFailedException.class, () -> longer.zip(numbers(4, 2)).count());
        assertThrows(JobFailedException.class, () -> numbers(4, 2).filter(number -> false).zip(numbers(4, 2)).count());
    }

    @Test
    public void shouldReadPartitionsTogether() {
        assertEquals(List.of(List.of(1, 2, 3), List.of(4, 5, 6, 7)), numbers(7, 7).coalesce(2).glom().collect());
        assertEquals(7, numbers(7, 7).coalesce(9).getNumPartitions());
        assertEquals(9, numbers(7, 7).coalesce(9, true).getNumPartitions());
        assertEquals(List.of(1, 2, 3, 4, 1, 2), numbers(4, 3).union(numbers(2, 2)).coalesce(1).collect());
        assertEquals(Map.of("a", 4, "b", 2), pairs().reduceByKey(Integer::sum, 5).coalesce(2).collectAsMap());
        final Rdd<Integer> kept = numbers(6, 6).cache();
        assertEquals(6, kept.coalesce(2).count());
        assertEquals(21, kept.coalesce(4).reduce(Integer::sum).intValue());
    }

    @Test
    public void shouldPairEveryRecordWithEveryOther() {
        final List<Tuple2<Integer, String>> pairs = numbers(3, 2).cartesian(context.parallelize(List.of("x", "y"), 2).map(letter -> letter + letter)).collect();
        assertEquals(Set.of("1xx", "1yy", "2xx", "2yy", "3xx", "3yy"), pairs.stream().map(pair -> pair._1 + pair._2).collect(Collectors.toSet()));
        assertEquals(6, pairs.size());
        assertEquals(81, numbers(9, 3).cartesian(numbers(9, 3).coalesce(2)).count());
    }

    @Test
    public void shouldSortByWhatAFunctionMakes() {
        assertEquals(List.of(5, 4, 3, 2, 1), numbers(5, 3).sortBy(number -> -number, true, 2).collect());
        assertEquals(List.of(5, 4, 3, 2, 1), numbers(5, 3).sortBy(number -> number, false, 2).collect());
    }

    @Test
    public void shouldSampleAlikeForTheSameSeed() {
        final Rdd<Integer> many = numbers(10_000, 4);
        final List<Integer> sample = many.sample(false, 0.1, 7).collect();
        assertEquals(sample, many.sample(false, 0.1, 7).collect());
        assertTrue("about 1,000: " + sample.size(), sample.size() > 800 && sample.size() < 1_200);
        assertEquals(sample.size(), new HashSet<>(sample).size());
        final List<Integer> repeated = many.sample(true, 2.0, 7).collect();
        assertTrue("about 20,000: " + repeated.size(), repeated.size() > 19_000 && repeated.size() < 21_000);
        assertEquals(10, many.takeSample(false, 10, 1).stream().distinct().count());
        assertEquals(50, numbers(5, 2).takeSample(true, 50, 1).size());
        assertEquals(5, numbers(5, 2).takeSample(false, 50, 1).size());
        assertThrows(IllegalArgumentException.class, () -> many.sample(false, 1.5, 1));
    }

    @Test
    public void shouldSplitSoThatEachRecordIsInOnePart() {
        final Rdd<Integer>[] parts = numbers(1_000, 4).randomSplit(new double[] {1, 2, 1}, 3);
        final List<Integer> all = new ArrayList<>();
        for (final Rdd<Integer> part : parts) {
            all.addAll(part.collect());
        }
        assertEquals(IntStream.rangeClosed(1, 1_000).boxed().toList(), all.stream().sorted().toList());
        assertTrue("about 500: " + parts[1].count(), parts[1].count() > 400 && parts[1].count() < 600);
    }

    @Test
    public void shouldFoldAndAggregateFromCopiesOfTheZero() {
        assertEquals(Integer.valueOf(21), numbers(6, 3).fold(0, Integer::sum));
        final ArrayList<Integer> zero = new ArrayList<>();
        final List<Integer> all = numbers(6, 3).aggregate(zero, (list, number) -> {
            list.add(number);
            return list;
        }, (list, more) -> {
            list.addAll(more);
            return list;
        });
        assertEquals(List.of(1, 2, 3, 4, 5, 6), all);
        assertTrue("the caller's zero is as it was", zero.isEmpty());
        assertEquals(Integer.valueOf(5050), numbers(100, 20).treeReduce(Integer::sum));
        assertEquals(Integer.valueOf(5050), numbers(100, 20).treeAggregate(0, Integer::sum, Integer::sum, 3));
        assertEquals(Integer.valueOf(1), numbers(1, 4).treeReduce(Integer::sum));
    }

    @Test
    public void shouldFindTheGreatestAndTheLeast() {
        final Rdd<Integer> mixed = context.parallelize(List.of(3, 9, 1, 7, 5), 3);
        assertEquals(List.of(9, 7), mixed.top(2));
        assertEquals(List.of(1, 3, 5), mixed.takeOrdered(3));
        final Comparator<Integer> byLastDigitOfSquare = (Comparator<Integer> & Serializable) (a, b) -> Integer.compare(a * a % 10 * 10 + a, b * b % 10 * 10 + b);
        assertEquals(List.of(1, 9), mixed.takeOrdered(2, byLastDigitOfSquare));
        assertEquals(List.of(7, 3), mixed.top(2, byLastDigitOfSquare));
        assertEquals(Integer.valueOf(7), mixed.max(byLastDigitOfSquare));
        assertEquals(Integer.valueOf(1), mixed.min(byLastDigitOfSquare));
        assertEquals(List.of(), mixed.top(0));
    }

    @Test
    public void shouldCountValuesAndSeeEmptiness() {
        assertEquals(Map.of("a", 2L, "b", 1L), context.parallelize(List.of("a", "b", "a"), 2).countByValue());
        assertTrue(context.parallelize(List.of(), 3).isEmpty());
        assertFalse(numbers(1, 3).isEmpty());
    }

    @Test
    public void shouldRunAFunctionForEachPartition() {
        numbers(6, 3).foreachPartition(Iterator::next);
        assertThrows(JobFailedException.class, () -> context.parallelize(List.of(), 1).foreachPartition(Iterator::next));
    }

    @Test
    public void shouldTellOfNumbers() {
        final StatCounter stats = numbers(5, 3).mapToDouble(number -> number).stats();
        assertEquals(5, stats.count());
        assertEquals(3, stats.mean(), 1e-12);
        assertEquals(2, stats.variance(), 1e-12);
        assertEquals(2.5, stats.sampleVariance(), 1e-12);
        assertEquals(Double.valueOf(15), numbers(5, 3).mapToDouble(number -> number).sum());
        assertEquals(Double.valueOf(5), numbers(5, 3).mapToDouble(number -> number).max());
        assertEquals(Double.valueOf(2), numbers(5, 3).mapToDouble(number -> number).filter(number -> number > 1).min());
        final Tuple2<double[], long[]> histogram = numbers(5, 3).mapToDouble(number -> number).histogram(2);
        assertArrayEquals(new double[] {1, 3, 5}, histogram._1, 0);
        assertArrayEquals(new long[] {2, 3}, histogram._2);
        assertArrayEquals(new long[] {1, 1, 1, 0}, numbers(5, 3).mapToDouble(number -> number).histogram(new double[] {0, 2, 3, 3.5, 3.9}));
        assertEquals(List.of(1.0, -1.0, 2.0, -2.0), numbers(2, 1).flatMapToDouble(number -> List.of(1.0 * number, -1.0 * number).iterator()).collect());
    }

    @Test
    public void shouldCombineAndFoldByKey() {
        final PairRdd<String, Integer> pairs = pairs();
        assertEquals(Map.of("a", 4, "b", 2), pairs.foldByKey(0, Integer::sum).collectAsMap());
        final Map<String, String> combined = pairs.mapToPair(pair -> new Tuple2<>(pair._1, 1)).combineByKey(one -> "" + one, (text, one) -> text + one,
                (first, second) -> first + second, 2).collectAsMap();
        assertEquals(Map.of("a", "11", "b", "1"), combined);
        assertEquals(Map.of("a", 4, "b", 2), pairs.reduceByKeyLocally(Integer::sum));
        assertEquals(List.of("a1", "a10", "b2", "b20", "a3", "a30"),
                pairs.flatMapValues(value -> List.of(value, value * 10).iterator()).map(pair -> pair._1 + pair._2).collect());
    }

    @Test
    public void shouldJoinOuter() {
        final PairRdd<String, Integer> here = pairs();
        final PairRdd<String, String> there = context.parallelizePairs(List.of(new Tuple2<>("a", "x"), new Tuple2<>("c", "y")), 2);
        assertEquals(Set.of("a1x", "a3x", "b2-"), texts(here.leftOuterJoin(there).map(row -> row._1 + row._2._1 + row._2._2.orElse("-"))));
        assertEquals(Set.of("a1x", "a3x", "c-y"), texts(here.rightOuterJoin(there, 2).map(row -> row._1 + text(row._2._1) + row._2._2)));
        assertEquals(Set.of("a1x", "a3x", "b2-", "c-y"), texts(here.fullOuterJoin(there).map(row -> row._1 + text(row._2._1) + row._2._2.or("-"))));
        assertEquals(Set.of(new Tuple2<>("b", 2)), Set.copyOf(here.subtractByKey(there).collect()));
        assertEquals(Set.of(new Tuple2<>("b", new Tuple2<>(2, Optional.empty()))),
                Set.copyOf(here.<String>leftOuterJoin(there).filter(row -> !row._2._2.isPresent()).collect()));
    }

    @Test
    public void shouldGroupThreeAndFourDataSets() {
        final PairRdd<String, Integer> one = pairs();
        final PairRdd<String, String> two = context.parallelizePairs(List.of(new Tuple2<>("a", "x")), 1);
        final PairRdd<String, Long> three = context.parallelizePairs(List.of(new Tuple2<>("b", 5L)), 1);
        final Map<String, Tuple3<Iterable<Integer>, Iterable<String>, Iterable<Long>>> grouped = one.cogroup(two, three, 2).collectAsMap();
        assertEquals(Set.of(1, 3), set(grouped.get("a")._1));
        assertEquals(Set.of("x"), set(grouped.get("a")._2));
        assertEquals(Set.of(5L), set(grouped.get("b")._3));
        final Map<String, Tuple4<Iterable<Integer>, Iterable<String>, Iterable<Long>, Iterable<Integer>>> four = one.cogroup(two, three, one).collectAsMap();
        assertEquals(Set.of(2), set(four.get("b")._4));
        assertEquals(Set.of(), set(four.get("b")._2));
    }

    @Test
    public void shouldPartitionAsTheApplicationSays() {
        final PairRdd<Integer, Integer> squares = numbers(10, 3).mapToPair(number -> new Tuple2<>(number, number * number));
        final PairRdd<Integer, Integer> parted = squares.partitionBy(new ByParity());
        assertEquals(List.of(Set.of(2, 4, 6, 8, 10), Set.of(1, 3, 5, 7, 9)),
                parted.keys().glom().collect().stream().map(Set::copyOf).toList());
        assertEquals(List.of(List.of(10, 8, 6, 4, 2), List.of(9, 7, 5, 3, 1)), squares.repartitionAndSortWithinPartitions(new ByParity(),
                (Comparator<Integer> & Serializable) (a, b) -> Integer.compare(b, a)).keys().glom().collect());
        assertEquals(List.of(2, 4, 6, 8, 10, 1, 3, 5, 7, 9), squares.repartitionAndSortWithinPartitions(new ByParity()).keys().collect());
        assertEquals(3, squares.partitionBy(new HashPartitioner(3)).getNumPartitions());
        assertEquals(Map.of(1, 1, 2, 1), new TreeMap<>(numbers(2, 2).mapToPair(number -> new Tuple2<>(number, 1)).reduceByKey(new ByParity(), Integer::sum).collectAsMap()));
        assertEquals(10, parted.join(squares.partitionBy(new ByParity())).count());
        assertEquals(List.of(16), squares.lookup(4));
        assertEquals(Set.of(3, 4), Set.copyOf(squares.filterByRange(3, 4).keys().collect()));
    }

    @Test
    public void shouldRefuseAPartitionThatIsNotThere() {
        final String message = assertThrows(JobFailedException.class, () -> numbers(3, 1).mapToPair(number -> new Tuple2<>(number, number))
                .partitionBy(new Outside()).count()).getMessage();
        assertTrue(message, message.contains("getPartition returned 7"));
    }

    @Test
    public void shouldSampleByKey() {
        final PairRdd<String, Integer> many = numbers(2_000, 4).mapToPair(number -> new Tuple2<>(number % 2 == 0 ? "even" : "odd", number));
        final Map<String, Long> counts = many.sampleByKey(false, Map.of("even", 1.0, "odd", 0.1), 5).countByKey();
        assertEquals(Long.valueOf(1_000), counts.get("even"));
        assertTrue("about 100: " + counts, counts.get("odd") > 50 && counts.get("odd") < 150);
    }

    private static Rdd<Integer> numbers(final int last, final int partitions) {
        return context.parallelize(IntStream.rangeClosed(1, last).boxed().toList(), partitions);
    }

    private static PairRdd<String, Integer> pairs() {
        return context.parallelizePairs(List.of(new Tuple2<>("a", 1), new Tuple2<>("b", 2), new Tuple2<>("a", 3)), 2);
    }

    private static String text(final Optional<Integer> value) {
        return value.isPresent() ? value.get().toString() : "-";
    }

    private static Set<String> texts(final Rdd<String> rows) {
        return rows.collect().stream().collect(Collectors.toCollection(TreeSet::new));
    }

    private static <T> Set<T> set(final Iterable<T> values) {
        final Set<T> set = new HashSet<>();
        values.forEach(set::add);
        return set;
    }

    private static final class ByParity extends Partitioner {

        @Override
        public int numPartitions() {
            return 2;
        }

        @Override
        public int getPartition(final Object key) {
            return (Integer) key % 2;
        }

        @Override
        public boolean equals(final Object other) {
            return other instanceof ByParity;
        }

        @Override
        public int hashCode() {
            return 2;
        }
    }

    private static final class Outside extends Partitioner {

        @Override
        public int numPartitions() {
            return 2;
        }

        @Override
        public int getPartition(final Object key) {
            return 7;
        }
    }
}
