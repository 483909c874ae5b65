package io.kindling.protocol.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.wire.BinaryWire;
import net.openhft.chronicle.wire.BinaryWireCode;
import net.openhft.chronicle.wire.ValueIn;

/**
 * Reads what {@link BinaryFieldWriter} writes, and nothing else: before chronicle sees a value its code has been
 * found to be one that belongs there, and its length to lie within the group.
 */
final class BinaryFieldReader implements FieldReader {

    private static final int GROUP_HEADER = 1 + Integer.BYTES;

    private final byte[] fields;
    private final Bytes<byte[]> bytes;
    private final ValueIn values;
    private long limit;

    BinaryFieldReader(final byte[] fields) {
        this.fields = fields;
        bytes = Bytes.wrapForRead(fields);
        final BinaryWire wire = Chronicle.wire(bytes);
        values = wire.getValueIn();
        limit = fields.length;
    }

    @Override
    public boolean hasNext() {
        return bytes.readPosition() < limit;
    }

    @Override
    public int int32() {
        final long value = int64();
        if (value != (int) value) {
            throw new WireFormatException("The number " + value + " at byte " + bytes.readPosition() + " does not fit 32 bits");
        }
        return (int) value;
    }

    @Override
    public long int64() {
        need(1 + numberBytes(code()));
        return values.int64();
    }

    @Override
    public double float64() {
        expect(BinaryWireCode.FLOAT64);
        need(1 + Double.BYTES);
        return values.float64();
    }

    @Override
    public boolean bool() {
        final int code = code();
        if (code != BinaryWireCode.TRUE && code != BinaryWireCode.FALSE) {
            throw unexpected(code);
        }
        return values.bool();
    }

    @Override
    public String text() {
        final int code = code();
        bytes.readSkip(1);
        if (code == BinaryWireCode.NULL) {
            return null;
        }
        final long length;
        if (code >= BinaryWireCode.STRING_0) {
            length = code - BinaryWireCode.STRING_0;
        } else if (code == BinaryWireCode.STRING_ANY) {
            length = textLength();
        } else {
            throw unexpected(code);
        }
        need(length);
        final int start = (int) bytes.readPosition();
        bytes.readSkip(length);
        return Utf8.decode(fields, start, (int) length);
    }

    @Override
    public byte[] bytes() {
        final int code = code();
        if (code == BinaryWireCode.NULL) {
            bytes.readSkip(1);
            return null;
        }
        final long length = groupLength();
        if (length == 0) {
            throw new WireFormatException("The bytes at byte " + bytes.readPosition() + " lack their code");
        }
        expect(BinaryWireCode.U8_ARRAY);
        final int start = (int) bytes.readPosition() + 1;
        bytes.readSkip(length);
        return Arrays.copyOfRange(fields, start, start + (int) length - 1);
    }

    @Override
    public int[] ints() {
        final long outer = enter();
        int[] result = new int[(int) Math.min(limit - bytes.readPosition(), 16)];
        int count = 0;
        while (hasNext()) {
            if (count == result.length) {
                result = Arrays.copyOf(result, count * 2);
            }
            result[count++] = int32();
        }
        limit = outer;
        return count == result.length ? result : Arrays.copyOf(result, count);
    }

    @Override
    public long[] longs() {
        final long outer = enter();
        long[] result = new long[(int) Math.min(limit - bytes.readPosition(), 16)];
        int count = 0;
        while (hasNext()) {
            if (count == result.length) {
                result = Arrays.copyOf(result, count * 2);
            }
            result[count++] = int64();
        }
        limit = outer;
        return count == result.length ? result : Arrays.copyOf(result, count);
    }

    @Override
    public <T> List<T> list(final Function<FieldReader, T> element) {
        final int count = int32();
        if (count < 0 || count > (limit - bytes.readPosition()) / GROUP_HEADER) {
            throw new WireFormatException("A list of " + count + " elements cannot be in the " + (limit - bytes.readPosition()) + " bytes that are left");
        }
        final List<T> result = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            final long outer = enter();
            result.add(element.apply(this));
            bytes.readPosition(limit); // what a newer peer added is skipped
            limit = outer;
        }
        return result;
    }

    /** Goes into a group, and returns the limit that holds outside. */
    private long enter() {
        final long length = groupLength();
        final long outer = limit;
        limit = bytes.readPosition() + length;
        return outer;
    }

    private long groupLength() {
        expect(BinaryWireCode.BYTES_LENGTH32);
        need(GROUP_HEADER);
        final long length = values.readLength();
        need(length);
        return length;
    }

    private int code() {
        need(1);
        return bytes.peekUnsignedByte();
    }

    private void expect(final int expected) {
        final int code = code();
        if (code != expected) {
            throw unexpected(code);
        }
    }

    private void need(final long count) {
        if (count < 0 || count > limit - bytes.readPosition()) {
            throw new WireFormatException(count + " bytes are needed at byte " + bytes.readPosition() + ", but the group ends at " + limit);
        }
    }

    /** A stop-bit number: seven bits a byte, the lowest first. */
    private long textLength() {
        long length = 0;
        for (int shift = 0; shift < Integer.SIZE; shift += 7) {
            need(1);
            final int part = bytes.readUnsignedByte();
            length |= (part & 0x7FL) << shift;
            if (part < 0x80) {
                return length;
            }
        }
        throw new WireFormatException("The length of the text at byte " + bytes.readPosition() + " is malformed");
    }

    private int numberBytes(final int code) {
        if (code < 0x80) {
            return 0;
        }
        return switch (code) {
            case BinaryWireCode.UINT8, BinaryWireCode.INT8 -> 1;
            case BinaryWireCode.UINT16, BinaryWireCode.INT16, BinaryWireCode.SET_LOW_INT16 -> 2;
            case BinaryWireCode.UINT32, BinaryWireCode.INT32, BinaryWireCode.FLOAT32 -> 4;
            case BinaryWireCode.INT64 -> 8;
            default -> throw unexpected(code);
        };
    }

    private WireFormatException unexpected(final int code) {
        return new WireFormatException("Unexpected code 0x" + Integer.toHexString(code) + " at byte " + bytes.readPosition());
    }
}
