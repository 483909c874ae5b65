package io.kindling.driver;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.api.HashPartitioner;
import io.kindling.api.KindlingContext;
import io.kindling.api.Optional;
import io.kindling.api.PairRdd;
import io.kindling.api.PartitionEvaluator;
import io.kindling.api.PartitionPruningRdd;
import io.kindling.api.Partitioner;
import io.kindling.api.RangePartitioner;
import io.kindling.api.Rdd;
import io.kindling.api.Tuple2;
import io.kindling.driver.kit.TestExecutor;
import io.kindling.protocol.message.LaunchTasks;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.After;
import org.junit.Test;

/** Names, lineage, partitioners, chosen partitions and exact samples. */
public class DataSetsTest {

    private final TestDriver driver = new TestDriver(1);
    private final KindlingContext context = driver.running();

    @After
    public void close() {
        driver.close();
    }

    @Test
    public void shouldPrintTheLineageWithNames() {
        final PairRdd<Integer, Integer> pairs = context.parallelize(List.of(1, 2, 3), 3).setName("numbers").mapToPair(n -> new Tuple2<>(n, n));
        final PairRdd<Integer, Integer> sums = pairs.reduceByKey(Integer::sum, 2).setName("sums").cache();
        final Rdd<Integer> all = sums.values().union(context.parallelize(List.of(4), 1));
        assertEquals("sums", sums.name());
        assertNull(all.name());
        final String[] lines = all.toDebugString().replaceAll("at (\\w+) at [\\w.:]+", "at $1").replaceAll("\\[\\d+]", "").split("\n");
        assertEquals(String.join("\n", List.of(
                "(3) UnionRdd at union []",
                " |  ValuesRdd at values []",
                " |  sums ShuffledRdd at reduceByKey [Memory Deserialized 1x Replicated]",
                " +-(3) MapToPairRdd at mapToPair []",
                "    |  numbers CollectionRdd at parallelize []",
                " |  CollectionRdd at parallelize []")), String.join("\n", lines));
        assertTrue(sums.toString(), sums.toString().contains("(sums, reduceByKey at "));
    }

    @Test
    public void shouldPrintDeepLineageWithoutRecursion() {
        Rdd<Integer> data = context.parallelize(List.of(1), 1);
        for (int i = 0; i < 20_000; i++) {
            data = data.filter(value -> true);
        }
        assertTrue(data.toDebugString().endsWith("... and more"));
    }

    @Test
    public void shouldTellThePartitionerThatIsKnown() {
        final List<Tuple2<Integer, String>> list = new ArrayList<>();
        IntStream.range(0, 1_000).forEach(i -> list.add(new Tuple2<>(i, "v" + i)));
        Collections.shuffle(list, new Random(1));
        final PairRdd<Integer, String> pairs = context.parallelizePairs(list, 4);
        assertEquals(Optional.empty(), pairs.partitioner());
        assertEquals(Optional.of(new HashPartitioner(3)), pairs.reduceByKey((a, b) -> a, 3).partitioner());

        final RangePartitioner<Integer> ranges = new RangePartitioner<>(5, pairs);
        assertEquals(5, ranges.numPartitions());
        final PairRdd<Integer, String> parted = pairs.partitionBy(ranges);
        assertEquals(Optional.of(ranges), parted.partitioner());
        assertSame("the application's own object", ranges, parted.partitioner().get());
        assertEquals(Optional.of(ranges), parted.mapValues(String::length).partitioner());
        final PairRdd<Integer, Integer> without = context.parallelizePairs(List.of(new Tuple2<>(7, 0), new Tuple2<>(null, 0)), 1);
        final Partitioner lastDigit = new LastDigit();
        assertEquals("what is left stays where it is", Optional.of(lastDigit), pairs.partitionBy(lastDigit).subtractByKey(without).partitioner());
        assertEquals("null has no place among ranges", 999, parted.subtractByKey(without).count());
        int last = -1;
        for (final List<Tuple2<Integer, String>> part : parted.glom().collect()) {
            final List<Integer> keys = part.stream().map(pair -> pair._1).sorted().toList();
            assertTrue(keys.size() + " keys", keys.size() > 50 && keys.get(0) > last);
            last = keys.get(keys.size() - 1);
            keys.forEach(key -> assertEquals(ranges.getPartition(keys.get(0)), ranges.getPartition(key)));
        }
        final PairRdd<Integer, Tuple2<String, String>> joined = parted.join(pairs.partitionBy(ranges), ranges);
        assertEquals(1_000, joined.count());
        assertFalse("ranges alike need no shuffle: " + joined.toDebugString(), joined.toDebugString().lines().skip(1).findFirst().orElseThrow().contains("+-"));
        final RangePartitioner<Integer> down = new RangePartitioner<>(3, pairs, false, new Backwards());
        assertTrue(down.getPartition(999) > down.getPartition(0));
        assertEquals(List.of(0, 1, 2), pairs.repartitionAndSortWithinPartitions(ranges).keys().take(3));
    }

    @Test
    public void shouldLookOnlyAtPartitionsThatCanHoldTheRange() {
        final List<Tuple2<Integer, Integer>> list = new ArrayList<>();
        IntStream.range(0, 500).forEach(i -> list.add(new Tuple2<>(i, i)));
        Collections.shuffle(list, new Random(2));
        final PairRdd<Integer, Integer> pairs = context.parallelizePairs(list, 3);
        for (final boolean ascending : new boolean[] {true, false}) {
            final PairRdd<Integer, Integer> some = pairs.sortByKey(ascending, 10).filterByRange(120, 150);
            assertTrue("of 10 there are " + some.getNumPartitions(), some.getNumPartitions() <= 3);
            assertEquals(IntStream.rangeClosed(120, 150).boxed().toList(), some.keys().collect().stream().sorted().toList());
            assertEquals(31, some.mapToPair(pair -> new Tuple2<>(pair._2 % 7, 1)).reduceByKey(Integer::sum).values().reduce(Integer::sum).intValue());
        }
        assertEquals(31, pairs.filterByRange(120, 150).count());
        assertEquals(31, pairs.filterByRange(new Backwards(), 150, 120).count());
        assertEquals(0, pairs.sortByKey(true, 10).filterByRange(150, 120).count());
    }

    @Test
    public void shouldComputeOnTheHostsThatTheApplicationNames() throws Exception {
        try (TestDriver two = new TestDriver(2)) {
            final KindlingContext there = two.scriptedOn("one", "other");
            final Map<Integer, TestExecutor> executors = new HashMap<>();
            for (final TestExecutor each : List.of(two.executor(), two.executor())) {
                executors.put(each.id, each);
            }
            final CompletableFuture<List<String>> result = TestDriver.async(() -> there.makeRDD(List.of(new Tuple2<>("a", List.of("other")),
                    new Tuple2<>("b", List.of("nowhere", "one")), new Tuple2<>("c", List.of("other")), new Tuple2<>("d", List.<String>of())))
                    .map(name -> name + "!").collect());

            assertEquals(List.of(1, 3), partitions(executors.get(0)));
            assertEquals(List.of(0, 2), partitions(executors.get(1)));
            there.close();
            assertThrows(ExecutionException.class, () -> result.get(10, TimeUnit.SECONDS));
        }
    }

    private static List<Integer> partitions(final TestExecutor executor) {
        final List<Integer> partitions = new ArrayList<>();
        while (partitions.size() < 2) {
            executor.next(LaunchTasks.class).tasks().forEach(task -> partitions.add(task.partition()));
        }
        return partitions.stream().sorted().toList();
    }

    @Test
    public void shouldMakeADataSetOfOnePartitionForEachValue() {
        final Rdd<String> made = context.makeRDD(List.of(new Tuple2<>("a", List.of("here")), new Tuple2<>("b", null), new Tuple2<>("c", List.of())));

        assertEquals(3, made.getNumPartitions());
        assertEquals(List.of(List.of("a"), List.of("b"), List.of("c")), made.glom().collect());
        assertEquals(0, context.makeRDD(List.<Tuple2<String, List<String>>>of()).getNumPartitions());
    }

    @Test
    public void shouldComputeChosenPartitionsOnly() {
        final Rdd<Integer> data = context.parallelize(IntStream.range(0, 40).boxed().toList(), 8).mapPartitionsWithIndex((partition, records) -> {
            if (partition % 3 != 1) {
                throw new IllegalStateException("partition " + partition + " is not wanted");
            }
            return records;
        }, true);
        final Rdd<Integer> some = PartitionPruningRdd.create(data, partition -> partition % 3 == 1);
        assertEquals(3, some.getNumPartitions());
        assertEquals(List.of(5, 6, 7, 8, 9, 20, 21, 22, 23, 24, 35, 36, 37, 38, 39), some.collect());
        assertEquals(15, some.union(some.map(value -> value + 1)).filterPartitions(partition -> partition < 3).repartition(2).count());
        assertEquals(15, some.coalesce(2).map(value -> value).count());
        assertEquals(0, data.filterPartitions(partition -> false).count());
        assertEquals("neighbours of what is chosen are not read", List.of(5, 6, 7, 8, 9), some.cache().filterPartitions(partition -> partition == 0).collect());
    }

    @Test
    public void shouldSampleExactlyByKey() {
        final List<Tuple2<String, Integer>> list = new ArrayList<>();
        IntStream.range(0, 1_000).forEach(i -> list.add(new Tuple2<>(i % 10 == 0 ? "rare" : "often", i)));
        final PairRdd<String, Integer> pairs = context.parallelizePairs(list, 7);
        final Map<String, Double> fractions = Map.of("rare", 0.333, "often", 0.1);
        final PairRdd<String, Integer> once = pairs.sampleByKeyExact(false, fractions, 5);
        assertEquals(Map.of("rare", 34L, "often", 90L), once.countByKey());
        assertEquals("no pair twice", 124, once.distinct().count());
        assertEquals(once.collect(), pairs.sampleByKeyExact(false, fractions, 5).collect());
        assertFalse(once.collect().equals(pairs.sampleByKeyExact(false, fractions, 6).collect()));
        final PairRdd<String, Integer> again = pairs.sampleByKeyExact(true, Map.of("rare", 2.5, "often", 0.0));
        assertEquals(Map.of("rare", 250L), again.countByKey());
        final long different = again.distinct().count();
        assertTrue(different + " of 100", different > 80 && different <= 100); // 1 - exp(-2.5) of them are expected
    }

    @Test
    public void shouldSampleEachPairAsLikelyAsAnyOther() {
        final List<Tuple2<String, Integer>> list = new ArrayList<>();
        IntStream.range(0, 40).forEach(i -> list.add(new Tuple2<>("k", i)));
        final PairRdd<String, Integer> pairs = context.parallelizePairs(list, 3);
        final int[] taken = new int[40];
        for (int seed = 0; seed < 200; seed++) {
            pairs.sampleByKeyExact(false, Map.of("k", 0.25), seed).values().collect().forEach(value -> taken[value]++);
        }
        for (final int times : taken) {
            assertEquals(50, times, 5 * Math.sqrt(200 * 0.25 * 0.75));
        }
    }

    @Test
    public void shouldMakeEvaluatorsOnTheExecutor() {
        final Rdd<Integer> data = context.parallelize(List.of(1, 2, 3, 4), 2);
        assertEquals(List.of("0:1", "0:2", "1:3", "1:4"), data.<String>mapPartitionsWithEvaluator(Texts::new).collect());
        assertEquals(List.of("0:1", "0:2", "0:1", "0:2", "1:3", "1:4", "1:3", "1:4"), data.<String>zipPartitionsWithEvaluator(data, Texts::new).collect());
    }

    @Test
    public void shouldTakePartitionersEverywhere() {
        final PairRdd<String, Integer> pairs = context.parallelizePairs(List.of(new Tuple2<>("a", 1), new Tuple2<>("b", 2), new Tuple2<>("a", 3)), 2);
        final HashPartitioner three = new HashPartitioner(3);
        final Map<String, Integer> sums = Map.of("a", 4, "b", 2);
        assertEquals(sums, pairs.foldByKey(0, three, Integer::sum).collectAsMap());
        assertEquals(sums, pairs.aggregateByKey(0, three, Integer::sum, Integer::sum).collectAsMap());
        assertEquals(sums, pairs.<Integer>combineByKey(value -> value, Integer::sum, Integer::sum, three).collectAsMap());
        assertEquals(3, pairs.leftOuterJoin(pairs.filter(pair -> pair._1.equals("b")), three).count());
        assertEquals(3, pairs.rightOuterJoin(pairs.mapValues(value -> "x").filter(pair -> pair._1.equals("a")), three).count() - 1);
        assertEquals(5, pairs.fullOuterJoin(pairs, three).count());
        assertEquals(List.of("b"), pairs.subtractByKey(pairs.filter(pair -> pair._1.equals("a")), three).keys().collect());
        assertEquals(2, pairs.cogroup(pairs, pairs, three).count());
        assertEquals(2, pairs.cogroup(pairs, pairs, pairs, three).count());
        assertEquals(Map.of("a", 2L, "b", 1L), pairs.countApproxDistinctByKey(0.05, three).collectAsMap());
        assertEquals(List.of("b", "a", "a"), pairs.sortByKey(Comparator.reverseOrder()).keys().collect());
    }

    /** Made on the executor: it does not travel. */
    private static final class Texts implements PartitionEvaluator<Integer, String> {

        @Override
        @SafeVarargs
        public final Iterator<String> eval(final int partitionIndex, final Iterator<Integer>... inputs) {
            final List<String> texts = new ArrayList<>();
            for (final Iterator<Integer> input : inputs) {
                input.forEachRemaining(value -> texts.add(partitionIndex + ":" + value));
            }
            return texts.iterator();
        }
    }

    private static final class Backwards implements Comparator<Integer>, Serializable {

        @Override
        public int compare(final Integer first, final Integer second) {
            return second.compareTo(first);
        }
    }

    private static final class LastDigit extends Partitioner {

        private static final long serialVersionUID = 1L;

        @Override
        public int numPartitions() {
            return 10;
        }

        @Override
        public int getPartition(final Object key) {
            return key == null ? 0 : (Integer) key % 10;
        }
    }
}
