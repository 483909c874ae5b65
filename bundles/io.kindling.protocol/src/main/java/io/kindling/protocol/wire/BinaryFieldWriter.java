package io.kindling.protocol.wire;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiConsumer;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.wire.BinaryWire;
import net.openhft.chronicle.wire.BinaryWireCode;
import net.openhft.chronicle.wire.ValueOut;

/** Writes fields into a growing buffer on the heap. */
final class BinaryFieldWriter implements FieldWriter {

    private static final int INITIAL_BYTES = 256;
    private static final long BYTES_HEADER = 1 + Integer.BYTES + 1;
    private static final int LONGEST_SHORT_TEXT = BinaryWireCode.STRING_31 - BinaryWireCode.STRING_0;

    private final Bytes<byte[]> bytes = Bytes.allocateElasticOnHeap(INITIAL_BYTES);
    private final BinaryWire wire = Chronicle.wire(bytes);
    private final ValueOut values = wire.getValueOut();
    private int limit = Integer.MAX_VALUE;

    /** How many bytes there may be from now on; large fields are refused before memory is taken for them. */
    BinaryFieldWriter limit(final int most) {
        limit = most;
        return this;
    }

    @Override
    public void int32(final int value) {
        values.int32(value);
    }

    @Override
    public void int64(final long value) {
        values.int64(value);
    }

    @Override
    public void float64(final double value) {
        bytes.writeUnsignedByte(BinaryWireCode.FLOAT64).writeDouble(value); // the wire's own way drops the sign of -0.0
    }

    @Override
    public void bool(final boolean value) {
        bytes.writeUnsignedByte(value ? BinaryWireCode.TRUE : BinaryWireCode.FALSE);
    }

    @Override
    public void text(final String value) {
        if (value == null) {
            values.nu11();
            return;
        }
        checkRoom(value.length());
        final byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        if (utf8.length <= LONGEST_SHORT_TEXT) {
            bytes.writeUnsignedByte(BinaryWireCode.STRING_0 + utf8.length);
        } else {
            bytes.writeUnsignedByte(BinaryWireCode.STRING_ANY).writeStopBit(utf8.length);
        }
        bytes.write(utf8);
    }

    @Override
    public void bytes(final byte[] value) {
        if (value == null) {
            values.nu11();
            return;
        }
        checkRoom(value.length + BYTES_HEADER);
        bytes.ensureCapacity(bytes.writePosition() + value.length + BYTES_HEADER);
        bytes.writeUnsignedByte(BinaryWireCode.BYTES_LENGTH32).writeInt(Math.addExact(value.length, 1));
        bytes.writeUnsignedByte(BinaryWireCode.U8_ARRAY).write(value);
    }

    @Override
    public void ints(final int[] value) {
        final long start = startGroup();
        for (final int each : value) {
            values.int32(each);
        }
        endGroup(start);
    }

    @Override
    public void longs(final long[] value) {
        final long start = startGroup();
        for (final long each : value) {
            values.int64(each);
        }
        endGroup(start);
    }

    @Override
    public <T> void list(final List<T> elements, final BiConsumer<T, FieldWriter> element) {
        values.int32(elements.size());
        for (final T each : elements) {
            final long start = startGroup();
            element.accept(each, this);
            endGroup(start);
        }
    }

    /**
     * What was written; the writer is empty again.
     *
     * @throws TooLongException if it is more than the limit
     */
    byte[] take() {
        checkRoom(0);
        final byte[] result = bytes.toByteArray();
        wire.clear();
        return result;
    }

    private void checkRoom(final long more) {
        final long size = bytes.writePosition() + more;
        if (size > limit) {
            throw new TooLongException(size);
        }
    }

    private long startGroup() {
        bytes.writeUnsignedByte(BinaryWireCode.BYTES_LENGTH32);
        bytes.writeInt(0);
        return bytes.writePosition();
    }

    private void endGroup(final long start) {
        bytes.writeInt(start - Integer.BYTES, Math.toIntExact(bytes.writePosition() - start));
    }
}
