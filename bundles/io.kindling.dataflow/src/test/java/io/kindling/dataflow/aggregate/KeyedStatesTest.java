package io.kindling.dataflow.aggregate;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.kindling.api.function.Function2;
import io.kindling.dataflow.code.PipelineCode;
import io.kindling.dataflow.code.PipelineCodes;
import io.kindling.dataflow.code.PipelineKey;
import io.kindling.dataflow.code.PipelineParts;
import io.kindling.dataflow.run.TestTask;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.Test;

/** The map beside a HashMap, also when the kinds of keys and states change on the way. */
public class KeyedStatesTest {

    /** The key that the layout for numbers cannot hold. */
    private static final long UNHOLDABLE = 0x9D3C_71F5_E8A2_4B06L;

    private static final Function2<Object, Object, Object> ADD = (state, value) -> {
        if (state instanceof Long one && value instanceof Long other) {
            return other == 77 ? (Object) "turned" : (Object) (one + other);
        } else if (state instanceof Integer one && value instanceof Integer other) {
            return other == 77 ? (Object) (long) (one + other) : (Object) (one + other);
        } else if (state instanceof Double one && value instanceof Double other) {
            return other == 77 ? null : (Object) (one + other);
        }
        return state + "+" + value;
    };

    @Test
    public void shouldBeAsAHashMap() throws Exception {
        for (int seed = 0; seed < 400; seed++) {
            final Random random = new Random(seed);
            final KeyedStates states = KeyedStates.create(parts(seed % 3 == 0), Accumulators.reduce(parts(false), ADD), Objects::hashCode, random.nextInt());
            for (int round = 0; round < 2; round++) {
                final Map<Object, Object> expected = new HashMap<>();
                final int kind = random.nextInt(4);
                final int value = random.nextInt(4);
                final int keys = 1 + random.nextInt(300);
                for (int i = random.nextInt(2000); i > 0; i--) {
                    final int odd = random.nextInt(seed % 2 == 0 ? 300 : 1_000_000);
                    final Object k = odd == 0 ? UNHOLDABLE : odd == 1 ? null : number(kind, random.nextInt(keys));
                    final Object v = odd == 2 ? number(value, 77) : odd == 3 ? "text" : number(value, random.nextInt(50));
                    expected.put(k, expected.containsKey(k) ? ADD.call(expected.get(k), v) : v);
                    states.add(k, v);
                }
                assertEquals("seed " + seed, expected, contents(states));
                assertTrue(states.bytes() > 0);
                states.clear();
                assertEquals(0, states.size());
                assertEquals(-1, states.nextSlot(0));
            }
        }
    }

    /** The classes as they are, or copies. */
    private static PipelineParts parts(final boolean own) {
        final PipelineCode code = new PipelineCodes().of(new PipelineKey());
        code.ran(own ? 1_000_000 : 0);
        return code.open();
    }

    private static Object number(final int kind, final int value) {
        return kind == 0 ? (Object) (long) value : kind == 1 ? (Object) value : kind == 2 ? (Object) (double) value : (Object) text(value);
    }

    /** Strings of all lengths, some of them wide, some with zero characters. */
    private static String text(final int value) {
        return value == 0 ? "" : value % 50 == 1 ? "\0".repeat(value % 20) : value % 50 == 2 ? "\u0142" + value
                : value % 50 == 3 ? "\u00ff".repeat(value % 18) : "word".repeat(value % 7) + value;
    }

    private static Map<Object, Object> contents(final KeyedStates states) {
        final Map<Object, Object> contents = new HashMap<>();
        int last = Integer.MIN_VALUE;
        for (final int slot : states.slotsByHash()) {
            assertFalse(contents.containsKey(states.key(slot)));
            contents.put(states.key(slot), states.state(slot));
            assertEquals(Objects.hashCode(states.key(slot)), states.hash(slot));
            assertTrue(states.hash(slot) >= last);
            last = states.hash(slot);
        }
        assertEquals(contents.size(), states.size());
        return contents;
    }

    @Test
    public void shouldTakeTheContentOfAnotherMapInItsOrder() throws Exception {
        final Function2<Object, Object, Object> first = (one, other) -> one;
        for (final boolean numbers : new boolean[] {true, false}) {
            final KeyedStates source = KeyedStates.create(parts(false), Accumulators.reduce(parts(false), first), Objects::hashCode, 1);
            for (long i = 0; i < 200_000; i++) {
                final Object key = numbers ? (Object) i : (Object) Long.toString(i);
                source.add(key, 1L);
            }
            // With the places of the source it would take hours.
            final KeyedStates target = KeyedStates.create(parts(false), Accumulators.reduce(parts(false), first), Objects::hashCode, 2);
            for (int slot = source.nextSlot(0); slot >= 0; slot = source.nextSlot(slot + 1)) {
                target.add(source.key(slot), source.state(slot));
            }
            assertEquals(200_000, target.size());
        }
    }

    @Test
    public void shouldSeeStatesGrow() throws Exception {
        final KeyedStates states = lists();
        for (int i = 0; i < 200_000; i++) {
            states.add("k" + i % 3, "value");
        }
        assertTrue("" + states.bytes(), states.bytes() > 200_000 * 20);
    }

    /** Whoever asks now and then must learn of them before memory is at its end. */
    @Test
    public void shouldSeeFewLargeValuesInTime() throws Exception {
        final KeyedStates states = lists();
        final byte[] value = new byte[1 << 20];
        for (int i = 1; i <= 2_000; i++) {
            states.add("k" + i % 3, value);
            assertTrue(states.bytes() + " after " + i, i < 40 || states.bytes() > i * 700_000L);
        }
    }

    @Test
    public void shouldCountValuesThatRecordsShareOnce() throws Exception {
        final KeyedStates states = KeyedStates.create(parts(false), new CoGroupAccumulator(2), Objects::hashCode, 3);
        final byte[] shared = new byte[1 << 20];
        for (int i = 0; i < 2_000; i++) {
            states.add("k" + i % 700, shared);
        }
        assertTrue("" + states.bytes(), states.bytes() > 1 << 20 && states.bytes() < 2 << 20);
        states.clear();
        states.add("k", shared);
        assertTrue("" + states.bytes(), states.bytes() > 1 << 20);
    }

    @Test
    public void shouldSeeTheStateOfOneKeyGrow() throws Exception {
        final KeyedStates states = lists();
        for (int i = 0; i < 100_000; i++) {
            states.add("k" + i, "value");
        }
        final long before = states.bytes();
        for (int i = 0; i < 2_000_000; i++) {
            states.add("k7", "value");
        }
        assertTrue(before + " to " + states.bytes(), states.bytes() > before + 50_000_000);
    }

    private static KeyedStates lists() {
        final Accumulator fold = Accumulators.fold(parts(false), TestTask.CODEC.encode(List.of(new ArrayList<>()).iterator()), (list, value) -> {
            @SuppressWarnings("unchecked")
            final List<Object> all = (List<Object>) list;
            all.add(value);
            return all;
        }, (one, other) -> one, TestTask.CODEC);
        return KeyedStates.create(parts(false), fold, Objects::hashCode, 3);
    }
}
