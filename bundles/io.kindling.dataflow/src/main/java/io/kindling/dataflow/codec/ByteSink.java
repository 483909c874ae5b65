package io.kindling.dataflow.codec;

import io.kindling.dataflow.RecordCodecException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A growing byte array with the codec's way of writing numbers. The caller ensures room; numbers are little-endian. */
final class ByteSink extends OutputStream {

    static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    /** From how many characters on a string is long. */
    private static final int LONG_TEXT = 56;

    /** An array may not be longer on every JVM. */
    private static final int MOST = Integer.MAX_VALUE - 16;

    byte[] bytes;
    int size;

    ByteSink(final int capacity) {
        bytes = new byte[capacity];
    }

    /** Makes room for so many bytes more. */
    void ensure(final int more) {
        if (more > bytes.length - size) {
            grow(more);
        }
    }

    private void grow(final int more) {
        final long needed = (long) size + more;
        if (needed > MOST) {
            throw new RecordCodecException("A record, or records that are encoded together, would take " + needed
                    + " bytes, and at most " + MOST + " fit; make records smaller, or use more partitions");
        }
        bytes = Arrays.copyOf(bytes, (int) Math.min(MOST, Math.max(needed, 2L * bytes.length)));
    }

    void putByte(final int value) {
        bytes[size++] = (byte) value;
    }

    void putShort(final int value) {
        SHORT.set(bytes, size, (short) value);
        size += 2;
    }

    void putInt(final int value) {
        INT.set(bytes, size, value);
        size += 4;
    }

    void putLong(final long value) {
        LONG.set(bytes, size, value);
        size += 8;
    }

    void patchInt(final int at, final int value) {
        INT.set(bytes, at, value);
    }

    /** Seven bits a byte, at most five bytes. */
    void putVarint(final int value) {
        int rest = value;
        while ((rest & ~0x7f) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /** A length byte and so many bytes: without branches. Needs room for nine. */
    void putCompactLong(final long value) {
        final long zigzag = (value << 1) ^ (value >> 63);
        final int length = (71 - Long.numberOfLeadingZeros(zigzag)) >>> 3;
        bytes[size] = (byte) length;
        LONG.set(bytes, size + 1, zigzag);
        size += 1 + length;
    }

    /** A string's length and kind, then a byte or two a character. The bias leaves room for a null. */
    void putString(final String value, final int bias) {
        final int length = value.length();
        if (length > (1 << 29)) {
            throw new RecordCodecException("A string of " + length + " characters is too long for a record");
        }
        ensure(5 + length);
        if (length >= LONG_TEXT) {
            putLong(value, length, bias);
            return;
        }
        final int start = size;
        putVarint((length << 1) + bias);
        final byte[] target = bytes;
        final int at = size;
        for (int i = 0; i < length; i++) {
            final char c = value.charAt(i);
            if (c > 0xff) {
                size = start;
                putWide(value, length, bias);
                return;
            }
            target[at + i] = (byte) c;
        }
        size = at + length;
    }

    /**
     * A long string: it is copied at once, and compared with what was copied, which the JVM does many bytes at a time. Shorter ones
     * are faster character by character.
     */
    @SuppressWarnings("deprecation")
    private void putLong(final String value, final int length, final int bias) {
        final int start = size;
        putVarint((length << 1) + bias);
        value.getBytes(0, length, bytes, size); // leaves out what is above eight bits
        if (value.equals(new String(bytes, 0, size, length))) {
            size += length;
        } else {
            size = start;
            putWide(value, length, bias);
        }
    }

    /** A string that may be null. */
    void putNullableString(final String value) {
        if (value == null) {
            ensure(1);
            putByte(0);
        } else {
            putString(value, 1);
        }
    }

    private void putWide(final String value, final int length, final int bias) {
        ensure(5 + 2 * length);
        putVarint((length << 1) + 1 + bias);
        for (int i = 0; i < length; i++) {
            SHORT.set(bytes, size + 2 * i, (short) value.charAt(i));
        }
        size += 2 * length;
    }

    @Override
    public void write(final int value) {
        ensure(1);
        bytes[size++] = (byte) value;
    }

    @Override
    public void write(final byte[] source, final int offset, final int length) {
        ensure(length);
        System.arraycopy(source, offset, bytes, size, length);
        size += length;
    }
}
