package io.kindling.dataflow.codec;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import io.kindling.api.Tuple2;
import io.kindling.dataflow.JavaStreams;
import io.kindling.dataflow.KeyPrefix;
import io.kindling.dataflow.RawPairs;
import io.kindling.dataflow.RecordCodec;
import io.kindling.dataflow.RecordCodecException;
import io.kindling.dataflow.RecordCodecs;
import io.kindling.dataflow.RecordWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInput;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.Test;

/** Random values of all kinds, there and back; and bytes that nobody wrote. */
public class RoundTripTest {

    private final RecordCodec codec = RecordCodecs.create(new JavaStreams());

    /** Class spaces filter what comes by Java's serialisation; this much is needed here. */
    private static final class CarefulStreams extends JavaStreams {

        @Override
        public ObjectInput input(final InputStream in) throws IOException {
            final ObjectInputStream stream = (ObjectInputStream) super.input(in);
            stream.setObjectInputFilter(seen -> seen.arrayLength() > 10_000 ? ObjectInputFilter.Status.REJECTED : ObjectInputFilter.Status.UNDECIDED);
            return stream;
        }
    }

    private static boolean same(final Object one, final Object other) {
        return Arrays.deepEquals(new Object[] {plain(one)}, new Object[] {plain(other)});
    }

    /** Arrays within lists and tuples are equal only to themselves: makes arrays of all that holds others, with their class. */
    private static Object plain(final Object value) {
        if (value instanceof Tuple2<?, ?> tuple) {
            return new Object[] {Tuple2.class, plain(tuple._1), plain(tuple._2)};
        } else if (value instanceof io.kindling.api.Tuple3<?, ?, ?> tuple) {
            return new Object[] {plain(tuple._1), plain(tuple._2), plain(tuple._3)};
        } else if (value instanceof io.kindling.api.Tuple4<?, ?, ?, ?> tuple) {
            return new Object[] {plain(tuple._1), plain(tuple._2), plain(tuple._3), plain(tuple._4)};
        } else if (value instanceof List<?> list) {
            return new Object[] {value.getClass(), list.stream().map(RoundTripTest::plain).toArray()};
        } else if (value instanceof Object[] array) {
            return new Object[] {value.getClass(), Arrays.stream(array).map(RoundTripTest::plain).toArray()};
        } else if (value instanceof Map<?, ?> map) {
            return new Object[] {value.getClass(), map.keySet(), map.keySet().stream().sorted((a, b) -> (a.getClass() + "" + a).compareTo(b.getClass() + "" + b))
                    .map(key -> plain(map.get(key))).toArray()};
        } else if (value instanceof io.kindling.api.Optional<?> optional) {
            return new Object[] {io.kindling.api.Optional.class, plain(optional.orNull())};
        } else if (value instanceof Zoo.Box box) {
            return new Object[] {Zoo.Box.class, plain(box.first()), plain(box.others()), box.numbers(), box.colour()};
        } else if (value instanceof Zoo.Dog dog) {
            return new Object[] {Zoo.Dog.class, dog.name, dog.l, dog.d, dog.ints, plain(dog.any), dog.hashCode()};
        }
        return value;
    }

    @Test
    public void shouldKeepRandomValues() {
        for (int seed = 0; seed < 1_000; seed++) {
            final Random random = new Random(seed);
            final RandomValues values = new RandomValues(random);
            final List<Object> records = new ArrayList<>();
            final int uniform = random.nextInt(RandomValues.KINDS);
            final int mix = random.nextInt(4);
            for (int i = random.nextInt(50); i > 0; i--) {
                records.add(mix > 0 && random.nextInt(mix * 10) > 0 ? values.of(uniform, 0) : values.any(0));
            }
            final List<Object> back = codec.decode(codec.encode(records.iterator()));
            assertEquals("seed " + seed, records.size(), back.size());
            for (int i = 0; i < back.size(); i++) {
                assertTrue("seed " + seed + ": " + records.get(i) + " came back as " + back.get(i), same(records.get(i), back.get(i)));
            }
        }
    }

    @Test
    public void shouldLookAtPairsAsTheyAre() {
        for (int seed = 0; seed < 600; seed++) {
            final Random random = new Random(seed);
            final RandomValues values = new RandomValues(random);
            final RecordWriter writer = codec.writer();
            final List<Object> keys = new ArrayList<>();
            final List<Object> all = new ArrayList<>();
            final int uniform = random.nextInt(6) == 0 ? random.nextInt(RandomValues.KINDS) : List.of(1, 3, 4, 5, 23).get(random.nextInt(5));
            final int valueKind = random.nextInt(RandomValues.KINDS);
            for (int i = random.nextInt(60); i > 0; i--) {
                final Object key = random.nextInt(40) == 0 ? values.any(0) : values.of(uniform, 0);
                final Object value = random.nextInt(40) == 0 ? values.any(0) : values.of(valueKind, 0);
                keys.add(key);
                all.add(value);
                writer.writePair(key, value);
            }
            check("seed " + seed, writer.toByteArray(), keys, all, random);
        }
    }

    private void check(final String seed, final byte[] bytes, final List<Object> keys, final List<Object> values, final Random random) {
        final RawPairs pairs = codec.pairs(bytes);
        final RawPairs other = codec.pairs(bytes);
        final List<Integer> positions = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            assertTrue(seed, pairs.next());
            assertSame(seed, KeyPrefix.kindOf(keys.get(i)), pairs.keyKind());
            assertEquals(seed, KeyPrefix.of(keys.get(i)), pairs.keyPrefix());
            if (random.nextBoolean() || !pairs.isSeekable()) {
                assertTrue(seed, same(keys.get(i), pairs.key()));
                assertTrue(seed, same(values.get(i), pairs.value()));
            }
            positions.add(pairs.isSeekable() ? pairs.position() : -1);
            if (pairs.isSeekable()) {
                assertTrue(seed, pairs.keyStart() < pairs.end() && pairs.keyStart() <= pairs.keyEnd() && pairs.keyEnd() <= pairs.end());
            }
        }
        assertFalse(seed, pairs.next());
        for (int i = 0; i < keys.size(); i++) {
            final int at = random.nextInt(keys.size());
            final int its = random.nextInt(keys.size());
            if (positions.get(at) >= 0 && positions.get(its) >= 0) {
                pairs.seek(positions.get(at));
                assertTrue(seed, same(values.get(at), pairs.value()));
                assertTrue(seed, same(keys.get(at), pairs.key()));
                other.seek(positions.get(its));
                if (pairs.keyKind() == other.keyKind() && pairs.keyKind() != KeyPrefix.Kind.NONE) {
                    assertEquals(seed, Integer.signum(compare(keys.get(at), keys.get(its))), Integer.signum(pairs.compareKey(other)));
                }
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static int compare(final Object one, final Object other) {
        return one instanceof byte[] bytes ? Arrays.compareUnsigned(bytes, (byte[]) other) : ((Comparable<Object>) one).compareTo(other);
    }

    @Test
    public void shouldOrderPrefixesAsKeys() {
        final Random random = new Random(1);
        final RandomValues values = new RandomValues(random);
        for (int i = 0; i < 20_000; i++) {
            final int kind = List.of(1, 3, 4, 5, 23).get(random.nextInt(5));
            final Object one = values.of(kind, 0);
            final Object other = one instanceof String text && random.nextBoolean() ? text.substring(0, text.length() / 2) + values.text() : values.of(kind, 0);
            final int prefixes = Long.compare(KeyPrefix.of(one), KeyPrefix.of(other));
            final int whole = compare(one, other);
            assertTrue(one + " and " + other, prefixes == 0 ? whole == 0 || !KeyPrefix.kindOf(one).exact() : Integer.signum(whole) == prefixes);
        }
    }

    @Test
    public void shouldNeitherHangNorTakeMuchMemoryWhateverTheBytesAre() {
        final com.sun.management.ThreadMXBean memory = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        final RecordCodec careful = RecordCodecs.create(new CarefulStreams());
        for (int seed = 0; seed < 150; seed++) {
            final Random random = new Random(seed);
            final RandomValues values = new RandomValues(random);
            final List<Object> records = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                records.add(random.nextBoolean() ? values.any(0) : new Tuple2<>(values.text(), values.any(1)));
            }
            final byte[] bytes = codec.encode(records.iterator());
            for (int i = 0; i < 60; i++) {
                final byte[] damaged = random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes.clone();
                for (int flips = random.nextInt(4); flips >= 0 && damaged.length > 0; flips--) {
                    damaged[random.nextInt(damaged.length)] = (byte) (random.nextBoolean() ? random.nextInt() : 0x7f);
                }
                final long before = memory.getThreadAllocatedBytes(Thread.currentThread().getId());
                decode(careful, damaged);
                final long taken = memory.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
                assertTrue("seed " + seed + ": " + taken + " bytes for " + damaged.length, taken < 1_000_000 + 100L * damaged.length);
            }
        }
    }

    private static void decode(final RecordCodec codec, final byte[] bytes) {
        try {
            codec.decode(bytes);
        } catch (final RecordCodecException e) {
            assertTrue(e.getMessage().length() > 0);
        }
        try {
            final RawPairs pairs = codec.pairs(bytes);
            while (pairs.next()) {
                pairs.keyPrefix();
                pairs.end();
            }
        } catch (final RecordCodecException e) {
            assertTrue(e.getMessage().length() > 0);
        }
    }
}
