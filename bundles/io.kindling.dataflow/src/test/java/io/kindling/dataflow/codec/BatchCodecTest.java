package io.kindling.dataflow.codec;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.api.Tuple2;
import io.kindling.dataflow.JavaStreams;
import io.kindling.dataflow.RecordCodec;
import io.kindling.dataflow.RecordCodecException;
import io.kindling.dataflow.RecordCodecs;
import io.kindling.dataflow.RecordReader;
import io.kindling.dataflow.RecordWriter;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.junit.Test;

public class BatchCodecTest {

    private final RecordCodec codec = RecordCodecs.create(new JavaStreams());

    record Point(int x, double y, String name) implements Serializable {
    }

    record Event(Instant at, BigDecimal amount, Colour colour) implements Serializable {
    }

    enum Colour { RED, GREEN { } }

    static final class Counter implements Serializable {
        private static final long serialVersionUID = 1L;
        int count;
        final List<String> seen = new ArrayList<>();
    }

    static final class Flat implements Serializable {
        private static final long serialVersionUID = 1L;
        int count;
    }

    @Test
    public void shouldKeepEveryKindOfValue() {
        final List<Object> values = Arrays.asList(null, "", "a", "\u00e9\u00ff", "\u0100\u4e2d\ud83d\ude00", "\ud800 alone", 0, 1, -1, Integer.MAX_VALUE,
                Integer.MIN_VALUE, 0L, 1L, -1L, 127L, 128L, -129L, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 40, 0.0, -0.0, Double.NaN, Double.MIN_VALUE,
                1.5f, Float.NaN, (short) -3, (byte) -128, true, false, 'x', '\uffff', new Point(1, 2.5, "p"), Colour.RED, Colour.GREEN,
                new BigDecimal("1.25"), LocalDate.of(2020, 2, 29), Duration.ofSeconds(5), new UUID(1, 2), new Event(Instant.EPOCH, new BigDecimal("-7"), Colour.RED),
                new ArrayList<>(Arrays.asList(1, null, "x", new ArrayList<>())), Arrays.asList("a", 1L, null),
                List.of(1, 2), new LinkedList<>(List.of("l")), new HashMap<>(Collections.singletonMap("k", 1)),
                new Tuple2<>("k", new Tuple2<>(null, new Tuple2<>(1, List.of()))));
        assertEquals(values, roundTrip(values));
        for (final Object value : values) {
            final List<Object> many = Collections.nCopies(100, value);
            final List<Object> back = roundTrip(many);
            assertEquals(many, back);
            if (value != null) {
                assertSame(value.getClass(), back.get(99).getClass());
            }
        }
        assertEquals(Double.doubleToRawLongBits(-0.0), Double.doubleToRawLongBits((Double) roundTrip(List.of(-0.0)).get(0)));
    }

    @Test
    public void shouldKeepArraysAndTheirTypes() {
        final List<Object> values = List.of(new byte[] {1, -1}, new byte[0], new long[] {1, Long.MIN_VALUE}, new int[] {-1}, new double[] {0.5},
                new String[] {"a", null, "\u4e2d", ""}, new Object[] {1, "x", null, new int[] {3}}, new char[] {'c'}, new boolean[] {true},
                new Integer[] {1, 2}, new String[][] {{"a"}, {}});
        final List<Object> back = roundTrip(values);
        for (int i = 0; i < values.size(); i++) {
            assertSame(values.get(i).getClass(), back.get(i).getClass());
        }
        assertTrue(Arrays.deepEquals(values.toArray(), back.toArray()));
    }

    @Test
    public void shouldDecodeSeveralByteStringsAsOne() throws Exception {
        final byte[] one = codec.encode(List.of("a", 1).iterator());
        final byte[] other = codec.encode(List.of(new Point(1, 2, "x"), "b").iterator());
        final byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        assertEquals(List.of("a", 1, new Point(1, 2, "x"), "b"), codec.decode(both));
        assertEquals(List.of(), codec.decode(new byte[0]));
        assertEquals(0, codec.encode(Collections.emptyIterator()).length);
    }

    @Test
    public void shouldKeepRandomNestedValues() {
        for (int seed = 0; seed < 300; seed++) {
            final Random random = new Random(seed);
            final List<Object> values = new ArrayList<>();
            final int count = random.nextInt(60);
            final boolean uniform = random.nextBoolean();
            final int kind = random.nextInt(12);
            for (int i = 0; i < count; i++) {
                values.add(uniform && random.nextInt(20) > 0 ? value(random, kind, 0) : value(random, random.nextInt(12), 0));
            }
            assertEquals("seed " + seed, values, roundTrip(values));
        }
    }

    @Test
    public void shouldWritePairsAsTuples() {
        for (int seed = 0; seed < 200; seed++) {
            final Random random = new Random(seed);
            final RecordWriter writer = codec.writer();
            final List<Object> values = new ArrayList<>();
            for (int i = random.nextInt(80); i > 0; i--) {
                if (random.nextInt(10) == 0) {
                    values.add(value(random, 8, 0));
                    writer.write(values.get(values.size() - 1));
                } else {
                    final Tuple2<Object, Object> pair = new Tuple2<>(value(random, random.nextInt(3), 0), value(random, random.nextInt(12), 0));
                    values.add(pair);
                    writer.writePair(pair._1, pair._2);
                }
            }
            assertEquals("seed " + seed, values, codec.decode(writer.toByteArray()));
            assertEquals(0, writer.size());
        }
    }

    @Test
    public void shouldReadPairs() {
        final List<Object> pairs = List.of(new Tuple2<>("a", 1), new Tuple2<>("b", null), new Tuple2<>(3L, List.of()));
        final RecordReader reader = codec.reader(codec.encode(pairs.iterator()));
        for (final Object pair : pairs) {
            assertTrue(reader.nextPair());
            assertEquals(pair, new Tuple2<>(reader.key(), reader.value()));
        }
        assertEquals(false, reader.nextPair());
        assertThrows(RecordCodecException.class, () -> codec.reader(codec.encode(List.of(1).iterator())).nextPair());
    }

    @Test
    public void shouldWriteAnObjectAsItIsNow() {
        final Counter counter = new Counter();
        final Flat flat = new Flat();
        final RecordWriter writer = codec.writer();
        for (int i = 0; i < 5; i++) {
            counter.count = i;
            counter.seen.add("s" + i);
            flat.count = i;
            writer.write(counter);
            writer.write(flat);
        }
        final List<Object> back = codec.decode(writer.toByteArray());
        for (int i = 0; i < 5; i++) {
            assertEquals(i, ((Counter) back.get(2 * i)).count);
            assertEquals(i + 1, ((Counter) back.get(2 * i)).seen.size());
            assertEquals(i, ((Flat) back.get(2 * i + 1)).count);
        }
    }

    @Test
    public void shouldTakeObjectsThatReferToThemselves() {
        final Object[] array = new Object[1];
        array[0] = array;
        Object value = roundTrip(Collections.singletonList(array)).get(0);
        for (int i = 0; i < 100; i++) {
            value = ((Object[]) value)[0];
        }
        assertTrue(value instanceof Object[]);
        Object deep = "end";
        for (int i = 0; i < 200; i++) {
            deep = new Tuple2<>(deep, i);
        }
        assertEquals(List.of(deep), roundTrip(List.of(deep)));
    }

    @Test
    public void shouldSayWhichClassCannotBeSerialised() {
        final RecordCodecException e = assertThrows(RecordCodecException.class, () -> codec.encode(List.of(new Object()).iterator()));
        assertTrue(e.getMessage(), e.getMessage().contains("java.lang.Object"));
    }

    @Test
    public void shouldRefuseOrSurviveDamagedBytes() {
        final List<Object> values = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            values.add(new Tuple2<>("key" + i, (long) i));
            values.add(new ArrayList<>(List.of("x", 1, new long[] {1, 2})));
            values.add(new String[] {"a", null});
        }
        final byte[] bytes = codec.encode(values.iterator());
        for (int i = 0; i < bytes.length; i++) {
            for (final int flip : new int[] {0x01, 0x80, 0xff}) {
                final byte[] damaged = bytes.clone();
                damaged[i] ^= (byte) flip;
                try {
                    codec.decode(damaged);
                } catch (final RecordCodecException e) {
                    assertTrue(e.getMessage().length() > 0);
                }
            }
        }
        for (int length = 0; length < bytes.length; length++) {
            final byte[] cut = Arrays.copyOf(bytes, length);
            try {
                assertTrue(codec.decode(cut).size() < values.size());
            } catch (final RecordCodecException e) {
                assertTrue(e.getMessage().length() > 0);
            }
        }
    }

    @Test
    public void shouldBeAboutAsShortAsItsValues() {
        final List<Object> pairs = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            pairs.add(new Tuple2<>("word", i % 60));
        }
        assertTrue(codec.encode(pairs.iterator()).length < 1000 * 6 + 40);
        final List<Object> mixed = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            mixed.add(new Tuple2<>("word", i % 2 == 0 ? null : 1));
        }
        assertTrue(codec.encode(mixed.iterator()).length < 1000 * 8);
    }

    @Test
    public void shouldStartOverAfterDraining() throws Exception {
        final RecordWriter writer = codec.writer();
        final List<Object> back = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            writer.write(new Point(i, i, "n"));
            writer.drainTo((bytes, offset, length) -> back.addAll(codec.decode(Arrays.copyOfRange(bytes, offset, offset + length))));
        }
        writer.drainTo((bytes, offset, length) -> {
            throw new AssertionError("nothing is waiting");
        });
        assertEquals(10, back.size());
        assertEquals(new Point(9, 9, "n"), back.get(9));
        assertNull(roundTrip(Collections.singletonList(null)).get(0));
        assertArrayEquals(new byte[0], writer.toByteArray());
    }

    private List<Object> roundTrip(final List<?> values) {
        return codec.decode(codec.encode(values.iterator()));
    }

    private static Object value(final Random random, final int kind, final int depth) {
        switch (kind) {
            case 0:
                return text(random);
            case 1:
                return random.nextInt() >> random.nextInt(32);
            case 2:
                return random.nextLong() >> random.nextInt(64);
            case 3:
                return random.nextDouble();
            case 4:
                return null;
            case 5:
                return random.nextBoolean();
            case 6:
                return (char) random.nextInt(65536);
            case 7:
                return new Point(random.nextInt(), random.nextDouble(), text(random));
            case 8:
                return Colour.values()[random.nextInt(2)];
            case 9:
                return list(random, depth);
            case 10:
                return Arrays.asList(list(random, depth).toArray());
            default:
                return depth > 5 ? "deep" : new Tuple2<>(value(random, random.nextInt(12), depth + 1), value(random, random.nextInt(12), depth + 1));
        }
    }

    private static List<Object> list(final Random random, final int depth) {
        final List<Object> list = new ArrayList<>();
        if (depth < 6) {
            for (int i = random.nextInt(4); i > 0; i--) {
                list.add(value(random, random.nextInt(12), depth + 1));
            }
        }
        return list;
    }

    private static String text(final Random random) {
        final StringBuilder text = new StringBuilder();
        final int bound = random.nextBoolean() ? 128 : random.nextBoolean() ? 256 : 65536;
        for (int i = random.nextInt(20); i > 0; i--) {
            text.append((char) random.nextInt(bound));
        }
        return Objects.toString(text);
    }
}
