package io.kindling.common;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import org.junit.Test;

public class StateMachineTest {

    private enum Light { RED, GREEN, BROKEN }

    private final StateMachine<Light> lights = StateMachine.of("light", Light.class)
            .allow(Light.RED, Light.GREEN, "free")
            .allow(Light.GREEN, Light.BROKEN, "fault")
            .build();

    @Test
    public void shouldFollowTheTable() {
        assertEquals(Light.GREEN, lights.next("north", Light.RED, Light.GREEN));
    }

    @Test
    public void shouldNameIdFromAndToOfAnIllegalTransition() {
        final String message = assertThrows(IllegalStateException.class,
                () -> lights.next("north", Light.RED, Light.BROKEN)).getMessage();

        assertTrue(message, message.contains("light north") && message.contains("RED") && message.contains("BROKEN"));
    }

    @Test
    public void shouldAbsorbWhatComesAfterTheEnd() {
        assertTrue(lights.isTerminal(Light.BROKEN));
        assertEquals(Light.BROKEN, lights.next("north", Light.BROKEN, Light.RED));
    }
}
