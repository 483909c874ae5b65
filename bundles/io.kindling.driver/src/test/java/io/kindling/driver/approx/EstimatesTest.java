package io.kindling.driver.approx;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.api.ApproximateEvaluator;
import io.kindling.api.BoundedDouble;
import io.kindling.api.StatCounter;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.junit.Test;

/** Estimates hold what they promise when partitions come in random order. */
public class EstimatesTest {

    private static final int PARTITIONS = 50;
    private static final int KNOWN = 12;
    private static final int ROUNDS = 2_000;

    private final Random random = new Random(8);

    /** Tables of Student's distribution, two-sided. */
    @Test
    public void shouldKnowStudentsDistribution() {
        assertEquals(12.706, Quantiles.student(0.95, 1), 0.001);
        assertEquals(4.303, Quantiles.student(0.95, 2), 0.001);
        assertEquals(3.182, Quantiles.student(0.95, 3), 0.01);
        assertEquals(2.571, Quantiles.student(0.95, 5), 0.002);
        assertEquals(3.169, Quantiles.student(0.99, 10), 0.002);
        assertEquals(1.697, Quantiles.student(0.90, 30), 0.001);
        assertEquals(0.700, Quantiles.student(0.50, 10), 0.001);
        assertEquals(1.960, Quantiles.student(0.95, 1_000_000), 0.001);
        assertEquals(2.576, Quantiles.student(0.99, 1_000_000), 0.001);
    }

    @Test
    public void shouldKnowTheNormalDistribution() {
        assertEquals(0, Quantiles.normal(0.5), 1e-6);
        assertEquals(1.959964, Quantiles.normal(0.975), 1e-5);
        assertEquals(-3.090232, Quantiles.normal(0.001), 1e-5);
        assertEquals(6.361341, Quantiles.normal(1 - 1e-10), 1e-3);
    }

    @Test
    public void shouldBoundCounts() {
        assertCovers(0.95, this::countsCovered);
    }

    @Test
    public void shouldBoundSumsAndMeans() {
        assertCovers(0.90, () -> numbersCovered(true));
        assertCovers(0.90, () -> numbersCovered(false));
    }

    @Test
    public void shouldBeExactWhenAllIsKnown() {
        final ApproximateEvaluator<Long, BoundedDouble> count = new CountEstimate(2, 0.95);
        assertEquals(new BoundedDouble(0, 0, 0, Double.POSITIVE_INFINITY), count.currentResult());
        count.merge(0, 10L);
        assertEquals("one partition tells nothing about others", new BoundedDouble(20, 0.95, 10, Double.POSITIVE_INFINITY), count.currentResult());
        count.merge(1, 30L);
        assertEquals(BoundedDouble.exactly(40), count.currentResult());

        final ValueCountsEstimate<String> values = new ValueCountsEstimate<>(2, 0.95);
        values.merge(1, Map.of("a", 2L));
        values.merge(0, Map.of("a", 1L, "b", 5L));
        assertEquals(Map.of("a", BoundedDouble.exactly(3), "b", BoundedDouble.exactly(5)), values.currentResult());
        assertThrows(IllegalArgumentException.class, () -> new CountEstimate(2, 1));
    }

    private boolean countsCovered() {
        final CountEstimate estimate = new CountEstimate(PARTITIONS, 0.95);
        double all = 0;
        for (int i = 0; i < PARTITIONS; i++) {
            final long count = 50 + random.nextInt(200);
            all += count;
            if (i < KNOWN) {
                estimate.merge(i, count);
            }
        }
        return covers(estimate.currentResult(), all);
    }

    private boolean numbersCovered(final boolean sum) {
        final ApproximateEvaluator<StatCounter, BoundedDouble> estimate = sum ? new SumEstimate(PARTITIONS, 0.90) : new MeanEstimate(PARTITIONS, 0.90);
        final StatCounter all = new StatCounter();
        for (int i = 0; i < PARTITIONS; i++) {
            final StatCounter part = new StatCounter();
            final double middle = random.nextGaussian(); // partitions differ
            for (int n = 20 + random.nextInt(20); n > 0; n--) {
                part.merge(middle + random.nextGaussian());
            }
            all.merge(part);
            if (i < KNOWN) {
                estimate.merge(i, part);
            }
        }
        return covers(estimate.currentResult(), sum ? all.sum() : all.mean());
    }

    private static boolean covers(final BoundedDouble bounds, final double truth) {
        return bounds.low() <= truth && truth <= bounds.high();
    }

    private static void assertCovers(final double confidence, final BooleanSupplier covered) {
        int hits = 0;
        for (int i = 0; i < ROUNDS; i++) {
            hits += covered.getAsBoolean() ? 1 : 0;
        }
        // Four standard errors of the share of hits.
        assertEquals(confidence, hits / (double) ROUNDS, 4 * Math.sqrt(confidence * (1 - confidence) / ROUNDS) + 0.01);
        assertTrue(hits < ROUNDS);
    }
}
