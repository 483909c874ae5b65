package io.kindling.dataflow.code;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotSame;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import java.util.function.IntSupplier;
import org.junit.Test;

/** Copies of classes, a set for each pipeline. */
public class PipelineCodesTest {

    private final PipelineCodes codes = new PipelineCodes();

    static final class Part implements IntSupplier {

        private final int value;

        Part(final int value) {
            this.value = value;
        }

        @Override
        public int getAsInt() {
            return value;
        }
    }

    private static PipelineKey key(final Object... parts) {
        final PipelineKey key = new PipelineKey();
        for (final Object part : parts) {
            key.add(part);
        }
        return key;
    }

    private static IntSupplier part(final PipelineParts parts, final int value) {
        return parts.make(IntSupplier.class, Part.class, value);
    }

    @Test
    public void shouldCopyOnlyWhatIsHot() {
        final PipelineCode code = codes.of(key("a", 1));
        assertSame(Part.class, part(code.open(), 7).getClass());
        code.ran(1_000_000);
        final IntSupplier copy = part(code.open(), 7);
        assertTrue(copy.getClass().isHidden());
        assertEquals(7, copy.getAsInt());
    }

    @Test
    public void shouldGiveTheSameCopiesToTheTasksOfOnePipelineAndOthersToOthers() {
        codes.of(key("a", 1)).ran(1_000_000);
        codes.of(key("a", 1L)).ran(1_000_000);
        final PipelineParts first = codes.of(key("b", 2)).open();
        final PipelineParts second = codes.of(key("a", 1)).open();
        final PipelineParts other = codes.of(key("a", 1L)).open();
        final Class<?> one = part(first, 1).getClass();
        final Class<?> two = part(first, 1).getClass();
        assertTrue(one.isHidden());
        assertNotSame(one, two);
        assertSame(one, part(second, 2).getClass());
        assertSame(two, part(second, 2).getClass());
        assertNotSame(one, part(other, 2).getClass());
    }

    @Test
    public void shouldComeBackToAMark() {
        codes.of(key(1)).ran(1_000_000);
        final PipelineParts parts = codes.of(key(1)).open();
        final Class<?> before = part(parts, 1).getClass();
        parts.mark();
        final Class<?> again = part(parts, 1).getClass();
        parts.reset();
        assertSame(again, part(parts, 1).getClass());
        assertNotSame(before, again);
    }

    @Test
    public void shouldNotCopyWithoutEnd() {
        codes.of(key(1)).ran(1_000_000);
        final PipelineParts parts = codes.of(key(1)).open();
        for (int i = 0; i < 100; i++) {
            part(parts, i);
        }
        assertFalse(part(parts, 1).getClass().isHidden());
    }
}
