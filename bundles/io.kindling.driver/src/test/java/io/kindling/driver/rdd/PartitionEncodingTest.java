package io.kindling.driver.rdd;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.api.KindlingException;
import io.kindling.dataflow.RecordWriter;
import java.util.Collections;
import java.util.List;
import org.junit.Test;

public class PartitionEncodingTest {

    /** Ten bytes a record. */
    private static final class TenEach implements RecordWriter {

        private int records;

        @Override
        public void write(final Object record) {
            records++;
        }

        @Override
        public void writePair(final Object key, final Object value) {
            records++;
        }

        @Override
        public int size() {
            return 10 * records;
        }

        @Override
        public int capacity() {
            return size();
        }

        @Override
        public void drainTo(final Target target) {
            throw new UnsupportedOperationException();
        }

        @Override
        public byte[] toByteArray() {
            return new byte[size()];
        }
    }

    private final TenEach writer = new TenEach();
    private final PartitionEncoding encoding = new PartitionEncoding("parallelize at App.java:12", 3, 40);

    @Test
    public void shouldEncodeWhatATaskCanCarry() {
        assertEquals(40, encoding.encode(List.of(1, 2, 3, 4), writer).length);
    }

    @Test
    public void shouldEncodeNoMoreThanATaskCanCarry() {
        final KindlingException e = assertThrows(KindlingException.class, () -> encoding.encode(Collections.nCopies(1_000, 1), writer));

        assertEquals(5, writer.records);
        assertTrue(e.getMessage(), e.getMessage().startsWith("Partition 3 of parallelize at App.java:12 has 50 B or more, at most 40 B can be sent"));
    }
}
