package io.kindling.driver.rdd;

import static java.util.Objects.requireNonNull;

import io.kindling.api.KindlingException;
import io.kindling.dataflow.RecordCodecException;
import io.kindling.dataflow.RecordWriter;
import io.kindling.dataflow.SourcePayloads;
import io.kindling.deploy.ClassSpace;
import io.kindling.driver.code.ApplicationCode;
import io.kindling.driver.code.CodeVersion;
import io.kindling.driver.shared.Broadcasts;
import io.kindling.protocol.stage.Builtin;
import io.kindling.protocol.stage.FileBatch;
import io.kindling.protocol.stage.FunctionBlob;
import io.kindling.protocol.stage.RangeSlice;
import io.kindling.protocol.stage.TextSplit;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Function;

/** Makes what travels of an application's functions and values, and reads what comes back. Thread-safe. */
public final class Shipping {

    private final ApplicationCode code;
    private final Broadcasts broadcasts;
    /** By the identity of the bytes that travel: arrays are equal to themselves only. */
    private final Map<byte[], WeakReference<Object>> originals = Collections.synchronizedMap(new WeakHashMap<>());

    /**
     * Ships for one session of an application.
     *
     * @param code       the session's
     * @param broadcasts the application's: what travels keeps those in it
     */
    public Shipping(final ApplicationCode code, final Broadcasts broadcasts) {
        this.code = code;
        this.broadcasts = broadcasts;
    }

    /**
     * A function, as it is now.
     *
     * @param name of the operation that it is for
     * @throws io.kindling.api.NotSerializableClosureException names the path of fields that leads to the culprit
     */
    FunctionBlob function(final Object function, final String name) {
        requireNonNull(function, () -> "the function of " + name + " is null");
        final ClassSpace space = code.current().space();
        try (Broadcasts.Travel travel = broadcasts.travel(code)) {
            final byte[] bytes = travel.keep(space.writeFunction(function, "the function of " + name));
            return new FunctionBlob(FunctionBlob.Language.JAVA, bytes, space.isStateless(function));
        }
    }

    /** Remembers what some bytes were made of, as long as the application has it. */
    void remember(final byte[] bytes, final Object original) {
        originals.put(bytes, new WeakReference<>(original));
    }

    /** What was remembered, or null. */
    Object original(final byte[] bytes) {
        final WeakReference<Object> original = originals.get(bytes);
        return original == null ? null : original.get();
    }

    /** What {@link #function} made of an object, as an object of the newest code. */
    Object read(final FunctionBlob blob, final String name) {
        try {
            return code.current().space().readFunction(blob.bytes());
        } catch (final IOException | ClassNotFoundException e) {
            throw new KindlingException(name + " cannot be read at the driver: " + e, e);
        }
    }

    /**
     * What another session has made is to be used in this one.
     *
     * @param what for the message
     * @throws KindlingException if this session's code is without some of the other's: functions could find other classes here
     */
    void mustHave(final Shipping other, final String what) {
        final List<String> lacking = code == other.code ? List.of() : code.lacks(other.code);
        if (!lacking.isEmpty()) {
            throw new KindlingException(what + " is of " + other.code.owner() + " and cannot be used in " + code.owner() + ", whose code does not have "
                    + String.join(", ", lacking) + ": its functions could find other classes here. Add the same JARs to both sessions, or bring the values: "
                    + "collect them there and make a data set of them here, or save them to files");
        }
    }

    FunctionBlob builtin(final Builtin builtin) {
        return FunctionBlob.builtin(builtin);
    }

    byte[] encode(final Collection<?> records, final String name) {
        return encode(writer -> {
            records.forEach(writer::write);
            return writer.toByteArray();
        }, name);
    }

    private byte[] encode(final Function<RecordWriter, byte[]> encoding, final String name) {
        try (Broadcasts.Travel travel = broadcasts.travel(code)) {
            return travel.keep(encoding.apply(code.current().codec().writer()));
        } catch (final RecordCodecException e) {
            throw new KindlingException("The values of " + name + " cannot be sent to executors: " + e.getMessage(), e);
        }
    }

    byte[] encode(final PartitionEncoding partition, final Collection<?> values, final String name) {
        return encode(writer -> partition.encode(values, writer), name);
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

    byte[] encode(final FileBatch batch) {
        return SourcePayloads.encode(batch);
    }

    /** What a job has brought: it ran on the newest code, or on one before that. */
    List<Object> decode(final byte[] bytes, final String name) {
        RecordCodecException first = null;
        for (final CodeVersion version : code.newestFirst()) {
            try {
                return version.codec().decode(bytes);
            } catch (final RecordCodecException e) {
                first = first == null ? e : first;
            }
        }
        throw new KindlingException("The result of " + name + " cannot be read at the driver: " + (first == null ? "its code is gone" : first.getMessage()), first);
    }

    List<Object> decodeAll(final List<byte[]> parts, final String name) {
        final List<Object> records = new ArrayList<>();
        parts.forEach(part -> records.addAll(decode(part, name)));
        return records;
    }
}
