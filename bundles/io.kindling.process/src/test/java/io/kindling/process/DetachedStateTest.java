package io.kindling.process;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import org.junit.Test;

public class DetachedStateTest {

    private final DetachedState state = new DetachedState();

    @Test
    public void shouldGiveAStateOutOnce() {
        final byte[] bytes = {1, 2};
        assertNull(state.apply("a", bytes));
        bytes[0] = 9;

        assertNull(state.apply("b", null));
        assertArrayEquals(new byte[] {1, 2}, state.apply("a", null));
        assertNull(state.apply("a", null));
    }

    @Test
    public void shouldReplaceAStateAndReturnTheOneBefore() {
        state.apply("a", new byte[] {1});

        assertArrayEquals(new byte[] {1}, state.apply("a", new byte[] {2}));
        assertArrayEquals(new byte[] {2}, state.apply("a", null));
    }

    @Test
    public void shouldRefuseMoreThanItKeepsAndKeepWhatItHad() {
        state.apply("a", new byte[] {1});

        final String refusal = assertThrows(IllegalArgumentException.class, () -> state.apply("a", new byte[(64 << 20) + 1])).getMessage();

        assertTrue(refusal, refusal.contains("67108865 bytes of a") && refusal.contains("at most 1000 of 67108864"));
        assertArrayEquals(new byte[] {1}, state.apply("a", null));
    }

    @Test
    public void shouldBoundTheNumberOfStates() {
        for (int i = 0; i < 1_000; i++) {
            state.apply("s" + i, new byte[0]);
        }

        assertThrows(IllegalArgumentException.class, () -> state.apply("one more", new byte[0]));
        state.apply("s0", new byte[1]);
    }
}
