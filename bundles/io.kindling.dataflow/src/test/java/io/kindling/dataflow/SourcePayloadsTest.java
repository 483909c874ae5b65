package io.kindling.dataflow;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import io.kindling.protocol.stage.RangeSlice;
import io.kindling.protocol.stage.TextSplit;
import java.util.Arrays;
import org.junit.Test;

public class SourcePayloadsTest {

    @Test
    public void shouldBringSplitsThrough() {
        final TextSplit split = new TextSplit("/tmp/a b/ü.txt", 1L << 35, 1 << 27, 1L << 36, 1_700_000_000_000L, true);
        assertEquals(split, SourcePayloads.textSplit(SourcePayloads.encode(split)));
        final RangeSlice slice = new RangeSlice(Long.MIN_VALUE, Long.MAX_VALUE, -3);
        assertEquals(slice, SourcePayloads.rangeSlice(SourcePayloads.encode(slice)));
    }

    @Test
    public void shouldRefuseTruncatedSplits() {
        final byte[] split = SourcePayloads.encode(new TextSplit("/tmp/a", 1, 2, 3, 4, false));
        for (int length = 0; length < split.length; length++) {
            final byte[] part = Arrays.copyOf(split, length);
            assertThrows(IllegalArgumentException.class, () -> SourcePayloads.textSplit(part));
        }
    }
}
