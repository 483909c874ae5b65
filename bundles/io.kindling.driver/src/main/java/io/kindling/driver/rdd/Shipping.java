package io.kindling.driver.rdd;

import static java.util.Objects.requireNonNull;

import io.kindling.api.KindlingException;
import io.kindling.dataflow.RecordCodec;
import io.kindling.dataflow.RecordCodecException;
import io.kindling.dataflow.SourcePayloads;
import io.kindling.deploy.ClassSpace;
import io.kindling.protocol.stage.Builtin;
import io.kindling.protocol.stage.FunctionBlob;
import io.kindling.protocol.stage.RangeSlice;
import io.kindling.protocol.stage.TextSplit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/** Makes what travels of an application's functions and values, and reads what comes back. Thread-safe. */
public final class Shipping {

    private final ClassSpace space;
    private final RecordCodec codec;

    /** @param space the application's classes */
    public Shipping(final ClassSpace space, final RecordCodec codec) {
        this.space = space;
        this.codec = codec;
    }

    /**
     * A function, as it is now.
     *
     * @param name of the operation that it is for
     * @throws io.kindling.api.NotSerializableClosureException names the path of fields that leads to the culprit
     */
    FunctionBlob function(final Object function, final String name) {
        requireNonNull(function, () -> "the function of " + name + " is null");
        return new FunctionBlob(FunctionBlob.Language.JAVA, space.writeFunction(function, "the function of " + name), space.isStateless(function));
    }

    FunctionBlob builtin(final Builtin builtin) {
        return FunctionBlob.builtin(builtin);
    }

    byte[] encode(final Collection<?> records, final String name) {
        try {
            return codec.encode(records.iterator());
        } catch (final RecordCodecException e) {
            throw new KindlingException("The values of " + name + " cannot be sent to executors: " + e.getMessage(), e);
        }
    }

    /** A value as it would come to an executor. */
    @SuppressWarnings("unchecked")
    <T> T copy(final T value, final String name) {
        return (T) decode(encode(Collections.singletonList(value), name), name).get(0);
    }

    byte[] encode(final RangeSlice slice) {
        return SourcePayloads.encode(slice);
    }

    byte[] encode(final TextSplit split) {
        return SourcePayloads.encode(split);
    }

    List<Object> decode(final byte[] bytes, final String name) {
        try {
            return codec.decode(bytes);
        } catch (final RecordCodecException e) {
            throw new KindlingException("The result of " + name + " cannot be read at the driver: " + e.getMessage(), e);
        }
    }

    List<Object> decodeAll(final List<byte[]> parts, final String name) {
        final List<Object> records = new ArrayList<>();
        parts.forEach(part -> records.addAll(decode(part, name)));
        return records;
    }
}
