package io.kindling.dataflow.codec;

import io.kindling.dataflow.RecordCodecException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what {@link ByteSink} wrote, up to a limit; no length is believed before it is compared with what is left. */
final class ByteSource {

    private final byte[] bytes;
    int position;
    int limit;

    ByteSource(final byte[] bytes) {
        this.bytes = bytes;
        this.limit = bytes.length;
    }

    static RecordCodecException malformed(final String what) {
        return new RecordCodecException("Encoded records are malformed: " + what);
    }

    byte[] array() {
        return bytes;
    }

    void need(final int length) {
        if (length < 0 || length > limit - position) {
            throw malformed(length + " bytes are needed, " + (limit - position) + " are left");
        }
    }

    byte int8() {
        need(1);
        return bytes[position++];
    }

    short int16() {
        need(2);
        position += 2;
        return (short) ByteSink.SHORT.get(bytes, position - 2);
    }

    int int32() {
        need(4);
        position += 4;
        return (int) ByteSink.INT.get(bytes, position - 4);
    }

    long int64() {
        need(8);
        position += 8;
        return (long) ByteSink.LONG.get(bytes, position - 8);
    }

    int varint() {
        int result = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            final byte next = int8();
            result |= (next & 0x7f) << shift;
            if (next >= 0) {
                return result;
            }
        }
        throw malformed("a number has more than five bytes");
    }

    /** The length of an array whose elements take at least so many bytes. */
    int length(final int width) {
        final int length = varint();
        if (length < 0 || length > (limit - position) / width) {
            throw malformed("a length of " + length + " with " + (limit - position) + " bytes left");
        }
        return length;
    }

    long compactLong() {
        final int length = int8();
        if (length < 0 || length > 8) {
            throw malformed("a long of " + length + " bytes");
        }
        need(length);
        long zigzag = 0;
        if (position + 8 <= bytes.length) {
            zigzag = length == 0 ? 0 : (long) ByteSink.LONG.get(bytes, position) & (-1L >>> (64 - 8 * length));
        } else {
            for (int i = 0; i < length; i++) {
                zigzag |= (bytes[position + i] & 0xffL) << (8 * i);
            }
        }
        position += length;
        return (zigzag >>> 1) ^ -(zigzag & 1);
    }

    /** A string whose length and kind have been read. */
    String string(final int header) {
        final int length = header >>> 1;
        if ((header & 1) == 0) {
            need(length);
            position += length;
            return new String(bytes, position - length, length, StandardCharsets.ISO_8859_1);
        }
        if (length > (limit - position) / 2) {
            throw malformed("a string of " + length + " characters with " + (limit - position) + " bytes left");
        }
        final char[] chars = new char[length];
        for (int i = 0; i < length; i++) {
            chars[i] = (char) (short) ByteSink.SHORT.get(bytes, position + 2 * i);
        }
        position += 2 * length;
        return new String(chars);
    }

    /** A string that may be null. */
    String nullableString() {
        final int header = varint();
        return header == 0 ? null : string(header - 1);
    }

    void skip(final long length) {
        if (length < 0 || length > limit - position) {
            throw malformed(length + " bytes are to be left out, " + (limit - position) + " are left");
        }
        position += (int) length;
    }

    byte[] bytes(final int length) {
        need(length);
        position += length;
        return Arrays.copyOfRange(bytes, position - length, position);
    }
}
