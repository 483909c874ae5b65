package io.kindling.itests.cycles;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Map;
import java.util.Set;
import org.junit.Test;

public class SeriesTest {

    private static final String WHAT = Snapshot.METASPACE_USED;
    private static final int ROUNDS = 24;

    private final Series series = new Series("test");

    private void add(final long number) {
        series.add(new Snapshot(Map.of(WHAT, number), Set.of()));
    }

    @Test
    public void shouldSeeWhatRisesInEveryRound() {
        for (int i = 0; i < ROUNDS; i++) {
            add(1000 + i * 64L);
        }
        assertEquals("eleven rises but one", 640, series.growth(WHAT));
        assertTrue("" + series.slope(WHAT), series.slope(WHAT) > 3 * Series.STEEPEST);
    }

    @Test
    public void shouldSeeWhatRisesInOneRoundOfFour() {
        for (int i = 0; i < ROUNDS; i++) {
            add(1000 + i / 4 * 20L);
        }
        assertEquals("two rises but one", 20, series.growth(WHAT));
    }

    @Test
    public void shouldLetWhatRisesOncePass() {
        for (int i = 0; i < ROUNDS; i++) {
            add(i < 20 ? 1000 : 1500);
        }
        assertEquals(0, series.growth(WHAT));
        assertEquals(0, series.slope(WHAT), 0);
    }

    @Test
    public void shouldTakeNothingOutOfWhatFalls() {
        for (int i = 0; i < ROUNDS; i++) {
            add(1000 - i);
        }
        assertEquals(-11, series.growth(WHAT));
        assertEquals(-1, series.slope(WHAT), 1e-9);
    }
}
