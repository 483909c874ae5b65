package io.kindling.driver.rdd;

import static org.junit.Assert.assertEquals;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.Test;

public class SortBoundsTest {

    @Test
    public void shouldCutEvenly() {
        assertEquals(List.of(24, 49, 74), bounds(IntStream.range(0, 100).boxed().toList(), 4));
    }

    @Test
    public void shouldFollowTheOrder() {
        final List<SortBounds.Weighted<Integer>> sample = IntStream.range(0, 10).mapToObj(i -> new SortBounds.Weighted<>(i, 1)).toList();

        assertEquals(List.of(5), SortBounds.of(sample, Comparator.<Integer>reverseOrder(), 2));
    }

    @Test
    public void shouldCountWhatAKeyStandsFor() {
        final List<SortBounds.Weighted<String>> sample = List.of(new SortBounds.Weighted<>("a", 1), new SortBounds.Weighted<>("b", 1),
                new SortBounds.Weighted<>("c", 10), new SortBounds.Weighted<>("d", 1));

        assertEquals(List.of("c"), SortBounds.of(sample, Comparator.naturalOrder(), 2));
    }

    @Test
    public void shouldNotRepeatABound() {
        assertEquals(List.of(1), bounds(List.of(1, 1, 1, 1, 1, 1), 3));
        assertEquals(List.of(), bounds(List.of(), 3));
    }

    private static List<Integer> bounds(final List<Integer> keys, final int partitions) {
        return SortBounds.of(keys.stream().map(k -> new SortBounds.Weighted<>(k, 1)).toList(), Comparator.naturalOrder(), partitions);
    }
}
