package io.kindling.api;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.Test;

/** Sketches estimate as well as they say, at every size. */
public class DistinctSketchTest {

    @Test
    public void shouldCountAFewExactly() {
        final DistinctSketch sketch = DistinctSketch.of(0.05);
        assertEquals(0, sketch.estimate());
        for (int i = 0; i < 1_000; i++) {
            sketch.add("v" + i % 32);
        }
        sketch.add(null).add(null);
        assertEquals(33, sketch.estimate(), 2);
    }

    /** The mean square of the relative errors over many sketches is near the square of the deviation that was asked for, at small and large sizes. */
    @Test
    public void shouldDeviateAsAskedFor() {
        for (final int size : new int[] {20, 100, 500, 1_000, 2_500, 10_000, 50_000}) {
            double squares = 0;
            final int rounds = 200_000 / size < 20 ? 20 : Math.min(200, 200_000 / size);
            for (int round = 0; round < rounds; round++) {
                final DistinctSketch sketch = DistinctSketch.of(0.05);
                for (int i = 0; i < size; i++) {
                    sketch.add("round " + round + " value " + i);
                }
                final double error = (sketch.estimate() - size) / (double) size;
                squares += error * error;
            }
            final double deviation = Math.sqrt(squares / rounds);
            assertTrue(size + " values: " + deviation, deviation < 0.05 * 1.4);
        }
    }

    @Test
    public void shouldMergeToWhatOneWouldHaveSeen() {
        for (final int size : new int[] {10, 40, 5_000}) {
            final DistinctSketch one = DistinctSketch.of(0.02);
            final DistinctSketch left = DistinctSketch.of(0.02);
            final DistinctSketch right = DistinctSketch.of(0.02);
            for (long i = 0; i < size; i++) {
                one.add(i);
                (i % 3 == 0 ? left : right).add(i);
                if (i % 10 == 0) {
                    left.add(i);
                    right.add(i);
                }
            }
            assertEquals(one.estimate(), left.merge(right).estimate());
            assertEquals(one.estimate(), DistinctSketch.of(0.02).merge(left).estimate());
        }
    }

    @Test
    public void shouldRefuseWhatWouldNotWork() {
        assertThrows(IllegalArgumentException.class, () -> DistinctSketch.of(0));
        assertThrows(IllegalArgumentException.class, () -> DistinctSketch.of(0.0001));
        assertThrows(IllegalArgumentException.class, () -> DistinctSketch.of(0.05).add(new byte[1]));
        DistinctSketch.of(0.9);
    }

    @Test
    public void shouldHashEqualValuesAlikeAndOthersApart() {
        assertEquals(Hash64.of(List.of(1, "b")), Hash64.of(new ArrayList<>(Arrays.asList(1, "b"))));
        assertEquals(Hash64.of(new Tuple2<>("a", 1)), Hash64.of(new Tuple2<>("a", 1)));
        final Set<Long> hashes = new HashSet<>();
        final String letters = "abcdefghijABCDEFGHIJ";
        for (final char a : letters.toCharArray()) {
            for (final char b : letters.toCharArray()) {
                for (final char c : letters.toCharArray()) {
                    hashes.add(Hash64.of("" + a + b + c)); // whose 32-bit hash codes collide often
                }
            }
        }
        assertEquals(8_000, hashes.size());
        assertTrue(Hash64.of(new Tuple2<>("a", "b")) != Hash64.of(new Tuple2<>("b", "a")));
    }

    private enum Colour { RED, GREEN }

    private record Painted(Colour colour, int size) {
    }

    private record Word(String text) {

        @Override
        public boolean equals(final Object other) {
            return other instanceof Word word && word.text.equalsIgnoreCase(text);
        }

        @Override
        public int hashCode() {
            return text.toLowerCase(Locale.ROOT).hashCode();
        }
    }

    /** The hash codes of enums, and of records and sets of them, are others in each process. */
    @Test
    public void shouldHashByNamesOfEnumsAndNotByTheirHashCodes() {
        assertEquals(Hash64.of("RED"), Hash64.of(Colour.RED));
        assertEquals(Hash64.of(List.of("RED", 3)), Hash64.of(new Painted(Colour.RED, 3)));
        assertEquals(Hash64.of(Set.of("RED", "GREEN")), Hash64.of(Set.of(Colour.GREEN, Colour.RED)));
        assertEquals(Hash64.of(Optional.of("RED")), Hash64.of(Optional.of(Colour.RED)));
        assertEquals(Hash64.of(java.util.Optional.of("RED")), Hash64.of(java.util.Optional.of(Colour.RED)));
        assertEquals(Hash64.of(Map.of("RED", 1, "GREEN", 2)), Hash64.of(Map.of(Colour.GREEN, 2, Colour.RED, 1)));
        assertTrue(Hash64.of(Map.of("RED", 1, "GREEN", 2)) != Hash64.of(Map.of("RED", 2, "GREEN", 1)));
        assertEquals(Hash64.of(Map.entry("RED", 1)), Hash64.of(Map.entry(Colour.RED, 1)));
        assertEquals(Hash64.of("java.lang.String"), Hash64.of(String.class));
        assertEquals("equal by a method of its own", Hash64.of(new Word("a")), Hash64.of(new Word("A")));
    }
}
