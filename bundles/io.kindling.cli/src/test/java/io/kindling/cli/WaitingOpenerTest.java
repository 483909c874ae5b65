package io.kindling.cli;

import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.api.KindlingConf;
import io.kindling.api.KindlingException;
import io.kindling.api.KindlingHealth;
import io.kindling.api.spi.ContextOpener;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Test;

public class WaitingOpenerTest {

    private final KindlingHealth health = new KindlingHealth() {
        @Override
        public boolean isReady() {
            return false;
        }

        @Override
        public String text() {
            return "no transport";
        }
    };
    private final AtomicInteger opened = new AtomicInteger();
    private final ContextOpener opener = (conf, owner) -> {
        opened.incrementAndGet();
        return null;
    };

    @Test
    public void shouldOpenWithWhatComes() throws Exception {
        final WaitingOpener waiting = new WaitingOpener(health, 60_000);
        final CompletableFuture<Object> result = CompletableFuture.supplyAsync(() -> waiting.open(new KindlingConf(false), null));
        waiting.come(opener);
        assertNull(result.get(30, TimeUnit.SECONDS));
        assertTrue("asked once", opened.get() == 1);
    }

    @Test
    public void shouldSayWhyThereIsNone() {
        final WaitingOpener waiting = new WaitingOpener(health, 1);
        waiting.come(opener);
        waiting.go(opener);
        final String message = assertThrows(KindlingException.class, () -> waiting.open(new KindlingConf(false), null)).getMessage();
        assertTrue(message, message.contains("no transport"));
    }

    @Test
    public void shouldKeepTheNextWhenThePreviousGoes() {
        final WaitingOpener waiting = new WaitingOpener(health, 1);
        waiting.come((conf, owner) -> {
            throw new AssertionError("gone");
        });
        waiting.come(opener);
        waiting.go((conf, owner) -> null);
        assertNull(waiting.open(new KindlingConf(false), null));
    }
}
