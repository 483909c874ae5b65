package io.kindling.architecture;

import static org.junit.Assert.assertEquals;

import java.util.Map;
import java.util.Set;
import org.junit.Test;

public class HeadersTest {

    @Test
    public void shouldSplitOutsideQuotesOnly() {
        final Map<String, Map<String, String>> parsed =
            Headers.parse("a;b;version=\"[1,2)\";uses:=\"x,y;z\",c;resolution:=optional,d");
        assertEquals(Set.of("a", "b", "c", "d"), parsed.keySet());
        assertEquals(Map.of("version", "[1,2)", "uses:", "x,y;z"), parsed.get("b"));
        assertEquals(Map.of("resolution:", "optional"), parsed.get("c"));
        assertEquals(Map.of(), parsed.get("d"));
    }

    @Test
    public void shouldReadAMissingHeaderAsEmpty() {
        assertEquals(Map.of(), Headers.parse(null));
    }
}
