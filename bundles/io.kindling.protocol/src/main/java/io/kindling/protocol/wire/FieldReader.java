package io.kindling.protocol.wire;

import java.util.List;
import java.util.function.Function;

/**
 * Reads fields in the order in which they were written. Every count and length is checked against the bytes that
 * are there before memory is taken for it; what is malformed throws {@link WireFormatException}. Fields that a
 * newer peer added at the end are skipped by not reading them. Not thread-safe.
 */
public interface FieldReader {

    /** Whether this group has another field; false where an older peer wrote less. */
    boolean hasNext();

    int int32();

    long int64();

    double float64();

    boolean bool();

    /** May be null. */
    String text();

    /** May be null. */
    byte[] bytes();

    int[] ints();

    long[] longs();

    <T> List<T> list(Function<FieldReader, T> element);
}
