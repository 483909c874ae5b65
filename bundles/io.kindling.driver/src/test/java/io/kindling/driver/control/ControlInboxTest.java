package io.kindling.driver.control;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.transport.api.Connection;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.Test;

public class ControlInboxTest {

    private static final int CAPACITY = 16_384;

    private final ControlInbox inbox = new ControlInbox();
    private final List<Integer> done = new ArrayList<>();
    private final List<Boolean> reading = new ArrayList<>();
    private final Connection connection = (Connection) Proxy.newProxyInstance(Connection.class.getClassLoader(), new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
                reading.add((Boolean) arguments[0]);
                return null;
            });

    @Test
    public void shouldHoldAConnectionBackAndLoseNothing() {
        final ControlInbox.Gate gate = inbox.gate(connection);
        for (int i = 0; i < CAPACITY + 3; i++) {
            final int number = i;
            gate.deliver(() -> done.add(number));
        }
        assertEquals(List.of(false, false, false), reading);

        while (inbox.drain(1_000) > 0) {
            assertTrue(done.size() <= CAPACITY + 3);
        }

        assertEquals("in order", IntStream.range(0, CAPACITY + 3).boxed().toList(), done);
        assertEquals(true, reading.get(reading.size() - 1));
    }

    @Test
    public void shouldGoOnReadingAfterACommandThatFails() {
        final ControlInbox.Gate gate = inbox.gate(connection);
        IntStream.range(0, CAPACITY).forEach(i -> gate.deliver(() -> { }));
        gate.deliver(() -> {
            throw new IllegalStateException("boom");
        });
        gate.deliver(() -> done.add(1));

        assertThrows(IllegalStateException.class, () -> inbox.drain(1_000));
        inbox.drain(1_000);
        inbox.drain(1_000);

        assertEquals(List.of(1), done);
        assertEquals(true, reading.get(reading.size() - 1));
    }

    @Test
    public void shouldDoWhatTheAgentAsksItselfAfterwards() {
        inbox.own();
        inbox.queue().offer(() -> {
            inbox.post(() -> done.add(2));
            done.add(1);
        });

        inbox.drain(10);

        assertEquals(List.of(1, 2), done);
        assertTrue(inbox.isOwner());
    }

    @Test
    public void shouldTakeNothingAfterTheEnd() throws InterruptedException {
        inbox.close();

        assertFalse(inbox.post(() -> done.add(1)));
        inbox.gate(connection).deliver(() -> done.add(2));
        inbox.drain(10);

        assertEquals(List.of(), done);
    }

    @Test
    public void shouldSayWhyNothingIsTaken() {
        final String full = inbox.whyNotTaken();
        assertTrue(full, full.contains("none of its " + CAPACITY + " waiting commands within 10 s"));

        inbox.close();

        assertFalse(inbox.post(() -> done.add(1)));
        assertEquals("the context has been closed", inbox.whyNotTaken());
    }
}
