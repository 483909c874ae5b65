package io.kindling.protocol.wire;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.wire.ValueIn;
import net.openhft.chronicle.wire.WireType;
import org.junit.Test;

public class WireFormatTest {

    private static final int TYPE = 7;
    private static final int LIMIT = 100;

    private record Note(String text) implements WireMessage {

        @Override
        public int type() {
            return TYPE;
        }

        @Override
        public void write(final FieldWriter out) {
            out.text(text);
        }
    }

    private final WireFormat format = new WireFormat(new MessageTable(Map.of(TYPE, in -> new Note(in.text())), Map.of(TYPE, LIMIT)));

    @Test
    public void shouldBringNumbersThrough() {
        final long[] numbers = {0, 1, -1, 127, 128, -128, -129, 255, 256, 32_767, 32_768, -32_769, 65_535, 65_536, Integer.MAX_VALUE, Integer.MIN_VALUE,
            1L << 31, (1L << 32) - 1, 1L << 32, -1L << 31, (-1L << 31) - 1, (1L << 53) + 1, Long.MAX_VALUE, Long.MAX_VALUE - 1, Long.MIN_VALUE, 1L << 62};
        for (final long number : numbers) {
            assertEquals(number, written(out -> out.int64(number)).int64());
            assertEquals((int) number, written(out -> out.int32((int) number)).int32());
        }
        assertArrayEquals(numbers, written(out -> out.longs(numbers)).longs());
        final int[] ints = {0, -1, 300, Integer.MIN_VALUE, Integer.MAX_VALUE};
        assertArrayEquals(ints, written(out -> out.ints(ints)).ints());
        assertEquals(0, written(out -> out.ints(new int[0])).ints().length);
    }

    @Test
    public void shouldKeepEveryBitOfADouble() {
        for (final double number : new double[] {0.0, -0.0, 1, 0.1, 3.25, -1e300, Double.MIN_VALUE, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertEquals(Double.doubleToRawLongBits(number), Double.doubleToRawLongBits(written(out -> out.float64(number)).float64()));
        }
    }

    @Test
    public void shouldBringTextThrough() {
        for (final String text : new String[] {"", "a", "x".repeat(31), "x".repeat(32), "ü".repeat(16), "x".repeat(70_000), "\u0000", "\uFFFD", "\uD83D\uDE80"}) {
            assertEquals(text, written(out -> out.text(text)).text());
        }
        assertNull(written(out -> out.text(null)).text());
    }

    @Test
    public void shouldTellNullFromEmptyBytes() {
        assertNull(written(out -> out.bytes(null)).bytes());
        assertEquals(0, written(out -> out.bytes(new byte[0])).bytes().length);
        assertEquals(1 << 20, written(out -> out.bytes(new byte[1 << 20])).bytes().length);
    }

    @Test
    public void shouldWriteWhatChroniclesOwnBinaryWireReads() {
        final byte[] fields = format.write(out -> {
            out.int64(1L << 40);
            out.text("Straße");
            out.bool(true);
            out.float64(0.1);
            out.int32(-7);
        });
        final ValueIn values = WireType.FIELDLESS_BINARY.apply(Bytes.wrapForRead(fields)).getValueIn();
        assertEquals(1L << 40, values.int64());
        assertEquals("Straße", values.text());
        assertTrue(values.bool());
        assertEquals(0.1, values.float64(), 0);
        assertEquals(-7, values.int32());
    }

    @Test
    public void shouldSkipWhatANewerPeerAppendedToAnElement() {
        final FieldReader in = written(out -> {
            out.list(List.of("a", "b"), (each, fields) -> {
                fields.text(each);
                fields.int64(5);
                fields.list(List.of(1), (number, more) -> more.int32(number));
            });
            out.text("after");
        });
        assertEquals(List.of("a", "b"), in.list(FieldReader::text));
        assertEquals("after", in.text());
    }

    @Test
    public void shouldTellWhereAnOlderPeerWroteLess() {
        final FieldReader in = written(out -> out.list(List.of("a"), (each, fields) -> fields.text(each)));
        final List<String> read = in.list(fields -> fields.text() + (fields.hasNext() ? fields.int32() : -1));
        assertEquals(List.of("a-1"), read);
        assertFalse(in.hasNext());
    }

    @Test
    public void shouldNotReadBeyondAnElement() {
        final FieldReader in = written(out -> {
            out.list(List.of("a"), (each, fields) -> fields.text(each));
            out.int32(5);
        });
        assertThrows(WireFormatException.class, () -> in.list(fields -> fields.text() + fields.int32()));
    }

    @Test
    public void shouldRefuseCountsAndLengthsThatCannotBe() {
        final byte huge = (byte) 0xFF;
        assertRefused(in -> in.list(FieldReader::text), 0xA6, huge, huge, huge, 0x7F);
        assertRefused(in -> in.list(FieldReader::text), 0xA4, huge);
        assertRefused(FieldReader::bytes, 0x82, huge, huge, huge, huge, 0x8A);
        assertRefused(FieldReader::bytes, 0x82, 0, 0, 0, 0, 0x8A);
        assertRefused(FieldReader::ints, 0x82, huge, huge, huge, 0x7F, 1);
        assertRefused(FieldReader::longs, 0x82, huge, huge, huge, 0x7F, 1);
        assertRefused(FieldReader::text, 0xB8, huge, huge, huge, huge, 0x0F, 'a');
        assertRefused(FieldReader::text, 0xB8, huge, huge, huge, huge, huge, huge, huge, huge, huge, 1);
        assertRefused(FieldReader::text, 0xE5, 'a');
        assertRefused(FieldReader::int32, 0xA7, 0, 0, 0, 0, 1, 0, 0, 0);
    }

    @Test
    public void shouldRefuseWhatDoesNotBelongThere() {
        assertRefused(FieldReader::text, 5);
        assertRefused(FieldReader::text, 0xB6, 3, 'F', 'o', 'o');
        assertRefused(FieldReader::int64, 0xE1, '1');
        assertRefused(FieldReader::int64, 0x8E, huge(), huge(), huge(), 0x7F);
        assertRefused(FieldReader::bool, 0xBB);
        assertRefused(FieldReader::float64, 0x90, 0, 0, 0, 0);
        assertRefused(FieldReader::bytes, 0xE1, 'a');
        assertRefused(FieldReader::text, 0xE2, 0xC3, 'a');
        for (int code = 0; code < 256; code++) {
            final int each = code;
            for (final Consumer<FieldReader> read : List.<Consumer<FieldReader>>of(FieldReader::text, FieldReader::int32, FieldReader::int64, FieldReader::bool,
                    FieldReader::float64, FieldReader::bytes, FieldReader::ints, FieldReader::longs, in -> in.list(FieldReader::text))) {
                try {
                    read.accept(format.reader(new byte[] {(byte) each}));
                } catch (final WireFormatException e) {
                    assertTrue(e.getMessage(), e.getMessage().contains("byte"));
                }
            }
        }
    }

    @Test
    public void shouldNameTheTypeThatIsUnknownOrMalformed() {
        assertTrue(assertThrows(WireFormatException.class, () -> format.decode(8, new byte[0])).getMessage().contains("type 8"));
        assertTrue(assertThrows(WireFormatException.class, () -> format.decode(TYPE, new byte[] {1})).getMessage().contains("type 7"));
        assertTrue(assertThrows(WireFormatException.class, () -> format.decode(TYPE, new byte[LIMIT + 1])).getMessage().contains("at most 100"));
    }

    @Test
    public void shouldRefuseToSendWhatNobodyWouldTake() {
        assertThrows(IllegalArgumentException.class, () -> format.encode(new Note("x".repeat(LIMIT))));
        assertEquals(new Note("short"), format.decode(TYPE, format.encode(new Note("short"))));
    }

    @Test
    public void shouldTakeNoMemoryForMoreThanIsAllowed() {
        final byte[] value = new byte[LIMIT / 2];
        final List<Integer> written = new ArrayList<>();
        final WireMessage large = new WireMessage() {

            @Override
            public int type() {
                return TYPE;
            }

            @Override
            public void write(final FieldWriter out) {
                for (int i = 0; i < 10; i++) {
                    out.bytes(value);
                    written.add(i);
                }
            }
        };

        final IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> format.encode(large));
        assertTrue(e.getMessage(), e.getMessage().contains("at most 100 are allowed"));
        assertEquals(List.of(0), written);
    }

    @Test
    public void shouldStartAfreshAfterAnEncoderThrew() {
        assertThrows(IllegalStateException.class, () -> format.write(out -> {
            out.text("half");
            throw new IllegalStateException("thrown by the test");
        }));
        assertEquals("whole", written(out -> out.text("whole")).text());
    }

    @Test
    public void shouldEncodeWithinAnEncoder() {
        final FieldReader in = written(out -> {
            out.int32(1);
            out.bytes(format.write(inner -> inner.text("inner")));
            out.int32(2);
        });
        assertEquals(1, in.int32());
        assertEquals("inner", format.reader(in.bytes()).text());
        assertEquals(2, in.int32());
    }

    @Test
    public void shouldLeaveNoThreadBehind() throws InterruptedException {
        written(out -> out.text("something")).text();
        for (final Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().contains("releaser")) {
                thread.join(10_000);
                assertFalse(thread + " is alive", thread.isAlive());
            }
        }
    }

    @Test
    public void shouldServeManyThreads() throws InterruptedException {
        final List<Throwable> failures = Collections.synchronizedList(new java.util.ArrayList<>());
        final List<Thread> threads = new java.util.ArrayList<>();
        for (int i = 0; i < 12; i++) {
            final String text = "thread " + i;
            final Thread thread = new Thread(() -> {
                for (int round = 0; round < 500; round++) {
                    assertEquals(new Note(text), format.decode(TYPE, format.encode(new Note(text))));
                }
            });
            thread.setUncaughtExceptionHandler((failed, failure) -> failures.add(failure));
            thread.start();
            threads.add(thread);
        }
        for (final Thread thread : threads) {
            thread.join(30_000);
            assertFalse(thread.isAlive());
        }
        assertEquals(List.of(), failures);
    }

    private static int huge() {
        return 0xFF;
    }

    private FieldReader written(final Consumer<FieldWriter> fields) {
        return format.reader(format.write(fields));
    }

    private void assertRefused(final Consumer<FieldReader> read, final int... content) {
        final byte[] fields = new byte[content.length];
        for (int i = 0; i < content.length; i++) {
            fields[i] = (byte) content[i];
        }
        assertThrows(WireFormatException.class, () -> read.accept(format.reader(fields)));
    }
}
