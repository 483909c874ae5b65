package io.kindling.dataflow.codec;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.dataflow.RecordCodecException;
import org.junit.Test;

public class ByteSinkTest {

    @Test
    public void shouldSayHowMuchFitsBeforeItTakesMemoryForIt() {
        final ByteSink sink = new ByteSink(64);
        sink.putLong(7);

        final String text = assertThrows(RecordCodecException.class, () -> sink.ensure(Integer.MAX_VALUE)).getMessage();

        assertTrue(text, text.contains("2147483655 bytes") && text.contains("at most 2147483631") && text.contains("more partitions"));
        assertEquals(64, sink.bytes.length);
    }
}
