package io.kindling.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;

import io.kindling.api.KindlingConf;
import io.kindling.api.KindlingException;
import io.kindling.api.spi.ContextBackend;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.Test;

public class TimeLimitTest {

    private final ContextBackend context = (ContextBackend) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {ContextBackend.class},
            (proxy, method, arguments) -> null);
    private final Map<Long, Runnable> timer = new LinkedHashMap<>();
    private final List<Integer> exits = new ArrayList<>();
    private final TimeLimit limit = new TimeLimit((conf, owner) -> context, (task, millis) -> timer.put(millis, task), exits::add);

    @Test
    public void shouldEndWhatTakesTooLong() {
        assertSame(context, limit.open(new KindlingConf(false).set("kindling.driver.timeout", "30m"), null));
        assertEquals(List.of(), exits);
        timer.get(1_800_000L).run();
        assertEquals(List.of(124), exits);
    }

    @Test
    public void shouldSetNoLimitByDefault() {
        limit.open(new KindlingConf(false), null);
        assertEquals(Map.of(), timer);
    }

    /** The opener checks the configuration, and says what is wrong with it. */
    @Test
    public void shouldLeaveARefusalToTheOpener() {
        final TimeLimit refusing = new TimeLimit((conf, owner) -> {
            throw new KindlingException("kindling.driver.timeout=soon is not allowed");
        }, (task, millis) -> timer.put(millis, task), exits::add);
        assertThrows(KindlingException.class, () -> refusing.open(new KindlingConf(false).set("kindling.driver.timeout", "soon"), null));
        assertEquals(Map.of(), timer);
    }
}
