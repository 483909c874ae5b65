package io.kindling.dataflow.sort;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.api.Tuple2;
import io.kindling.common.files.DataFiles;
import io.kindling.common.files.DataKey;
import io.kindling.compression.CompressionCodecs;
import io.kindling.dataflow.RecordWriter;
import io.kindling.dataflow.run.OpenFiles;
import io.kindling.dataflow.run.TestTask;
import io.kindling.dataflow.spill.SpillSpace;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Sorting encoded pairs beside a stable sort of objects. */
public class PairSorterTest {

    private static final Comparator<Object> NATURAL = comparator(Comparator.naturalOrder());

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    /** A kind of keys with an order for them. */
    private record Case(String name, Keys keys, Comparator<Object> order, boolean natural) {
    }

    private interface Keys {
        Object next(Random random);
    }

    @SuppressWarnings("unchecked")
    private static Comparator<Object> comparator(final Comparator<?> order) {
        return (Comparator<Object>) order;
    }

    private static String text(final Random random) {
        final StringBuilder text = new StringBuilder(random.nextBoolean() ? "http://same.beginning/" : "");
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append((char) (random.nextInt(30) == 0 ? random.nextInt(0x10000) : random.nextInt(40) == 0 ? 0xff : 'a' + random.nextInt(3)));
        }
        return text.toString();
    }

    private static byte[] bytes(final Random random) {
        final byte[] bytes = new byte[random.nextInt(12)];
        random.nextBytes(bytes);
        Arrays.fill(bytes, 0, random.nextInt(bytes.length + 1), (byte) 1);
        return bytes;
    }

    private static final List<Case> CASES = List.of(
            new Case("longs", random -> random.nextInt(3) == 0 ? random.nextLong() : (long) random.nextInt(50), NATURAL, true),
            new Case("ints", random -> random.nextInt(100) - 50, NATURAL, true),
            new Case("doubles", random -> random.nextInt(5) == 0 ? List.of(Double.NaN, -0.0, 0.0, Double.NEGATIVE_INFINITY).get(random.nextInt(4))
                    : (Object) random.nextGaussian(), NATURAL, true),
            new Case("strings", PairSorterTest::text, NATURAL, true),
            new Case("strings, a comparator", PairSorterTest::text, NATURAL, false),
            new Case("strings, reversed", PairSorterTest::text, comparator(Comparator.<String>reverseOrder()), false),
            new Case("strings by length", PairSorterTest::text, comparator(Comparator.comparingInt(String::length)), false),
            new Case("strings by their beginnings", PairSorterTest::text, comparator(Comparator.comparing((String s) -> s.isEmpty() ? "" : s.substring(0, 1))), false),
            new Case("strings of any case", PairSorterTest::text, comparator(String.CASE_INSENSITIVE_ORDER), false),
            new Case("bytes", PairSorterTest::bytes, comparator((Comparator<byte[]>) Arrays::compareUnsigned), false),
            new Case("bytes, signed", PairSorterTest::bytes, comparator((Comparator<byte[]>) Arrays::compare), false),
            new Case("bytes by length", PairSorterTest::bytes, comparator(Comparator.<byte[]>comparingInt(b -> b.length)), false),
            new Case("longs or null", random -> random.nextInt(20) == 0 ? null : (Object) (long) random.nextInt(99), comparator(Comparator.nullsFirst(Comparator.<Long>naturalOrder())), false),
            new Case("tuples", random -> new Tuple2<>(random.nextInt(5), text(random)), comparator(Comparator.comparing(Object::toString)), false),
            new Case("a bit of all", random -> random.nextBoolean() ? (Object) text(random) : random.nextBoolean() ? (Object) random.nextInt(9) : (Object) random.nextLong(),
                    comparator(Comparator.comparing(Object::toString)), false),
            new Case("through Java", random -> random.nextInt(4) == 0 ? new StringBuffer("b" + random.nextInt(99)) : (Object) text(random), comparator(Comparator.comparing(Object::toString)), false),
            new Case("big integers", random -> BigInteger.valueOf(random.nextInt(99)), NATURAL, true));

    @Test
    public void shouldSortAsListsDo() throws Exception {
        for (int seed = 0; seed < 40 * CASES.size(); seed++) {
            final Random random = new Random(seed);
            final Case one = CASES.get(seed % CASES.size());
            final boolean ascending = random.nextBoolean();
            final Comparator<Object> order = ascending ? one.order : one.order.reversed();
            final List<Tuple2<Object, Integer>> pairs = new ArrayList<>();
            final int count = random.nextInt(4) == 0 ? random.nextInt(3) : random.nextInt(6000);
            for (int i = 0; i < count; i++) {
                pairs.add(new Tuple2<>(one.keys.next(random), i));
            }
            final long memory = random.nextBoolean() ? 1L << 40 : random.nextInt(40_000);
            final List<String> found = sorted(pairs, new KeyOrdering(order, one.natural, ascending), random, memory);
            pairs.sort((here, there) -> order.compare(here._1, there._1));
            assertEquals(one.name + ", seed " + seed, strings(pairs), found);
        }
    }

    private List<String> sorted(final List<Tuple2<Object, Integer>> pairs, final KeyOrdering order, final Random random, final long memory) throws Exception {
        final TestTask task = new TestTask(new TestTask.Functions(), new TestTask.MemoryShuffles(), folder.getRoot().toPath(), 0, memory);
        task.files = random.nextInt(3) == 0 ? DataKey.random(128).over(DataFiles.PLAIN) : DataFiles.PLAIN;
        task.spillCodec = random.nextInt(3) == 0 ? CompressionCodecs.of(CompressionCodecs.NAMES.get(random.nextInt(4))) : null;
        final List<Tuple2<?, ?>> found = new ArrayList<>();
        try (PairSorter sorter = new PairSorter(order, new SpillSpace(task))) {
            final RecordWriter writer = TestTask.CODEC.writer();
            for (int i = 0; i < pairs.size(); i++) {
                writer.write(pairs.get(i));
                if (random.nextInt(1 + pairs.size() / 5) == 0) {
                    sorter.addBlock(writer.toByteArray());
                }
            }
            sorter.addBlock(writer.toByteArray());
            final PairSorter.Sorted results = sorter.results();
            for (Tuple2<?, ?> pair = results.next(); pair != null; pair = results.next()) {
                found.add(pair);
            }
        }
        return strings(found);
    }

    private static List<String> strings(final List<? extends Tuple2<?, ?>> pairs) {
        return pairs.stream().map(pair -> (pair._1 instanceof byte[] bytes ? Arrays.toString(bytes) : String.valueOf(pair._1)) + "=" + pair._2).toList();
    }

    /** A merge has one of each run in memory. */
    @Test
    public void shouldMergeNoMoreRunsOfLargeRecordsAtATimeThanMemoryAllows() throws Exception {
        for (final boolean encoded : List.of(true, false)) {
            final int memory = 2_000_000;
            final TestTask task = new TestTask(new TestTask.Functions(), new TestTask.MemoryShuffles(), folder.getRoot().toPath(), 0, memory);
            final OpenFiles files = new OpenFiles();
            task.files = files;
            final List<Tuple2<?, ?>> expected = new ArrayList<>();
            final List<String> found = new ArrayList<>();
            try (PairSorter sorter = new PairSorter(new KeyOrdering(NATURAL, true, true), new SpillSpace(task))) {
                final RecordWriter writer = TestTask.CODEC.writer();
                for (int i = 0; i < 300; i++) {
                    final Tuple2<?, ?> pair = new Tuple2<>((long) (i * 7 % 11), new byte[200_000 + i]);
                    expected.add(new Tuple2<>(pair._1, 200_000 + i));
                    if (encoded) {
                        writer.write(pair);
                        sorter.addBlock(writer.toByteArray());
                    } else {
                        sorter.add(pair);
                    }
                }
                assertTrue("runs", task.spills().size() > memory / 400_000);
                final PairSorter.Sorted results = sorter.results();
                for (Tuple2<?, ?> pair = results.next(); pair != null; pair = results.next()) {
                    found.add(pair._1 + "=" + ((byte[]) pair._2).length);
                }
            }
            expected.sort(Comparator.comparing(pair -> (Long) pair._1));
            assertEquals(strings(expected), found);
            assertTrue(files.most() + " at a time", files.most() >= 2 && files.most() <= memory / 400_000);
            assertEquals(0, task.taken());
        }
    }

    /** While they are decoded the encoded ones are still there. */
    @Test
    public void shouldSpillEncodedPairsAsTheyAreWhereTheirObjectsHaveNoRoomBesideThem() throws Exception {
        for (final boolean room : List.of(true, false)) {
            final TestTask task = new TestTask(new TestTask.Functions(), new TestTask.MemoryShuffles(), folder.getRoot().toPath(), 0,
                    room ? 1L << 40 : 4_000_000);
            final int count = 20_000;
            final List<Tuple2<?, ?>> expected = new ArrayList<>();
            final List<Tuple2<?, ?>> found = new ArrayList<>();
            try (PairSorter sorter = new PairSorter(new KeyOrdering(comparator(Comparator.comparingLong(Number::longValue)), false, true), new SpillSpace(task))) {
                final RecordWriter writer = TestTask.CODEC.writer();
                for (int i = 0; i <= count; i++) {
                    final Object key = i == count ? (Object) 5 : (Object) (long) (i % 10);
                    expected.add(new Tuple2<>(key, "value of " + i));
                    writer.write(expected.get(i));
                    if (i >= count - 1) {
                        sorter.addBlock(writer.toByteArray());
                        assertEquals(i == count && !room ? 1 : 0, task.spills().size());
                    }
                }
                final PairSorter.Sorted results = sorter.results();
                for (Tuple2<?, ?> pair = results.next(); pair != null; pair = results.next()) {
                    found.add(pair);
                }
            }
            expected.sort(Comparator.comparingLong(pair -> ((Number) pair._1).longValue()));
            assertEquals(strings(expected), strings(found));
            assertEquals(0, task.taken());
        }
    }

    /** A merge has a frame of each run in memory. */
    @Test
    public void shouldMergeNoMoreRunsOfSmallRecordsAtATimeThanMemoryAllows() throws Exception {
        final int frame = 1 << 15;
        for (final int memory : new int[] {0, 1_000_000}) {
            final TestTask task = new TestTask(new TestTask.Functions(), new TestTask.MemoryShuffles(), folder.getRoot().toPath(), 0, memory);
            final OpenFiles files = new OpenFiles();
            task.files = files;
            final int runs = 30;
            long before = Long.MIN_VALUE;
            int count = 0;
            try (PairSorter sorter = new PairSorter(new KeyOrdering(NATURAL, true, true), new SpillSpace(task))) {
                int added = 0;
                for (; task.spills().size() < runs; added++) {
                    sorter.add(new Tuple2<>((long) added * 7919 % 10_007, "v".repeat(400)));
                }
                final PairSorter.Sorted results = sorter.results();
                final int most = Math.max(memory, 1 << 19) / (2 * frame);
                assertTrue(files.most() + " at a time", files.most() > 2 && files.most() <= most);
                assertTrue(task.taken() + " for the last merge", task.taken() > 0 || memory == 0);
                for (Tuple2<?, ?> pair = results.next(); pair != null; pair = results.next(), count++) {
                    assertTrue((Long) pair._1 >= before);
                    before = (Long) pair._1;
                }
                assertEquals(added, count);
            }
            assertEquals(0, task.taken());
        }
    }

    @Test
    public void shouldLeaveWhatTheOrderThrowsAsItIs() {
        final List<Tuple2<Object, Integer>> mixed = new ArrayList<>(List.of(new Tuple2<>("a", 1), new Tuple2<>(1, 2), new Tuple2<>("b", 3)));
        assertThrows(ClassCastException.class, () -> sorted(mixed, new KeyOrdering(NATURAL, true, true), new Random(1), 1 << 20));
        final List<Tuple2<Object, Integer>> nulls = new ArrayList<>(List.of(new Tuple2<>(2L, 1), new Tuple2<>(null, 2)));
        assertThrows(NullPointerException.class, () -> sorted(nulls, new KeyOrdering(NATURAL, true, true), new Random(1), 1 << 20));
        final List<Tuple2<Object, Integer>> bytes = new ArrayList<>(List.of(new Tuple2<>(new byte[1], 1), new Tuple2<>(new byte[2], 2)));
        assertThrows(ClassCastException.class, () -> sorted(bytes, new KeyOrdering(NATURAL, true, true), new Random(1), 1 << 20));
        final IllegalStateException own = new IllegalStateException("mine");
        final Comparator<Object> throwing = (one, other) -> {
            throw own;
        };
        assertEquals(own, assertThrows(IllegalStateException.class, () -> sorted(nulls, new KeyOrdering(throwing, false, true), new Random(1), 1 << 20)));
    }

    @Test
    public void shouldSortByRadix() throws IOException {
        final Random random = new Random(5);
        for (int round = 0; round < 200; round++) {
            final int size = random.nextInt(300);
            final int bits = 1 + random.nextInt(64);
            final long[] keys = random.longs(size + 1).map(key -> key >> bits - 1).toArray();
            final long[] places = new long[size + 1];
            Arrays.setAll(places, i -> i);
            final List<Long> expected = new ArrayList<>();
            for (long i = 0; i < size; i++) {
                expected.add(i);
            }
            expected.sort(Comparator.comparingLong(i -> keys[i.intValue()]));
            final long[][] sorted = RadixSort.sort(keys.clone(), places, size);
            for (int i = 0; i < size; i++) {
                assertEquals((long) expected.get(i), sorted[1][i]);
                assertEquals(keys[expected.get(i).intValue()], sorted[0][i]);
            }
        }
    }
}
