package io.kindling.dataflow.codec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.UUID;

/** Values that hold no others and cannot change, but for enums. */
final class LeafCodec {

    private LeafCodec() {
    }

    static void write(final byte kind, final Object value, final ByteSink out) {
        out.ensure(17);
        switch (kind) {
            case Kind.NULL -> out.putByte(0);
            case Kind.STRING -> out.putString((String) value, 0);
            case Kind.INTEGER -> out.putVarint((Integer) value << 1 ^ (Integer) value >> 31);
            case Kind.LONG -> out.putCompactLong((Long) value);
            case Kind.DOUBLE -> out.putLong(Double.doubleToRawLongBits((Double) value));
            case Kind.FLOAT -> out.putInt(Float.floatToRawIntBits((Float) value));
            case Kind.SHORT -> out.putShort((Short) value);
            case Kind.BYTE -> out.putByte((Byte) value);
            case Kind.BOOLEAN -> out.putByte((Boolean) value ? 1 : 0);
            case Kind.CHARACTER -> out.putShort((Character) value);
            case Kind.BIG_INTEGER -> number((BigInteger) value, out);
            case Kind.BIG_DECIMAL -> {
                final BigDecimal decimal = (BigDecimal) value;
                out.putInt(decimal.scale());
                number(decimal.unscaledValue(), out);
            }
            case Kind.UUID -> {
                out.putLong(((UUID) value).getMostSignificantBits());
                out.putLong(((UUID) value).getLeastSignificantBits());
            }
            case Kind.LOCAL_DATE -> out.putCompactLong(((LocalDate) value).toEpochDay());
            case Kind.INSTANT -> {
                out.putLong(((Instant) value).getEpochSecond());
                out.putInt(((Instant) value).getNano());
            }
            case Kind.DURATION -> {
                out.putLong(((Duration) value).getSeconds());
                out.putInt(((Duration) value).getNano());
            }
            case Kind.LOCAL_DATE_TIME -> TimeCodec.dateTime((LocalDateTime) value, out);
            case Kind.TIME -> TimeCodec.write(value, out);
            case Kind.RARE -> RareCodec.write(value, out);
            default -> throw new IllegalArgumentException("No leaf is of the kind " + kind);
        }
    }

    private static void number(final BigInteger value, final ByteSink out) {
        final byte[] bytes = value.toByteArray();
        out.ensure(5 + bytes.length);
        out.putVarint(bytes.length);
        out.write(bytes, 0, bytes.length);
    }

    static Object read(final byte kind, final ByteSource in) {
        switch (kind) {
            case Kind.NULL:
                in.int8();
                return null;
            case Kind.STRING:
                return in.string(in.varint());
            case Kind.INTEGER:
                final int zigzag = in.varint();
                return zigzag >>> 1 ^ -(zigzag & 1);
            case Kind.LONG:
                return in.compactLong();
            case Kind.DOUBLE:
                return Double.longBitsToDouble(in.int64());
            case Kind.FLOAT:
                return Float.intBitsToFloat(in.int32());
            case Kind.SHORT:
                return in.int16();
            case Kind.BYTE:
                return in.int8();
            case Kind.BOOLEAN:
                return in.int8() != 0;
            case Kind.CHARACTER:
                return (char) in.int16();
            case Kind.BIG_INTEGER:
                return number(in);
            case Kind.BIG_DECIMAL:
                final int scale = in.int32();
                return new BigDecimal(number(in), scale);
            case Kind.UUID:
                return new UUID(in.int64(), in.int64());
            case Kind.LOCAL_DATE:
                return LocalDate.ofEpochDay(in.compactLong());
            case Kind.INSTANT:
                return Instant.ofEpochSecond(in.int64(), in.int32());
            case Kind.DURATION:
                return Duration.ofSeconds(in.int64(), in.int32());
            case Kind.LOCAL_DATE_TIME:
                return TimeCodec.dateTime(in);
            case Kind.RARE:
                return RareCodec.read(in);
            case Kind.TIME:
                return TimeCodec.read(in);
            default:
                throw ByteSource.malformed("no value is of the kind " + kind);
        }
    }

    private static BigInteger number(final ByteSource in) {
        final byte[] bytes = in.bytes(in.length(1));
        if (bytes.length == 0) {
            throw ByteSource.malformed("a number without digits");
        }
        return new BigInteger(bytes);
    }
}
