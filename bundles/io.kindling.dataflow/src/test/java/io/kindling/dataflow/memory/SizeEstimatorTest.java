package io.kindling.dataflow.memory;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.api.Tuple2;
import io.kindling.api.Tuple3;
import java.io.IOException;
import java.io.InputStream;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.Test;

public class SizeEstimatorTest {

    private static final int MEGABYTE = 1 << 20;

    private final SizeEstimator sizes = new SizeEstimator();
    private byte[] large;

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

    private final class Inner {
        private final int number = 3;

        int next() {
            return number + sizes.hashCode();
        }
    }

    private static final class Wide {
        private final Object one = new byte[MEGABYTE];
        private final Object two = "two";
        private final Object three = "three";
        private final Object four = List.of(4);
        private final Object five = 5;
        private final Object six = 6.0;
        private final Object seven = 7L;
        private final Object eight = '8';
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
        final SizeEstimatorTest outer = new SizeEstimatorTest();
        outer.large = large;
        shouldBeAbout(60, outer.new Inner());
    }

    @Test
    public void shouldCountWhatManyRecordsReferToOnce() {
        final SeenObjects seen = new SeenObjects();
        final Reading shared = new Reading(MEGABYTE);
        long sum = 0;
        for (int i = 0; i < 1_000; i++) {
            sum += sizes.estimateNext(new Tuple2<>(i, new Point(i, shared)), seen);
        }
        assertTrue("" + sum, sum > MEGABYTE && sum < MEGABYTE + 200_000);
        assertTrue("what it holds is known with it", sizes.estimateNext(shared.samples, seen) == 0);
        assertTrue("nobody else's", sizes.estimateNext(new Reading(MEGABYTE), seen) > MEGABYTE);
        assertTrue("another structure's", sizes.estimateNext(shared, new SeenObjects()) > MEGABYTE);
        seen.clear();
        assertTrue("it has let go of it", sizes.estimateNext(shared, seen) > MEGABYTE);
    }

    @Test
    public void shouldSeeWhatGrows() {
        final List<Object> growing = new ArrayList<>(List.of(new byte[MEGABYTE]));
        shouldBeAbout(MEGABYTE, new Point(1, growing));
        growing.add(new byte[MEGABYTE]);
        shouldBeAbout(2 * MEGABYTE, new Point(1, growing));
    }

    /** Another thread may be changing a collection, or its elements may come from the application's code: a guess must not be what fails a task. */
    @Test
    public void shouldGuessWhereACollectionCannotBeLookedAt() {
        final List<Object> list = new ArrayList<>(List.of(1, 2, 3));
        final List<Object> part = list.subList(0, 2);
        list.add(4);
        assertThrows(ConcurrentModificationException.class, part::size);
        shouldBeAbout(MEGABYTE, new Tuple2<>(part, new byte[MEGABYTE]));
        final Map<Object, Object> refusing = Collections.unmodifiableMap(new AbstractMap<>() {
            @Override
            public Set<Entry<Object, Object>> entrySet() {
                throw new IllegalStateException("not now");
            }
        });
        shouldBeAbout(MEGABYTE, new Tuple2<>(refusing, new byte[MEGABYTE]));
    }

    /** Is not there for {@link Lacking}. */
    private static final class Missing {
    }

    public static final class Lacking extends Reading {
        private Missing library;

        public Lacking() {
            super(MEGABYTE);
        }
    }

    /** An application does without a library that one of its own may use. */
    @Test
    public void shouldGuessWhereTheClassOfAFieldIsMissing() throws Exception {
        final ClassLoader without = new ClassLoader(getClass().getClassLoader()) {
            @Override
            protected Class<?> loadClass(final String name, final boolean resolve) throws ClassNotFoundException {
                if (name.equals(Missing.class.getName())) {
                    throw new ClassNotFoundException(name);
                } else if (!name.equals(Lacking.class.getName()) && !name.equals(Reading.class.getName())) {
                    return super.loadClass(name, resolve);
                }
                final Class<?> loaded = findLoadedClass(name);
                return loaded == null ? define(name) : loaded;
            }

            private Class<?> define(final String name) throws ClassNotFoundException {
                try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                    final byte[] bytes = in.readAllBytes();
                    return defineClass(name, bytes, 0, bytes.length);
                } catch (final IOException e) {
                    throw new ClassNotFoundException(name, e);
                }
            }
        };
        final Object lacking = without.loadClass(Lacking.class.getName()).getConstructor().newInstance();
        assertThrows(NoClassDefFoundError.class, () -> lacking.getClass().getDeclaredFields());
        shouldBeAbout(MEGABYTE, lacking);
    }

    /** The elements that are looked at stand for all. */
    @Test
    public void shouldSeeManyLargeElements() {
        shouldBeAbout(64L * MEGABYTE, Stream.generate(Wide::new).limit(64).toList());
        shouldBeAbout(64L * MEGABYTE, Stream.generate(Wide::new).limit(64).toArray());
    }

    @Test(timeout = 10_000)
    public void shouldComeToAnEndInNestedCollections() {
        final List<Object> list = new ArrayList<>();
        final Object[] array = new Object[16];
        for (int i = 0; i < 16; i++) {
            list.add(i % 2 == 0 ? list : array);
            array[i] = i % 2 == 0 ? Map.of(1, list, 2, array) : array;
        }
        for (int i = 0; i < 1_000; i++) {
            assertTrue(sizes.estimate(list) > 0);
        }
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
