package io.kindling.transport.netty;

import static org.junit.Assert.assertTrue;

import org.junit.Test;

public class EventLoopsTest {

    private static final int TIMES = 50;

    @Test
    public void shouldHaveToldOfItsEndWhenItHasStopped() {
        for (int i = 0; i < TIMES; i++) {
            final EventLoops loops = new EventLoops();
            loops.group().next().execute(() -> { });

            loops.stop();

            assertTrue("nothing of Netty's runs on after a stop", loops.group().terminationFuture().isDone());
        }
    }
}
