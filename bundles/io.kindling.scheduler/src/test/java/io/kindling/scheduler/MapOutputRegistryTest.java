package io.kindling.scheduler;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.kindling.common.ExecutorId;
import io.kindling.common.ShuffleId;
import java.util.BitSet;
import org.junit.Test;

/** Who has a shuffle that stays while executors come and go for weeks. */
public class MapOutputRegistryTest {

    private static final ExecutorId FIRST = new ExecutorId(1);
    private static final ExecutorId SECOND = new ExecutorId(2);

    private final MapOutputRegistry registry = new MapOutputRegistry();
    private final ShuffleOutputs outputs = registry.open(new ShuffleId(0), 2);

    @Test
    public void shouldForgetOwnersThatAreGoneAndHaveNothing() {
        registry.put(outputs, 0, FIRST, 10);
        registry.inherit(FIRST, SECOND);
        registry.forgetOwners(SECOND::equals);

        assertFalse(outputs.wasEverAt(FIRST));
        assertTrue(outputs.wasEverAt(SECOND));
    }

    /** Its readers may have been told of it. */
    @Test
    public void shouldRememberThoseThatAreThere() {
        registry.put(outputs, 0, FIRST, 10);
        registry.inherit(FIRST, SECOND);
        registry.forgetOwners(executor -> true);

        assertTrue(outputs.wasEverAt(FIRST));
    }

    @Test
    public void shouldRememberThoseThatHaveLeftSomething() {
        registry.put(outputs, 1, FIRST, 10);
        registry.leave(FIRST);
        registry.forgetOwners(executor -> false);

        final BitSet maps = new BitSet();
        maps.set(1);
        assertEquals(maps, outputs.mapsOf(FIRST));
    }
}
