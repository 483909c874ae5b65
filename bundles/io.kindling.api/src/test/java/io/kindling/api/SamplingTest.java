package io.kindling.api;

import static org.junit.Assert.assertEquals;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.junit.Test;

public class SamplingTest {

    /** Sums of many records' counts deviate from their mean by the square root of it. */
    @Test
    public void shouldTakeRecordsAsOftenAsAFractionSaysHoweverLarge() throws Exception {
        for (final double fraction : new double[] {0.5, 20, 500, 2_000, 50_000}) {
            final List<Integer> records = Collections.nCopies(50, 1);
            final double mean = fraction * records.size();
            assertEquals(mean, Zips.count(Sampling.<Integer>of(true, fraction, 42).call(0, records.iterator())), 5 * Math.sqrt(mean));
        }
    }

    @Test
    public void shouldTakeTheSameForTheSameSeed() throws Exception {
        final List<Integer> records = List.of(1, 2, 3, 4, 5, 6, 7, 8, 9);
        final Iterator<Integer> again = Sampling.<Integer>of(false, 0.5, 7).call(3, records.iterator());
        Sampling.<Integer>of(false, 0.5, 7).call(3, records.iterator()).forEachRemaining(record -> assertEquals(record, again.next()));
        assertEquals(false, again.hasNext());
    }
}
