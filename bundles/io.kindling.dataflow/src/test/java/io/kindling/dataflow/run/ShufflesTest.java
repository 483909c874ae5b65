package io.kindling.dataflow.run;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.api.Optional;
import io.kindling.api.Tuple2;
import io.kindling.api.Tuple3;
import io.kindling.api.Tuple4;
import io.kindling.api.function.FlatMapFunction;
import io.kindling.api.function.Function;
import io.kindling.api.function.Function2;
import io.kindling.protocol.stage.Aggregator;
import io.kindling.protocol.stage.Builtin;
import io.kindling.protocol.stage.FunctionBlob;
import io.kindling.protocol.stage.KeyOrder;
import io.kindling.protocol.stage.Operator;
import io.kindling.protocol.stage.Partitioning;
import io.kindling.protocol.stage.Sink;
import io.kindling.protocol.stage.TransformKind;
import java.io.Serializable;
import java.nio.file.Files;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.Test;

/** Shuffles of every kind, with plenty of memory and with almost none, beside plain collections. */
public class ShufflesTest extends StageTestBase {

    private static final long SCARCE = 1000;
    private static final KeyOrder NATURAL = new KeyOrder(FunctionBlob.builtin(Builtin.NATURAL_ORDER), true);

    private final FunctionBlob identity = functions.add((FlatMapFunction<Iterator<Object>, Object>) records -> records);
    private final FunctionBlob concat = functions.add((Function2<String, String, String>) (a, b) -> a + b);
    private final FunctionBlob sum = functions.add((Function2<Integer, Integer, Integer>) Integer::sum);

    record Colliding(int id, String text) implements Serializable {
        @Override
        public int hashCode() {
            return id % 3;
        }
    }

    private enum Colour { RED, GREEN }

    private record Shade(Colour colour, int depth) implements Serializable {
    }

    private record Named(String name, Object what) implements Serializable {
    }

    private record Loose(Colour colour) implements Serializable {
        @Override
        public boolean equals(final Object other) {
            return other instanceof Loose;
        }

        @Override
        public int hashCode() {
            return 42;
        }
    }

    private record Shift(DayOfWeek day, int number) implements Serializable {
    }

    private record Holder(int[] numbers) implements Serializable {
    }

    /** So that the last record that was read is the one to look at. */
    @Test
    public void shouldCountWhatWasReadUntilAFunctionFailed() throws Exception {
        shuffle(ints(100).stream().map(i -> new Tuple2<>("k", i)).toList(), new Sink.ShuffleWrite(1, new Partitioning.Hash(1), new Aggregator.None()), 0, PLENTY);
        final Function2<Integer, Integer, Integer> sum = (one, other) -> one + other / (other - 57);
        final Function<Tuple2<String, Integer>, Integer> quotient = pair -> pair._2 / (pair._2 - 57);
        for (final List<Operator> operators : List.<List<Operator>>of(List.of(new Operator.ShuffleRead(1, new Aggregator.Reduce(functions.add(sum)), null)),
                List.of(new Operator.ShuffleRead(1, new Aggregator.None(), null), transform(TransformKind.MAP, 0, functions.add(quotient))))) {
            final TestTask task = task(0, PLENTY);
            assertThrows(ArithmeticException.class, () -> compiler.compile(stage(new Sink.Count(), operators.toArray(new Operator[0]))).run(task));
            assertEquals(operators.toString(), 58, task.counters.recordsRead);
        }
    }

    /** Hash codes of enum constants are others in each process; what is asserted here does not contain them. */
    @Test
    public void shouldHashKeysWithEnumsAlikeEverywhere() {
        final KeyHash hash = new KeyHash();
        final int red = "RED".hashCode();
        assertEquals(31 + red, hash.of(List.of(Colour.RED)));
        assertEquals(red + "GREEN".hashCode(), hash.of(EnumSet.allOf(Colour.class)));
        assertEquals(31 * red + 7, hash.of(new Shade(Colour.RED, 7)));
        assertEquals(31 * "n".hashCode() + 31 * red + 7, hash.of(new Named("n", new Shade(Colour.RED, 7))));
        assertEquals(31 * "n".hashCode(), hash.of(new Named("n", null)));
        assertEquals(31 * "MONDAY".hashCode() + 1, hash.of(new Shift(DayOfWeek.MONDAY, 1)));
        assertEquals(new Colliding(5, "c").hashCode(), hash.of(new Colliding(5, "c")));
        assertEquals("a hashCode() of its own", 42, hash.of(new Loose(Colour.RED)));
        assertEquals(List.of("a", 1).hashCode(), hash.of(List.of("a", 1)));
        assertEquals(new Tuple3<>(red, 1, 2).hashCode(), hash.of(new Tuple3<>(Colour.RED, 1, 2)));
        assertEquals(new Tuple4<>(3, "RED", 1, 2).hashCode(), hash.of(new Tuple4<>(3, Colour.RED, 1, 2)));
        assertEquals(red, hash.of(Optional.of(Colour.RED)));
        assertEquals(red ^ 5, hash.of(Map.of(Colour.RED, 5)));
        for (final Object plain : List.of(new Tuple3<>("a", 1, 2L), new Tuple4<>("a", 1, 2L, null), Optional.of("a"), Optional.empty(), Map.of("a", 1, "b", 2))) {
            assertEquals(plain.hashCode(), hash.of(plain));
        }
        assertThrows(IllegalArgumentException.class, () -> hash.of(new Holder(new int[1])));
        assertThrows(IllegalArgumentException.class, () -> hash.of(List.of(new int[1])));
    }

    private static List<Tuple2<Object, Integer>> pairs(final Random random, final int count, final int kind) {
        final List<Tuple2<Object, Integer>> pairs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pairs.add(new Tuple2<>(key(random, kind), random.nextInt(1000)));
        }
        return pairs;
    }

    private static Object key(final Random random, final int kind) {
        switch (kind) {
            case 0:
                return random.nextInt(12) == 0 ? null : "key-" + random.nextInt(2000) + "-" + "x".repeat(40);
            case 1:
                return random.nextLong() % 3000;
            case 2:
                return new Colliding(random.nextInt(60), "c");
            case 3:
                return random.nextBoolean() ? TimeUnit.values()[random.nextInt(7)] : new Tuple2<>(random.nextInt(900), TimeUnit.DAYS);
            case 4:
                return List.of(random.nextInt(700), "l");
            default:
                return key(random, random.nextInt(5));
        }
    }

    private static <K, V> Map<K, V> asMap(final List<Object> records) {
        final Map<K, V> map = new HashMap<>();
        for (final Object record : records) {
            @SuppressWarnings("unchecked")
            final Tuple2<K, V> pair = (Tuple2<K, V>) record;
            assertFalse("key " + pair._1 + " comes twice", map.containsKey(pair._1));
            map.put(pair._1, pair._2);
        }
        return map;
    }

    private List<Object> read(final int partitions, final long memory, final Operator... operators) throws Exception {
        final List<Object> all = new ArrayList<>();
        for (int partition = 0; partition < partitions; partition++) {
            final TestTask task = task(partition, memory);
            all.addAll(TestTask.CODEC.decode(compiler.compile(stage(new Sink.Collect(), operators)).run(task)));
            assertEquals(0, task.taken());
            for (final var spill : task.spills) {
                assertFalse("spill files are deleted when read", Files.exists(spill));
            }
            final Operator[] pulled = Arrays.copyOf(operators, operators.length + 1);
            pulled[operators.length] = transform(TransformKind.MAP_PARTITIONS, operators.length - 1, identity);
            assertEquals(all.subList(all.size() - TestTask.CODEC.decode(compiler.compile(stage(new Sink.Collect(), operators)).run(task(partition, memory))).size(),
                    all.size()), TestTask.CODEC.decode(compiler.compile(stage(new Sink.Collect(), pulled)).run(task(partition, memory))));
        }
        return all;
    }

    @Test
    public void shouldReduceFoldAndGroupAsAMapWould() throws Exception {
        for (int seed = 0; seed < 12; seed++) {
            final Random random = new Random(seed);
            final List<List<Tuple2<Object, Integer>>> maps = new ArrayList<>();
            for (int map = 0; map < 3; map++) {
                maps.add(pairs(random, seed == 0 ? 0 : 1 + random.nextInt(seed % 6 < 4 ? 5000 : 1500), seed % 6));
            }
            final Map<Object, Integer> expected = new HashMap<>();
            maps.forEach(map -> map.forEach(pair -> expected.merge(pair._1, pair._2, Integer::sum)));
            for (final long memory : new long[] {PLENTY, SCARCE}) {
                reduceFoldAndGroup(maps, expected, memory, 1 + random.nextInt(4));
            }
        }
    }

    private void reduceFoldAndGroup(final List<List<Tuple2<Object, Integer>>> maps, final Map<Object, Integer> expected, final long memory,
                                    final int partitions) throws Exception {
        final Partitioning hash = new Partitioning.Hash(partitions);
        final Aggregator reduce = new Aggregator.Reduce(sum);
        final FunctionBlob addToList = functions.add((Function2<ArrayList<Integer>, Integer, ArrayList<Integer>>) (list, value) -> {
            list.add(value);
            return list;
        });
        final FunctionBlob joinLists = functions.add((Function2<ArrayList<Integer>, ArrayList<Integer>, ArrayList<Integer>>) (one, other) -> {
            one.addAll(other);
            return one;
        });
        final Aggregator fold = new Aggregator.Fold(TestTask.CODEC.encode(List.of(new ArrayList<>()).iterator()), addToList, joinLists);
        shuffles.outputs.clear();
        for (int map = 0; map < maps.size(); map++) {
            assertEquals(0, shuffle(maps.get(map), new Sink.ShuffleWrite(1, hash, reduce), map, memory).taken());
            shuffle(maps.get(map), new Sink.ShuffleWrite(2, hash, new Aggregator.None()), map, memory);
            shuffle(maps.get(map), new Sink.ShuffleWrite(3, hash, fold), map, memory);
        }
        assertEquals(expected, asMap(read(partitions, memory, new Operator.ShuffleRead(1, reduce, null))));
        assertEquals(expected, asMap(read(partitions, memory, new Operator.ShuffleRead(2, reduce, null))));
        assertEquals(expected, sums(asMap(read(partitions, memory, new Operator.ShuffleRead(2, new Aggregator.Group(), null)))));
        assertEquals(expected, sums(asMap(read(partitions, memory, new Operator.ShuffleRead(3, fold, null)))));
        final int records = maps.stream().mapToInt(List::size).sum();
        assertEquals(records, read(partitions, memory, new Operator.ShuffleRead(2, new Aggregator.None(), null)).size());
    }

    private static Map<Object, Integer> sums(final Map<Object, List<Integer>> lists) {
        final Map<Object, Integer> sums = new HashMap<>();
        lists.forEach((key, values) -> sums.put(key, values.stream().mapToInt(Integer::intValue).sum()));
        return sums;
    }

    @Test
    public void shouldSpillWhenMemoryIsScarce() throws Exception {
        final List<Tuple2<Object, Integer>> pairs = pairs(new Random(3), 20_000, 0);
        shuffle(pairs, new Sink.ShuffleWrite(1, new Partitioning.Hash(1), new Aggregator.None()), 0, PLENTY);
        for (final Operator read : List.of(new Operator.ShuffleRead(1, new Aggregator.Reduce(sum), null),
                new Operator.ShuffleRead(1, new Aggregator.Group(), null), new Operator.ShuffleRead(1, new Aggregator.None(), nullsFirst()))) {
            final TestTask task = task(0, SCARCE);
            compiler.compile(stage(new Sink.Count(), read)).run(task);
            assertTrue(task.counters.spilledBytes > 0);
            assertTrue(task.spills.size() > 1);
            final TestTask rich = task(0, PLENTY);
            compiler.compile(stage(new Sink.Count(), read)).run(rich);
            assertEquals(0, rich.counters.spilledBytes);
        }
    }

    private KeyOrder nullsFirst() {
        return new KeyOrder(functions.add(Comparator.nullsFirst(Comparator.<String>naturalOrder())), true);
    }

    @Test
    public void shouldMergeMoreRunsThanItHoldsOpen() throws Exception {
        final List<Tuple2<Object, Integer>> pairs = new ArrayList<>();
        final Random random = new Random(1);
        for (int i = 0; i < 60_000; i++) {
            pairs.add(new Tuple2<>("key " + random.nextInt(50_000) + "y".repeat(100), 1));
        }
        shuffle(pairs, new Sink.ShuffleWrite(1, new Partitioning.Hash(1), new Aggregator.None()), 0, PLENTY);
        final TestTask task = task(0, SCARCE);
        final byte[] result = compiler.compile(stage(new Sink.Collect(), new Operator.ShuffleRead(1, new Aggregator.Reduce(sum), NATURAL))).run(task);
        assertTrue(task.spills.size() > 2 * 64);
        final Map<Object, Integer> expected = new HashMap<>();
        pairs.forEach(pair -> expected.merge(pair._1, pair._2, Integer::sum));
        final List<Object> sorted = TestTask.CODEC.decode(result);
        assertEquals(expected, asMap(sorted));
        for (int i = 1; i < sorted.size(); i++) {
            assertTrue(((String) ((Tuple2<?, ?>) sorted.get(i - 1))._1).compareTo((String) ((Tuple2<?, ?>) sorted.get(i))._1) < 0);
        }
    }

    @Test
    public void shouldSortStablyInRanges() throws Exception {
        for (int seed = 0; seed < 8; seed++) {
            final Random random = new Random(seed);
            final boolean ascending = seed % 2 == 0;
            final List<Tuple2<Integer, String>> pairs = new ArrayList<>();
            for (int i = random.nextInt(20_000); i > 0; i--) {
                pairs.add(new Tuple2<>(random.nextInt(500), "v" + i + "z".repeat(20)));
            }
            final KeyOrder order = new KeyOrder(FunctionBlob.builtin(Builtin.NATURAL_ORDER), ascending);
            final List<Integer> bounds = new ArrayList<>(List.of(100, 250, 400));
            if (!ascending) {
                java.util.Collections.reverse(bounds);
            }
            shuffles.outputs.clear();
            shuffle(pairs, new Sink.ShuffleWrite(1, new Partitioning.Range(4, order, TestTask.CODEC.encode(bounds.iterator())), new Aggregator.None()), 0, PLENTY);
            final Comparator<Tuple2<Integer, String>> byKey = Comparator.comparing(pair -> pair._1);
            final List<Tuple2<Integer, String>> expected = new ArrayList<>(pairs);
            expected.sort(ascending ? byKey : byKey.reversed());
            assertEquals(expected, read(4, PLENTY, new Operator.ShuffleRead(1, new Aggregator.None(), order)));
            assertEquals(expected, read(4, SCARCE, new Operator.ShuffleRead(1, new Aggregator.None(), order)));
        }
    }

    @Test
    public void shouldThrowWhatAComparatorThrows() throws Exception {
        final IllegalStateException mine = new IllegalStateException("mine");
        final Comparator<Object> failing = (one, other) -> {
            throw mine;
        };
        shuffle(List.of(new Tuple2<>(1, 1), new Tuple2<>(2, 2)), new Sink.ShuffleWrite(1, new Partitioning.Hash(1), new Aggregator.None()), 0, PLENTY);
        final Operator read = new Operator.ShuffleRead(1, new Aggregator.None(), new KeyOrder(functions.add(failing), true));
        assertEquals(mine, assertThrows(IllegalStateException.class, () -> read(1, PLENTY, read)));
    }

    @Test
    public void shouldCoGroupAsTwoMapsWould() throws Exception {
        for (int seed = 0; seed < 12; seed++) {
            final Random random = new Random(seed);
            final List<Tuple2<Object, Integer>> here = pairs(random, random.nextInt(seed % 6 < 4 ? 6000 : 2000), seed % 6);
            final List<Tuple2<Object, Integer>> there = pairs(random, random.nextInt(seed % 6 < 4 ? 6000 : 2000), seed % 6);
            final Partitioning hash = new Partitioning.Hash(2);
            shuffles.outputs.clear();
            shuffle(here, new Sink.ShuffleWrite(1, hash, new Aggregator.None()), 0, PLENTY);
            shuffle(there, new Sink.ShuffleWrite(2, hash, new Aggregator.None()), 0, PLENTY);
            final Map<Object, List<List<Integer>>> expected = new HashMap<>();
            here.forEach(pair -> lists(expected, pair._1).get(0).add(pair._2));
            there.forEach(pair -> lists(expected, pair._1).get(1).add(pair._2));
            expected.values().forEach(lists -> lists.forEach(list -> list.sort(null)));
            for (final long memory : new long[] {PLENTY, SCARCE}) {
                final Map<Object, Tuple2<List<Integer>, List<Integer>>> actual = asMap(read(2, memory,
                        new Operator.ShuffleRead(1, new Aggregator.None(), null), new Operator.ShuffleRead(2, new Aggregator.None(), null),
                        new Operator.CoGroup(List.of(0, 1))));
                final Map<Object, List<List<Integer>>> comparable = new HashMap<>();
                actual.forEach((key, lists) -> comparable.put(key, List.of(sorted(lists._1), sorted(lists._2))));
                assertEquals("seed " + seed, expected, comparable);
            }
        }
    }

    private static List<List<Integer>> lists(final Map<Object, List<List<Integer>>> map, final Object key) {
        return map.computeIfAbsent(key, k -> List.of(new ArrayList<>(), new ArrayList<>()));
    }

    private static List<Integer> sorted(final List<Integer> list) {
        return list.stream().sorted().toList();
    }

    @Test
    public void shouldGroupInputsThatArePartitionedAlike() throws Exception {
        shuffle(List.of(new Tuple2<>("a", 1), new Tuple2<>("a", 2)), new Sink.ShuffleWrite(1, new Partitioning.Hash(1), new Aggregator.None()), 0, PLENTY);
        final List<Object> records = read(1, PLENTY, new Operator.ShuffleRead(1, new Aggregator.Reduce(sum), null),
                new Operator.ShuffleRead(1, new Aggregator.None(), null), new Operator.CoGroup(List.of(0, 1)));
        assertEquals(List.of(new Tuple2<>("a", new Tuple2<>(List.of(3), List.of(1, 2)))), records);
    }

    @Test
    public void shouldSpreadRecordsEvenly() throws Exception {
        for (int map = 0; map < 5; map++) {
            shuffle(ints(100), new Sink.ShuffleWrite(1, new Partitioning.RoundRobin(8), new Aggregator.None()), map, PLENTY);
        }
        final List<Object> all = new ArrayList<>();
        for (int partition = 0; partition < 8; partition++) {
            final List<Object> part = TestTask.CODEC.decode(compiler.compile(stage(new Sink.Collect(),
                    new Operator.ShuffleRead(1, new Aggregator.None(), null))).run(task(partition, PLENTY)));
            assertTrue("" + part.size(), Math.abs(part.size() - 62.5) < 4);
            all.addAll(part);
        }
        assertEquals(500, all.size());
    }

    @Test
    public void shouldPartitionByTheHashCode() throws Exception {
        final List<Tuple2<Object, Integer>> pairs = pairs(new Random(4), 2000, 1);
        shuffle(pairs, new Sink.ShuffleWrite(1, new Partitioning.Hash(7), new Aggregator.None()), 0, PLENTY);
        for (int partition = 0; partition < 7; partition++) {
            for (final byte[] block : shuffles.outputs.get(1).get(partition)) {
                for (final Object record : TestTask.CODEC.decode(block)) {
                    assertEquals(partition, (((Tuple2<?, ?>) record)._1.hashCode() & Integer.MAX_VALUE) % 7);
                }
            }
        }
    }

    @Test
    public void shouldRefuseKeysThatCannotBeHashed() throws Exception {
        final Partitioning hash = new Partitioning.Hash(2);
        for (final Object key : List.of(new int[] {1}, new String[] {"a"}, new Tuple2<>(1, new byte[1]), new StringBuilder("identity"))) {
            for (final Aggregator combine : List.of(new Aggregator.None(), new Aggregator.Reduce(sum))) {
                final IllegalArgumentException e = assertThrows(IllegalArgumentException.class,
                        () -> shuffle(List.of(new Tuple2<>(key, 1)), new Sink.ShuffleWrite(1, hash, combine), 0, PLENTY));
                assertTrue(e.getMessage(), e.getMessage().contains("key"));
            }
        }
        assertEquals(8, shuffles.aborted);
        assertTrue(shuffles.outputs.isEmpty());
    }

    @Test
    public void shouldGiveEachKeyAZeroOfItsOwnOrAnImmutableOne() throws Exception {
        final FunctionBlob append = functions.add((Function2<String, Integer, String>) (text, value) -> text + value);
        final Aggregator fold = new Aggregator.Fold(TestTask.CODEC.encode(List.of("z").iterator()), append, concat);
        shuffle(List.of(new Tuple2<>("a", 1), new Tuple2<>("b", 2), new Tuple2<>("a", 3)), new Sink.ShuffleWrite(1, new Partitioning.Hash(1), fold), 0, PLENTY);
        shuffle(List.of(new Tuple2<>("a", 4)), new Sink.ShuffleWrite(1, new Partitioning.Hash(1), fold), 1, PLENTY);
        assertEquals(Map.of("a", "z13z4", "b", "z2"), asMap(read(1, PLENTY, new Operator.ShuffleRead(1, fold, null))));
    }
}
