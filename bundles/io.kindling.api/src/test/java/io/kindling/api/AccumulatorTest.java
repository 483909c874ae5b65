package io.kindling.api;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.List;
import org.junit.Test;

public class AccumulatorTest {

    private final LongAccumulator sum = new LongAccumulator(42, 2);
    private final CollectionAccumulator<Long> values = new CollectionAccumulator<>();

    @Test
    public void shouldMergeItsLike() {
        sum.merge(new LongAccumulator(3, 1));
        assertEquals(45, sum.sum());
        assertEquals(3, sum.count());

        values.add(1L);
        final CollectionAccumulator<Long> more = values.copy();
        values.merge(more);
        assertEquals(List.of(1L, 1L), values.value());
    }

    /** A sum of another make. */
    private static final class Other extends AccumulatorV2<Long, Long> {

        private static final long serialVersionUID = 1L;

        @Override
        public boolean isZero() {
            return false;
        }

        @Override
        public Other copy() {
            return new Other();
        }

        @Override
        public void reset() {
            // It never is a zero.
        }

        @Override
        public void add(final Long value) {
            throw new AssertionError("nothing is added");
        }

        @Override
        public void merge(final AccumulatorV2<Long, Long> other) {
            throw new AssertionError("nothing is merged");
        }

        @Override
        public Long value() {
            return 1L;
        }
    }

    @Test
    public void shouldSayWhatToMergeInsteadWithoutTellingTheValue() {
        sum.register("app-1", 7, "sum");
        final String message = assertThrows(UnsupportedOperationException.class, () -> sum.merge(new Other())).getMessage();

        assertTrue(message, message.contains("LongAccumulator with the name sum") && message.contains(Other.class.getName()) && message.contains("copyAndReset()"));
        assertFalse(message, message.contains("42"));
        final String unnamed = assertThrows(UnsupportedOperationException.class, () -> new LongAccumulator().merge(new Other())).getMessage();
        assertTrue(unnamed, unnamed.startsWith("The io.kindling.api.LongAccumulator cannot be merged with a "));
    }

    @Test
    public void shouldNotTravelAsWhatIsNoZero() {
        final Other other = new Other();
        assertTrue(assertThrows(IllegalStateException.class, other::writeReplace).getMessage().contains("KindlingContext.register"));

        other.register("app-1", 8, null);
        assertTrue(assertThrows(IllegalStateException.class, other::writeReplace).getMessage().contains("let reset() take everything out"));
        assertTrue("a zero travels", ((LongAccumulator) registered(sum).writeReplace()).isZero());
    }

    private static LongAccumulator registered(final LongAccumulator accumulator) {
        accumulator.register("app-1", 9, null);
        return accumulator;
    }
}
