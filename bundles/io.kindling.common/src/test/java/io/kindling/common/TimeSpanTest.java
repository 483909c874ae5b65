package io.kindling.common;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.time.Duration;
import org.junit.Test;

public class TimeSpanTest {

    @Test
    public void shouldReadWhatPeopleWrite() {
        assertEquals(Duration.ofMillis(100), TimeSpan.parse("100ms"));
        assertEquals(Duration.ofMinutes(2), TimeSpan.parse("120s"));
        assertEquals(Duration.ofHours(1), TimeSpan.parse("1 H"));
    }

    @Test
    public void shouldWantAUnit() {
        for (final String bad : new String[] {"", "10", "s", "-1s", "1.5s", "1 year"}) {
            assertThrows(bad, IllegalArgumentException.class, () -> TimeSpan.parse(bad));
        }
    }
}
