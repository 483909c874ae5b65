package io.kindling.api;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.Test;

/** Tuples as keys. */
public class TupleTest {

    private static final int KEYS = 20_000;

    private static Stream<Object> numbers() {
        return IntStream.range(0, KEYS).boxed().map(Object.class::cast);
    }

    private static List<Stream<Object>> keys() {
        return List.of(
                numbers().map(n -> new Tuple2<>(n, n)),
                IntStream.range(0, KEYS).mapToObj(n -> new Tuple2<>(n % 100, n / 100)),
                IntStream.range(0, KEYS).mapToObj(n -> new Tuple2<>(n % 1_000, n % 10)).distinct().map(Object.class::cast),
                IntStream.range(0, KEYS).mapToObj(n -> new Tuple2<>((double) n, 1.0)),
                IntStream.range(0, KEYS).mapToObj(n -> new Tuple2<>("user", 64L * n)),
                numbers().map(n -> new Tuple3<>(n, n, n)),
                IntStream.range(0, KEYS).mapToObj(n -> new Tuple4<>(n % 20, n / 20 % 20, n / 400, 7)));
    }

    @Test
    public void shouldSpreadOverAnyNumberOfPartitions() {
        for (final int partitions : new int[] {2, 3, 8, 31, 64}) {
            final HashPartitioner partitioner = new HashPartitioner(partitions);
            for (final Stream<Object> some : keys()) {
                final List<Object> keys = some.toList();
                final long largest = keys.stream().collect(Collectors.groupingBy(partitioner::getPartition, Collectors.counting()))
                        .values().stream().mapToLong(count -> count).max().orElseThrow();
                final double share = (double) keys.size() / partitions;
                assertTrue(largest + " of " + keys.size() + " keys like " + keys.get(1) + " in one of " + partitions, largest < share + 6 * Math.sqrt(share));
            }
        }
    }

    @Test
    public void shouldSeldomHaveTheHashCodeOfAnother() {
        for (final Stream<Object> some : keys()) {
            final List<Object> keys = some.toList();
            final long codes = keys.stream().map(Object::hashCode).distinct().count();
            assertTrue(codes + " codes of " + keys.size() + " keys like " + keys.get(1), codes > 0.999 * keys.size());
        }
    }

    @Test
    public void shouldBeEqualAsTheirPartsAre() {
        assertEquals(new Tuple2<>("a", null), new Tuple2<>("a", null));
        assertEquals(new Tuple2<>("a", null).hashCode(), new Tuple2<>("a", null).hashCode());
        assertEquals(new Tuple3<>(1, 2, 3).hashCode(), new Tuple3<>(1, 2, 3).hashCode());
        assertNotEquals(new Tuple2<>(1, 2), new Tuple2<>(2, 1));
        assertNotEquals(new Tuple2<>(1, 2).hashCode(), new Tuple2<>(2, 1).hashCode());
    }
}
