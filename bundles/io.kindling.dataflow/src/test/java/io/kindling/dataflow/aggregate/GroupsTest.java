package io.kindling.dataflow.aggregate;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.kindling.api.Tuple2;
import io.kindling.common.files.DataFiles;
import io.kindling.common.files.DataKey;
import io.kindling.compression.CompressionCodecs;
import io.kindling.dataflow.JavaStreams;
import io.kindling.dataflow.RecordCodec;
import io.kindling.dataflow.RecordCodecs;
import io.kindling.dataflow.RecordWriter;
import io.kindling.dataflow.TaskEnvironment;
import io.kindling.dataflow.code.PipelineCodes;
import io.kindling.dataflow.code.PipelineKey;
import io.kindling.dataflow.code.PipelineParts;
import io.kindling.dataflow.run.OpenFiles;
import io.kindling.dataflow.run.TestTask;
import io.kindling.dataflow.spill.SpillSpace;
import java.lang.reflect.Proxy;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Values brought together by key beside a map of lists, with memory and without. */
public class GroupsTest {

    private static final long PLENTY = 1L << 40;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final PipelineParts parts = new PipelineCodes().of(new PipelineKey()).open();

    private TestTask task(final long memory) {
        return new TestTask(new TestTask.Functions(), new TestTask.MemoryShuffles(), folder.getRoot().toPath(), 0, memory);
    }

    private static TestTask sealedOrPacked(final TestTask task, final Random random) {
        final int choice = random.nextInt(4);
        task.files = choice == 1 || choice == 3 ? DataKey.random(128).over(DataFiles.PLAIN) : DataFiles.PLAIN;
        task.spillCodec = choice > 1 ? CompressionCodecs.of("lz4") : null;
        return task;
    }

    /** The bits of doubles differ where the doubles do, and NaN is one key whatever its bits. */
    private static Object key(final int kind, final Random random) {
        final int number = random.nextInt(random.nextInt(10) == 0 ? 10_000 : 20);
        return switch (kind) {
            case 0 -> (long) number;
            case 1 -> number;
            case 2 -> number == 0 ? (Object) (-0.0) : number == 1 ? (Object) Double.longBitsToDouble(0x7ff8_0000_0000_0000L + random.nextInt(5)) : (Object) (number / 2.0);
            case 3 -> "key".repeat(number % 5) + (number % 3 == 0 ? "\u0142" : "") + number;
            case 4 -> new Tuple2<>(number % 7, "x" + number);
            case 5 -> number % 5 == 0 ? null : (Object) (long) number;
            case 6 -> random.nextInt(50) == 0 ? (Object) number : (Object) (long) number;
            case 7 -> random.nextInt(50) == 0 ? (Object) BigInteger.valueOf(number) : (Object) ("s" + number);
            // Strings of one hash code.
            default -> number % 2 == 0 ? "Aa".repeat(number % 6) + "BB".repeat(6 - number % 6) : "BB".repeat(number % 6) + "Aa".repeat(6 - number % 6);
        };
    }

    private static Object value(final Random random) {
        return random.nextInt(30) == 0 ? null : random.nextBoolean() ? (Object) random.nextInt() : (Object) ("value" + random.nextInt());
    }

    @Test
    public void shouldGroupAsMapsOfListsDo() throws Exception {
        for (int seed = 0; seed < 360; seed++) {
            final Random random = new Random(seed);
            final int inputs = 1 + random.nextInt(4);
            final long memory = random.nextBoolean() ? PLENTY : random.nextInt(300_000);
            final Map<Object, List<List<Object>>> expected = new HashMap<>();
            final Groups groups = new Groups(parts, inputs, Objects::hashCode, new SpillSpace(sealedOrPacked(task(memory), random)), seed);
            for (int input = 0; input < inputs; input++) {
                final int kind = random.nextInt(4) == 0 ? random.nextInt(9) : seed % 9;
                final boolean encoded = random.nextInt(5) > 0;
                final RecordWriter writer = TestTask.CODEC.writer();
                for (int i = random.nextInt(random.nextInt(5) == 0 ? 30_000 : 2000); i > 0; i--) {
                    final Object key = random.nextInt(3) == 0 ? key(kind, new Random(1)) : key(kind, random);
                    final Object value = value(random);
                    final List<List<Object>> lists = expected.computeIfAbsent(key, k -> new ArrayList<>());
                    while (lists.size() < inputs) {
                        lists.add(new ArrayList<>());
                    }
                    lists.get(input).add(value);
                    if (encoded) {
                        writer.writePair(key, value);
                    } else {
                        groups.add(input, key, value);
                    }
                    if (random.nextInt(500) == 0) {
                        groups.addBlock(input, writer.toByteArray());
                    }
                }
                groups.addBlock(input, writer.toByteArray());
            }
            final Map<Object, List<List<Object>>> found = new HashMap<>();
            try (KeyedCursor results = groups.results()) {
                while (results.next()) {
                    final List<List<Object>> lists = new ArrayList<>();
                    for (final Object values : (Object[]) results.state()) {
                        lists.add(all(values));
                        assertEquals("twice", lists.get(lists.size() - 1), all(values));
                    }
                    assertFalse("seed " + seed + " gives a key again: " + results.key(), found.containsKey(results.key()));
                    found.put(results.key(), lists);
                }
            }
            assertEquals("seed " + seed, expected, found);
        }
    }

    private static List<Object> all(final Object values) {
        final List<Object> all = new ArrayList<>();
        ((Iterable<?>) values).forEach(all::add);
        return all;
    }

    @Test
    public void shouldIterateAGroupThatIsLargerThanTheMemory() throws Exception {
        final TestTask task = task(1 << 20);
        final Groups groups = new Groups(parts, 1, Objects::hashCode, new SpillSpace(task), 1);
        final int count = 400_000;
        final RecordWriter writer = TestTask.CODEC.writer();
        for (int i = 0; i < count; i++) {
            writer.writePair(i % 10 == 0 ? "k" + i : "fat", "a value of some length " + i);
            if (writer.size() > 1 << 15) {
                groups.addBlock(0, writer.toByteArray());
            }
        }
        groups.addBlock(0, writer.toByteArray());
        int keys = 0;
        try (KeyedCursor results = groups.results()) {
            while (results.next()) {
                keys++;
                if (results.key().equals("fat")) {
                    final Iterable<?> values = (Iterable<?>) ((Object[]) results.state())[0];
                    assertFalse("not all in memory", values instanceof List);
                    final Iterator<?> left = values.iterator();
                    assertEquals("a value of some length 1", left.next());
                    for (int round = 0; round < 2; round++) {
                        int next = 1;
                        for (final Object value : values) {
                            assertEquals("a value of some length " + next, value);
                            next += next % 10 == 9 ? 2 : 1;
                        }
                        assertEquals(count + 1, next);
                    }
                }
            }
        }
        assertEquals(1 + count / 10, keys);
        assertTrue(task.counters().spilledBytes > 0);
        assertEquals("all memory is given back", 0, task.taken());
    }

    /** A group that is grouped again, by a join of inputs that are partitioned alike. */
    @Test
    public void shouldSpillGroupsAsValuesWithAnySerialiser() throws Exception {
        final TestTask task = task(0);
        final RecordCodec kryo = RecordCodecs.factory().create(new JavaStreams(), getClass().getClassLoader(), Map.of("kindling.serializer", "kryo"));
        final TaskEnvironment environment = (TaskEnvironment) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {TaskEnvironment.class},
                (proxy, method, arguments) -> method.getName().equals("codec") ? kryo : method.invoke(task, arguments));
        final Groups groups = new Groups(parts, 2, Objects::hashCode, new SpillSpace(environment), 1);
        final List<Object> values = new ArrayList<>(List.of("a", 1, "b"));
        for (int i = 0; i < 10_000; i++) {
            groups.add(0, "k" + i, new ManyValues(values::iterator));
            groups.add(1, "k" + i, new Tuple2<>(new ManyValues(values::iterator), i));
        }
        int keys = 0;
        try (KeyedCursor results = groups.results()) {
            while (results.next()) {
                keys++;
                final Object[] found = (Object[]) results.state();
                assertEquals(List.of(values), all(found[0]));
                assertEquals(values, ((Tuple2<?, ?>) all(found[1]).get(0))._1);
            }
        }
        assertEquals(10_000, keys);
        assertTrue(task.counters().spilledBytes > 0);
    }

    /** What is encoded is in memory; what it is decoded to would be beside it. */
    @Test
    public void shouldDecodeOneByOneWhereTheObjectsOfAGroupAreMoreThanMemory() throws Exception {
        final int size = 100_000;
        final int values = 60;
        for (final boolean plenty : List.of(true, false)) {
            final TestTask task = task(plenty ? PLENTY : 7L * values * size / 2);
            final Groups groups = new Groups(parts, 2, Objects::hashCode, new SpillSpace(task), 1);
            final RecordWriter writer = TestTask.CODEC.writer();
            for (int i = 0; i < values; i++) {
                for (int input = 0; input < 2; input++) {
                    writer.writePair(1L, new byte[size + i]);
                    groups.addBlock(input, writer.toByteArray());
                }
            }
            assertEquals("all in memory", 0, task.spills().size());
            try (KeyedCursor results = groups.results()) {
                assertTrue(results.next());
                final Object[] found = (Object[]) results.state();
                assertTrue("there is room for one of them", found[0] instanceof List);
                assertEquals(plenty, found[1] instanceof List);
                long held = 2L * values * size;
                for (final Object input : found) {
                    held += input instanceof List ? (long) values * size : 0;
                    final List<Object> all = all(input);
                    assertEquals(values, all.size());
                    for (int i = 0; i < values; i++) {
                        assertEquals(size + i, ((byte[]) all.get(i)).length);
                    }
                }
                assertTrue(task.taken() + " of " + held, task.taken() >= held);
            }
            assertEquals(0, task.taken());
        }
    }

    /** An outer join only asks whether there are values; others take the first, or leave some iterator for later. */
    @Test
    public void shouldHaveFewFilesOpenOfGroupsThatAreNotGoneThrough() throws Exception {
        final TestTask task = task(0);
        final OpenFiles files = new OpenFiles();
        task.files = files;
        final Groups groups = new Groups(parts, 1, Objects::hashCode, new SpillSpace(task), 1);
        final int keys = 40;
        final int values = 300;
        for (int i = 0; i < keys * values; i++) {
            groups.add(0, (long) i % keys, i + "x".repeat(1_000));
        }
        final Map<Object, Iterator<?>> left = new HashMap<>();
        try (KeyedCursor results = groups.results()) {
            while (results.next()) {
                final Iterable<?> group = (Iterable<?>) ((Object[]) results.state())[0];
                assertFalse("larger than what is granted", group instanceof List);
                for (int again = 0; again < 40; again++) {
                    assertTrue(group.iterator().hasNext());
                    assertTrue(group.iterator().next().toString().startsWith(results.key() + "x"));
                }
                left.put(results.key(), group.iterator());
                left.get(results.key()).next();
            }
            assertEquals(keys, left.size());
            for (int i = 1; i < values; i++) {
                for (final Map.Entry<Object, Iterator<?>> each : left.entrySet()) {
                    if (i < 5 || each.getKey().equals(7L)) {
                        assertTrue(each.getValue().next().toString().startsWith((Long) each.getKey() + i * keys + "x"));
                    }
                }
            }
            assertFalse(left.get(7L).hasNext());
            assertTrue(left.get(8L).hasNext());
            assertTrue(files.most() + " open", files.most() < 20);
        }
        assertEquals("closed", 0, files.open());
    }

    /** As if the application's keys had a poor hash code. */
    @Test
    public void shouldKeepManyKeysOfOneHashWithinTheMemory() throws Exception {
        final int memory = 4 << 20;
        final int size = 1_000;
        final TestTask task = task(memory);
        final OpenFiles files = new OpenFiles();
        task.files = files;
        final Groups groups = new Groups(parts, 1, key -> 7, new SpillSpace(task), 1);
        final RecordWriter writer = TestTask.CODEC.writer();
        final int keys = 300;
        final int values = 100;
        for (int i = 0; i < keys * values; i++) {
            writer.writePair((long) i % keys, new byte[size]);
            groups.addBlock(0, writer.toByteArray());
        }
        long held = 0;
        int seen = 0;
        try (KeyedCursor results = groups.results()) {
            for (; results.next(); seen++) {
                final Object group = ((Object[]) results.state())[0];
                held += group instanceof List<?> list ? (long) list.size() * size : 0;
                assertEquals(values, all(group).size());
            }
        }
        assertEquals(keys, seen);
        assertTrue(held + " bytes in memory", held <= memory + SpillSpace.LEAST_BYTES);
        assertTrue(files.most() + " files open", files.most() < 40);
        assertEquals(0, task.taken());
    }

    /** Some keys have most of the values for a while, then others; inputs and keys are mixed. */
    @Test
    public void shouldGroupKeysOfOneHashAsMapsOfListsDo() throws Exception {
        for (int seed = 0; seed < 40; seed++) {
            final Random random = new Random(seed);
            final TestTask task = sealedOrPacked(task(random.nextInt(3) << 20), random);
            final int inputs = 1 + random.nextInt(2);
            final Groups groups = new Groups(parts, inputs, key -> 1, new SpillSpace(task), 1);
            final Map<Object, List<List<Object>>> expected = new HashMap<>();
            final int keys = 1 + random.nextInt(30);
            for (int i = 0; i < 4_000; i++) {
                final Object key = "k" + (random.nextInt(4) == 0 ? random.nextInt(keys) : i / 700 % keys);
                final int input = random.nextInt(inputs);
                final Object value = random.nextInt(10) == 0 ? null : i + "x".repeat(random.nextInt(1_000));
                groups.add(input, key, value);
                expected.computeIfAbsent(key, any -> List.of(new ArrayList<>(), new ArrayList<>())).get(input).add(value);
            }
            try (KeyedCursor results = groups.results()) {
                while (results.next()) {
                    final List<List<Object>> lists = expected.remove(results.key());
                    final Object[] found = (Object[]) results.state();
                    for (int input = 0; input < inputs; input++) {
                        final Iterator<?> half = ((Iterable<?>) found[input]).iterator();
                        final int taken = lists.get(input).size() / 2;
                        for (int i = 0; i < taken; i++) {
                            assertEquals("seed " + seed, lists.get(input).get(i), half.next());
                        }
                        assertEquals("seed " + seed, lists.get(input), all(found[input]));
                        for (int i = taken; i < lists.get(input).size(); i++) {
                            assertEquals("seed " + seed, lists.get(input).get(i), half.next());
                        }
                        assertFalse(half.hasNext());
                    }
                }
            }
            assertEquals("seed " + seed, Map.of(), expected);
            assertEquals("all memory is given back", 0, task.taken());
        }
    }

    /** A merge has a chunk of each run in memory. */
    @Test
    public void shouldMergeNoMoreRunsOfLargeValuesAtATimeThanMemoryAllows() throws Exception {
        final int memory = 2_000_000;
        final TestTask task = task(memory);
        final OpenFiles files = new OpenFiles();
        task.files = files;
        final Groups groups = new Groups(parts, 1, Objects::hashCode, new SpillSpace(task), 1);
        final RecordWriter writer = TestTask.CODEC.writer();
        for (int i = 0; i < 300; i++) {
            writer.writePair((long) i % 150, new byte[200_000]);
            groups.addBlock(0, writer.toByteArray());
        }
        assertTrue("runs", task.spills().size() > memory / 400_000);
        int keys = 0;
        try (KeyedCursor results = groups.results()) {
            for (; results.next(); keys++) {
                int values = 0;
                for (final Object value : (Iterable<?>) ((Object[]) results.state())[0]) {
                    assertEquals(200_000, ((byte[]) value).length);
                    values++;
                }
                assertEquals("of " + results.key(), 2, values);
            }
        }
        assertEquals(150, keys);
        assertTrue(files.most() + " at a time", files.most() >= 2 && files.most() <= 1 + memory / 400_000);
        assertEquals(0, task.taken());
    }

    @Test
    public void shouldWriteManyValuesAsAList() throws Exception {
        final Groups groups = new Groups(parts, 1, Objects::hashCode, new SpillSpace(task(PLENTY)), 1);
        final RecordWriter writer = TestTask.CODEC.writer();
        final List<Object> expected = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            writer.writePair(1L, i);
            expected.add(i);
        }
        groups.addBlock(0, writer.toByteArray());
        try (KeyedCursor results = groups.results()) {
            assertTrue(results.next());
            final Object values = ((Object[]) results.state())[0];
            assertFalse(values instanceof List);
            assertEquals(expected.toString(), values.toString());
            assertEquals(List.of(expected), TestTask.CODEC.decode(TestTask.CODEC.encode(List.of(values).iterator())));
        }
    }
}
