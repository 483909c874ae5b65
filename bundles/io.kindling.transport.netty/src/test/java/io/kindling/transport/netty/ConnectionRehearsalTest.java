package io.kindling.transport.netty;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import io.kindling.transport.api.Transport;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.After;
import org.junit.Test;

/** With the transport itself, and a record of what is called. */
public class ConnectionRehearsalTest {

    private final NettyTransport netty = new NettyTransport(InstantSource.system());
    private final List<String> called = new ArrayList<>();

    @After
    public void stop() {
        netty.stop();
    }

    @Test
    public void shouldDoAllThatAStartDoes() {
        new ConnectionRehearsal(recording("none")).run();
        assertEquals(List.of("createAuthority", "loadAuthority", "listen", "enrol", "connect"), called);
    }

    @Test
    public void shouldSayWhatDidNotWork() {
        final IllegalStateException e = assertThrows(IllegalStateException.class, () -> new ConnectionRehearsal(recording("enrol")).run());
        assertEquals("This process could not connect to itself at 127.0.0.1: no enrol today", e.getMessage());
    }

    private Transport recording(final String failing) {
        return (Transport) Proxy.newProxyInstance(Transport.class.getClassLoader(), new Class<?>[] {Transport.class}, (proxy, method, arguments) -> {
            called.add(method.getName());
            if (method.getName().equals(failing)) {
                throw new IOException("no " + failing + " today");
            }
            try {
                return method.invoke(netty, arguments);
            } catch (final InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }
}
