package io.kindling.common.config;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.Test;

public class ConfigKeyTest {

    private final ConfigKey<Integer> cores = ConfigKey.integer("kindling.executor.cores", "1", 1, 1024, "Slots.");

    @Test
    public void shouldTakeTheValueOrTheDefault() {
        assertEquals(4, (int) cores.read(Map.of("kindling.executor.cores", " 4 ")));
        assertEquals(1, (int) cores.read(Map.of()));
        assertNull(ConfigKey.text("kindling.app.name", null, "any text", "Name.").read(Map.of()));
    }

    @Test
    public void shouldNameKeyValueAndRange() {
        for (final String bad : new String[] {"0", "1025", "many", ""}) {
            final String message = assertThrows(IllegalArgumentException.class, () -> cores.parse(bad)).getMessage();
            assertEquals("kindling.executor.cores=" + bad + " is not allowed: it must be a whole number from 1 to 1024", message);
        }
    }

    @Test
    public void shouldKnowSizesTimesFractionsAndFlags() {
        assertEquals(1L << 30, (long) ConfigKey.size("m", "1g", "1m", "1t", "Memory.").read(Map.of()));
        assertEquals(Duration.ofSeconds(30), ConfigKey.time("t", "30s", "1s", "1h", "Time.").read(Map.of()));
        assertEquals(0.6, ConfigKey.fraction("f", "0.6", 0, 1, "Part.").read(Map.of()), 0);
        assertTrue(ConfigKey.flag("b", "true", "Switch.").read(Map.of()));
        assertThrows(IllegalArgumentException.class, () -> ConfigKey.flag("b", "true", "Switch.").parse("yes"));
        assertThrows(IllegalArgumentException.class, () -> ConfigKey.size("m", "1g", "1m", "1t", "Memory.").parse("1k"));
    }

    @Test
    public void shouldReadListsWithoutTheEmptyAndTheSpaces() {
        final ConfigKey<List<String>> jars = ConfigKey.list("kindling.jars", "paths, separated by commas", "Jars.");
        assertEquals(List.of("a.jar", "b.jar"), jars.parse(" a.jar ,, b.jar,"));
        assertEquals(List.of(), jars.read(Map.of()));
    }
}
