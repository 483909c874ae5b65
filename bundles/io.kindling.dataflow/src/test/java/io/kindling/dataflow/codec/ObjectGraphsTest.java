package io.kindling.dataflow.codec;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertNotSame;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.api.Optional;
import io.kindling.api.Tuple2;
import io.kindling.api.Tuple3;
import io.kindling.api.Tuple4;
import io.kindling.dataflow.JavaStreams;
import io.kindling.dataflow.RecordCodec;
import io.kindling.dataflow.RecordCodecException;
import io.kindling.dataflow.RecordCodecs;
import io.kindling.dataflow.RecordWriter;
import io.kindling.dataflow.codec.Zoo.Box;
import io.kindling.dataflow.codec.Zoo.Child;
import io.kindling.dataflow.codec.Zoo.Colour;
import io.kindling.dataflow.codec.Zoo.Dog;
import io.kindling.dataflow.codec.Zoo.Failure;
import io.kindling.dataflow.codec.Zoo.Holder;
import io.kindling.dataflow.codec.Zoo.Hooked;
import io.kindling.dataflow.codec.Zoo.Node;
import io.kindling.dataflow.codec.Zoo.Nothing;
import io.kindling.dataflow.codec.Zoo.Outer;
import io.kindling.dataflow.codec.Zoo.Point;
import io.kindling.dataflow.codec.Zoo.Replaced;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.Test;

/** What comes back of objects that hold, share, replace or hide something. */
public class ObjectGraphsTest {

    private final RecordCodec codec = RecordCodecs.create(new JavaStreams());

    @SuppressWarnings("unchecked")
    private <T> T trip(final T value) {
        return (T) codec.decode(codec.encode(Collections.singletonList(value).iterator())).get(0);
    }

    @Test
    public void shouldKeepFieldsOfAllTypesAndOfSuperclasses() {
        final Dog dog = new Dog("Rex", "own", new int[][] {{1}, {}});
        dog.good = true;
        dog.b = -1;
        dog.s = -2;
        dog.c = 'x';
        dog.f = Float.NaN;
        dog.d = -0.0;
        dog.l = Long.MIN_VALUE;
        dog.legs = 3;
        dog.ints = new int[] {1, 2};
        final Dog back = trip(dog);
        assertEquals(dog, back);
        assertNotSame(dog, back);
        assertNull("transient", back.forgotten);
        assertEquals(new Nothing(), trip(new Nothing()));
        assertEquals(new Box(null, null, null, Colour.GREEN), trip(new Box(null, null, null, Colour.GREEN)));
    }

    @Test
    public void shouldKeepCyclesAndWhatIsShared() {
        final Node one = new Node();
        final Node two = new Node();
        one.next = two;
        two.next = one;
        one.all.addAll(List.of(one, two, two));
        one.value = one.all;
        final Node back = trip(one);
        assertSame(back, back.next.next);
        assertSame(back, back.all.get(0));
        assertSame(back.all.get(1), back.all.get(2));
        assertSame(back.value, back.all);
        final List<Object> list = new ArrayList<>();
        list.add(list);
        final List<Object> again = trip(list);
        assertSame(again, again.get(0));
        final Map<Object, Object> map = new HashMap<>();
        map.put("self", map);
        final Map<Object, Object> other = trip(map);
        assertSame(other, other.get("self"));
    }

    @Test
    public void shouldKeepWhatTwoPartsOfATupleShare() {
        final List<Object> list = new ArrayList<>(List.of(1));
        final Tuple2<Object, Object> same = trip(new Tuple2<>(list, list));
        assertSame(same._1, same._2);
        final Tuple3<Object, Object, Object> within = trip(new Tuple3<>(list, new ArrayList<>(List.of(list, "x")), 5));
        assertSame(within._1, ((List<?>) within._2).get(0));
        final Hooked hooked = new Hooked();
        hooked.other = list;
        final Tuple2<Hooked, Object> mixed = trip(new Tuple2<>(hooked, list));
        assertSame(mixed._1.other, mixed._2);
        final RecordWriter writer = codec.writer();
        for (int i = 0; i < 40; i++) {
            writer.writePair(i % 3 == 0 ? list : "k" + i, i % 2 == 0 ? list : hooked);
        }
        final List<Object> back = codec.decode(writer.toByteArray());
        for (int i = 0; i < 40; i++) {
            final Tuple2<?, ?> pair = (Tuple2<?, ?>) back.get(i);
            if (i % 6 == 0) {
                assertSame(pair._1, pair._2);
            } else if (i % 3 == 0) {
                assertSame(pair._1, ((Hooked) pair._2).other);
            }
        }
        final Object[] array = {1};
        final Tuple4<Object, Object, Object, Object> four = trip(new Tuple4<>(array, 1, array, array));
        assertSame(four._1, four._4);
    }

    @Test
    public void shouldKeepATupleWithinItself() {
        final List<Object> list = new ArrayList<>();
        final Tuple2<Object, Object> tuple = new Tuple2<>("k", list);
        list.add(tuple);
        final Tuple2<Object, Object> back = trip(tuple);
        assertSame(back, ((List<?>) back._2).get(0));
    }

    @Test
    public void shouldLetClassesHaveTheirSay() {
        final Hooked hooked = new Hooked();
        hooked.secret = 5;
        hooked.other = List.of(Replaced.ONE);
        final Hooked back = trip(hooked);
        assertEquals(5, back.secret);
        assertSame(Replaced.ONE, ((List<?>) back.other).get(0));
        assertSame(Replaced.ONE, trip(new ArrayList<>(List.of(Replaced.ONE, "x"))).get(0));
        final Zoo.External external = new Zoo.External();
        external.number = 9;
        assertEquals(9, ((Zoo.External) trip(new Dog("a", "b", external)).any).number);
        final Zoo.Persistent persistent = new Zoo.Persistent();
        persistent.kept = 1;
        persistent.dropped = 2;
        assertEquals(1, trip(persistent).kept);
        assertEquals(0, trip(persistent).dropped);
        final Child child = new Child();
        child.base = 8;
        child.own = 9;
        assertEquals("a superclass that is not Serializable is made by its constructor", 7, trip(child).base);
        assertEquals(9, trip(child).own);
        final Zoo.Registry registry = new Zoo.Registry();
        registry.put("a", registry);
        registry.extra = 3;
        assertSame(trip(registry).getClass(), Zoo.Registry.class);
        assertEquals(3, ((Zoo.Registry) trip(registry).get("a")).extra);
    }

    @Test
    public void shouldKeepLambdasThrowablesAndInnerClasses() {
        final Holder holder = trip(new Holder("abc"));
        assertEquals(4, holder.run.run());
        assertEquals(4, trip(new ArrayList<>(List.of(new Holder("abc")))).get(0).run.run());
        final Failure failure = trip(new Failure("bad", 7));
        assertEquals("bad", failure.getMessage());
        assertEquals(7, failure.code);
        assertTrue(failure.getStackTrace().length > 0);
        final Outer outer = trip(new Outer(11));
        assertEquals(11, outer.inner.number());
        assertEquals(11, trip(new Outer(11).inner).number());
        final Object anonymous = trip(new Tuple2<Object, Object>(Colour.GREEN, Colour.RED))._1;
        assertSame(Colour.GREEN, anonymous);
    }

    @Test
    public void shouldKeepComparators() {
        final TreeMap<String, Object> map = new TreeMap<>(new Zoo.Backwards());
        map.put("a", 1);
        map.put("b", 2);
        assertEquals("b", trip(map).firstKey());
        final TreeMap<String, Integer> reversed = new TreeMap<>(Collections.reverseOrder());
        reversed.putAll(Map.of("a", 1, "b", 2));
        assertEquals("b", trip(new ArrayList<>(List.of(reversed))).get(0).firstKey());
        final TreeSet<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        set.add("x");
        assertTrue(trip(set).contains("X"));
        assertNull(trip(new TreeSet<>(List.of(1))).comparator());
    }

    @Test
    public void shouldKeepCollectionsOfKinds() {
        final List<Object> withNull = Collections.singletonList((Object) null).stream().toList();
        for (final Object value : Arrays.asList(List.of(), List.of(1), List.of(1, 2, 3), withNull, Set.of(), Set.of(1), Set.of(1, 2, 3), Map.of(), Map.of(1, 2),
                Map.of(1, 2, 3, 4), Optional.of(1), Optional.empty(), Collections.emptyList(), Collections.singletonList(1), Collections.unmodifiableList(List.of(1)),
                new Tuple3<>(1, null, "x"), new Tuple4<>(1, null, "x", new Tuple2<>(1, 2)), new java.util.LinkedHashMap<>(Map.of(1, 2)),
                new java.util.Date(5), Collections.emptySet(), Collections.emptyMap(), Collections.singleton(null), Collections.singletonMap(null, "v"),
                java.net.URI.create("http://a/b?c#d"), new ConcurrentHashMap<>(Map.of(1, 2)))) {
            final Object back = trip(value);
            assertEquals(value, back);
            assertSame(value.getClass(), back.getClass());
            assertEquals(List.of(value), trip(List.of(value)));
        }
        assertThrows(UnsupportedOperationException.class, () -> trip(List.of(1, 2, 3)).add(4));
        final List<String> order = new ArrayList<>(trip(new java.util.LinkedHashSet<>(List.of("z", "a", "m"))));
        assertEquals(List.of("z", "a", "m"), order);
    }

    @Test
    public void shouldTakeTheShortWayAgainAfterObjectsThatCouldNot() {
        final int[] lengths = new int[300];
        for (int i = 0; i < lengths.length; i++) {
            final Dog dog = new Dog("a", "b", i % 3 == 0 && i < 90 || i >= 200 ? new Hooked() : null);
            lengths[i] = codec.encode(List.of(dog).iterator()).length;
            assertEquals(i % 3 == 0 && i < 90 || i >= 200, ((Dog) trip(dog)).any != null);
        }
        assertTrue(lengths[1] < lengths[0] / 3);
        assertTrue("some failed, not many", lengths[199] == lengths[1]);
    }

    @Test
    public void shouldWriteAnObjectAsItIsWhenItIsWritten() {
        final Dog dog = new Dog("a", "b", null);
        final RecordWriter writer = codec.writer();
        for (int i = 0; i < 50; i++) {
            dog.legs = i;
            writer.write(dog);
        }
        final List<Object> back = codec.decode(writer.toByteArray());
        for (int i = 0; i < 50; i++) {
            assertEquals(i, ((Dog) back.get(i)).legs);
        }
    }

    @Test
    public void shouldGiveAdviceWhenARecordIsTooDeep() {
        Node node = new Node();
        for (int i = 0; i < 200; i++) {
            final Node before = new Node();
            before.next = node;
            node = before;
        }
        assertNotNull(trip(node).next.next.next);
        for (int i = 0; i < 200_000; i++) {
            final Node before = new Node();
            before.next = node;
            node = before;
        }
        final Node deep = node;
        final RecordCodecException e = assertThrows(RecordCodecException.class, () -> trip(deep));
        assertTrue(e.getMessage(), e.getMessage().contains("nested too deeply") && e.getMessage().contains("list"));
    }

    @Test
    public void shouldSayWhatCannotTravelAndRefuseWhatItsConstructorRefuses() {
        final Zoo.Sealed sealed = new Zoo.Sealed();
        sealed.held.put("t", Thread.currentThread());
        assertTrue(assertThrows(RecordCodecException.class, () -> trip(sealed)).getMessage().contains("Sealed"));
        final byte[] bytes = codec.encode(List.of(new Box(1, null, null, Colour.GREEN)).iterator());
        boolean refused = false;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 1) {
                final byte[] other = bytes.clone();
                other[i] = 2;
                try {
                    codec.decode(other);
                } catch (final RecordCodecException e) {
                    refused |= e.getMessage().contains("no box has this colour");
                }
            }
        }
        assertTrue(refused);
    }

    @Test
    public void shouldTakeShortWaysForObjects() {
        final List<Object> points = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            points.add(new Point(i, i, "p"));
        }
        assertTrue(codec.encode(points.iterator()).length < 1000 * 14 + 200);
        final byte[] java = RecordCodecs.factory().create(new JavaStreams(), getClass().getClassLoader(), Map.of("kindling.serializer", "java"))
                .encode(List.of(new Dog("a", "b", null)).iterator());
        assertTrue("java: " + java.length, java.length > 200);
        assertTrue(codec.encode(List.of(new Dog("a", "b", null)).iterator()).length < 120);
    }
}
