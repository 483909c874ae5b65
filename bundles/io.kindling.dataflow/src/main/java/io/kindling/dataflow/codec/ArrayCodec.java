package io.kindling.dataflow.codec;

/** Arrays of primitives and of strings. */
final class ArrayCodec {

    private ArrayCodec() {
    }

    static void write(final byte kind, final Object value, final ByteSink out) {
        switch (kind) {
            case Kind.BYTES -> {
                final byte[] array = (byte[]) value;
                out.ensure(5);
                out.putVarint(array.length);
                out.write(array, 0, array.length);
            }
            case Kind.LONGS -> {
                final long[] array = (long[]) value;
                room(out, array.length, 8);
                for (final long element : array) {
                    out.putLong(element);
                }
            }
            case Kind.INTS -> {
                final int[] array = (int[]) value;
                room(out, array.length, 4);
                for (final int element : array) {
                    out.putInt(element);
                }
            }
            case Kind.DOUBLES -> {
                final double[] array = (double[]) value;
                room(out, array.length, 8);
                for (final double element : array) {
                    out.putLong(Double.doubleToRawLongBits(element));
                }
            }
            case Kind.FLOATS -> {
                final float[] array = (float[]) value;
                room(out, array.length, 4);
                for (final float element : array) {
                    out.putInt(Float.floatToRawIntBits(element));
                }
            }
            case Kind.SHORTS -> {
                final short[] array = (short[]) value;
                room(out, array.length, 2);
                for (final short element : array) {
                    out.putShort(element);
                }
            }
            case Kind.BOOLEANS -> {
                final boolean[] array = (boolean[]) value;
                room(out, array.length, 1);
                for (final boolean element : array) {
                    out.putByte(element ? 1 : 0);
                }
            }
            case Kind.CHARS -> {
                final char[] array = (char[]) value;
                room(out, array.length, 2);
                for (final char element : array) {
                    out.putShort(element);
                }
            }
            case Kind.STRINGS -> writeStrings((String[]) value, out);
            default -> throw new IllegalArgumentException("No array is of the kind " + kind);
        }
    }

    private static void room(final ByteSink out, final int length, final int width) {
        out.ensure(5);
        out.putVarint(length);
        out.ensure((int) Math.min(Integer.MAX_VALUE, (long) length * width));
    }

    private static void writeStrings(final String[] array, final ByteSink out) {
        out.ensure(5);
        out.putVarint(array.length);
        for (final String element : array) {
            out.putNullableString(element);
        }
    }

    static Object read(final byte kind, final ByteSource in) {
        switch (kind) {
            case Kind.BYTES:
                return in.bytes(in.length(1));
            case Kind.LONGS:
                final long[] longs = new long[in.length(8)];
                for (int i = 0; i < longs.length; i++) {
                    longs[i] = in.int64();
                }
                return longs;
            case Kind.INTS:
                final int[] ints = new int[in.length(4)];
                for (int i = 0; i < ints.length; i++) {
                    ints[i] = in.int32();
                }
                return ints;
            case Kind.DOUBLES:
                final double[] doubles = new double[in.length(8)];
                for (int i = 0; i < doubles.length; i++) {
                    doubles[i] = Double.longBitsToDouble(in.int64());
                }
                return doubles;
            case Kind.FLOATS:
                final float[] floats = new float[in.length(4)];
                for (int i = 0; i < floats.length; i++) {
                    floats[i] = Float.intBitsToFloat(in.int32());
                }
                return floats;
            case Kind.SHORTS:
                final short[] shorts = new short[in.length(2)];
                for (int i = 0; i < shorts.length; i++) {
                    shorts[i] = in.int16();
                }
                return shorts;
            case Kind.BOOLEANS:
                final boolean[] booleans = new boolean[in.length(1)];
                for (int i = 0; i < booleans.length; i++) {
                    booleans[i] = in.int8() != 0;
                }
                return booleans;
            case Kind.CHARS:
                final char[] chars = new char[in.length(2)];
                for (int i = 0; i < chars.length; i++) {
                    chars[i] = (char) in.int16();
                }
                return chars;
            case Kind.STRINGS:
                final String[] strings = new String[in.length(1)];
                for (int i = 0; i < strings.length; i++) {
                    strings[i] = in.nullableString();
                }
                return strings;
            default:
                throw ByteSource.malformed("no value is of the kind " + kind);
        }
    }
}
