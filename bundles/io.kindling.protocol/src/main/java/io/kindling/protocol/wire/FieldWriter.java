package io.kindling.protocol.wire;

import java.util.List;
import java.util.function.BiConsumer;

/** Writes fields one after the other; their position is their number. Not thread-safe. */
public interface FieldWriter {

    void int32(int value);

    void int64(long value);

    void float64(double value);

    void bool(boolean value);

    /** @param value may be null */
    void text(String value);

    /** @param value may be null */
    void bytes(byte[] value);

    /** @param value not null */
    void ints(int[] value);

    /** @param value not null */
    void longs(long[] value);

    /** A list of groups: every element may get fields at its end in a later version. */
    <T> void list(List<T> values, BiConsumer<T, FieldWriter> element);
}
