package io.kindling.driver.control;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.kindling.common.Clock;
import io.kindling.common.ExecutorId;
import io.kindling.driver.control.Liveness.Verdict;
import java.time.Duration;
import org.junit.Test;

public class LivenessTest {

    private static final ExecutorId ONE = new ExecutorId(1);

    private long now;
    private final Liveness liveness = new Liveness(new Clock() {

        @Override
        public long nanoTime() {
            return now;
        }

        @Override
        public long currentTimeMillis() {
            return 0;
        }
    }, Duration.ofSeconds(10), Duration.ofSeconds(30));

    @Test
    public void shouldSuspectAndThenGiveUpWhoIsSilent() {
        liveness.begin(ONE);
        passes(20);
        assertEquals(Verdict.ALIVE, liveness.verdict(ONE));
        passes(4);
        assertEquals(Verdict.SUSPECT, liveness.verdict(ONE));
        assertTrue(liveness.heard(ONE));
        assertEquals(Verdict.ALIVE, liveness.verdict(ONE));
        passes(30);
        assertEquals(Verdict.DEAD, liveness.verdict(ONE));
    }

    @Test
    public void shouldNotKnowWhoHasBeenGivenUp() {
        assertFalse(liveness.heard(ONE));
        liveness.begin(ONE);
        liveness.end(ONE);

        assertFalse(liveness.heard(ONE));
        assertEquals(Verdict.DEAD, liveness.verdict(ONE));
    }

    @Test
    public void shouldNotBlameOthersForItsOwnSleep() {
        liveness.begin(ONE);
        passes(3_600);

        liveness.forgive(Duration.ofSeconds(3_600).toNanos());

        assertEquals(Verdict.ALIVE, liveness.verdict(ONE));
    }

    private void passes(final long seconds) {
        now += Duration.ofSeconds(seconds).toNanos();
    }
}
