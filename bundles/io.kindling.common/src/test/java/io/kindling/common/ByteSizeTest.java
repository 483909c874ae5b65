package io.kindling.common;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import org.junit.Test;

public class ByteSizeTest {

    @Test
    public void shouldReadWhatPeopleWrite() {
        assertEquals(0, ByteSize.parse("0"));
        assertEquals(512L << 20, ByteSize.parse("512m"));
        assertEquals(2L << 30, ByteSize.parse(" 2G "));
        assertEquals(64L << 10, ByteSize.parse("64 KiB"));
        assertEquals(3L << 40, ByteSize.parse("3tb"));
    }

    @Test
    public void shouldRefuseWhatIsNoSize() {
        for (final String bad : new String[] {"", "g", "-1m", "1.5g", "1x", "2 2", "99999999999999999999"}) {
            assertThrows(bad, IllegalArgumentException.class, () -> ByteSize.parse(bad));
        }
    }

    @Test
    public void shouldRefuseWhatALongCannotHold() {
        assertThrows(IllegalArgumentException.class, () -> ByteSize.parse("999999999p"));
    }

    @Test
    public void shouldWriteWithTheLargestUnit() {
        assertEquals("1023 B", ByteSize.format(1023));
        assertEquals("1 KiB", ByteSize.format(1024));
        assertEquals("1.5 GiB", ByteSize.format(3L << 29));
    }
}
