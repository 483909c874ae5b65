package io.kindling.common;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import org.junit.Test;

public class ApplicationIdTest {

    @Test
    public void shouldBeSafeAsAFileName() {
        assertEquals("app-2026.1_x", new ApplicationId("app-2026.1_x").toString());
        for (final String bad : new String[] {"", "..", "a/b", "a b", "a;b", "x".repeat(129), "\n"}) {
            assertThrows(bad, IllegalArgumentException.class, () -> new ApplicationId(bad));
        }
    }
}
