package io.kindling.dataflow.memory;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.kindling.api.Tuple2;
import io.kindling.api.Tuple3;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.Test;

public class SizeEstimatorTest {

    private static final int MEGABYTE = 1 << 20;

    private final SizeEstimator sizes = new SizeEstimator();

    private static class Reading {
        private final long time = 1;
        private final byte[] samples;

        Reading(final int length) {
            samples = new byte[length];
        }
    }

    private static final class Labelled extends Reading {
        private final String label = "a";

        Labelled(final int length) {
            super(length);
        }
    }

    private record Point(int x, Object what) {
    }

    private static final class Node {
        private Node next;
        private Node before;
    }

    /** Calls would be the application's code. */
    private static final class Silent extends AbstractList<Object> {
        private final Object[] elements = {new byte[MEGABYTE]};

        @Override
        public Object get(final int index) {
            throw new AssertionError("nobody asks");
        }

        @Override
        public int size() {
            throw new AssertionError("nobody asks");
        }
    }

    private void shouldBeAbout(final long expected, final Object value) {
        final long found = sizes.estimate(value);
        assertTrue(found + " instead of " + expected, found >= expected && found <= expected + expected / 4 + 64);
    }

    @Test
    public void shouldSeeWhatFieldsHold() {
        shouldBeAbout(MEGABYTE, new Reading(MEGABYTE));
        shouldBeAbout(MEGABYTE, new Labelled(MEGABYTE));
        shouldBeAbout(MEGABYTE, new Point(1, new byte[MEGABYTE]));
        shouldBeAbout(MEGABYTE, new Tuple2<>("k", new Reading(MEGABYTE)));
        shouldBeAbout(2 * MEGABYTE, new Tuple3<>(1, new byte[MEGABYTE], new int[MEGABYTE / 4]));
        shouldBeAbout(10 * MEGABYTE, List.of(new Reading(MEGABYTE), new Reading(9 * MEGABYTE)));
        shouldBeAbout(MEGABYTE, new Silent());
        shouldBeAbout(40, new Point(1, 2));
    }

    @Test
    public void shouldNotCountWhatAllShare() {
        final byte[] large = new byte[MEGABYTE];
        final Supplier<Object> function = () -> large;
        assertEquals(0, sizes.estimate(TimeUnit.DAYS));
        shouldBeAbout(60, new Point(1, function));
    }

    @Test
    public void shouldComeToAnEndInCircles() {
        final List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            nodes.add(new Node());
        }
        for (int i = 0; i < 1_000; i++) {
            nodes.get(i).next = nodes.get((i + 1) % 1_000);
            nodes.get(i).before = nodes.get((i + 999) % 1_000);
        }
        assertTrue(sizes.estimate(nodes.get(0)) < 10_000);
    }
}
