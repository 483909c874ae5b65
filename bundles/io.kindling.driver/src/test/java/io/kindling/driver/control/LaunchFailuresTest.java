package io.kindling.driver.control;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import org.junit.Test;

/** How long launches are tried. */
public class LaunchFailuresTest {

    private final LaunchFailures failures = new LaunchFailures(3);

    @Test
    public void shouldGiveUpAfterSoManyInARow() {
        assertNull(failures.failed("one", false));
        assertNull(failures.failed("two", true));
        assertEquals("3 executors in a row ended before they had registered, and none ever did; the last: three", failures.failed("three", true));
        assertTrue(failures.isOver());
    }

    @Test
    public void shouldNotCountKillsOnceAnExecutorHasComeUp() {
        failures.registered();
        for (int i = 0; i < 20; i++) {
            assertNull(failures.failed("killed", true));
        }
        assertFalse(failures.isOver());
        assertNull(failures.failed("one", false));
        assertNull(failures.failed("two", false));
        assertEquals("3 executors in a row ended before they had registered; the last: three", failures.failed("three", false));
    }
}
