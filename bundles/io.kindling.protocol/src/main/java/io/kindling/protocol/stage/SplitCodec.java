package io.kindling.protocol.stage;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.WireFormat;
import io.kindling.protocol.wire.WireFormatException;
import java.util.function.Function;

/**
 * What a source of a partition reads, as the payload of its task. Thread-safe; never blocks. Decoding throws
 * {@link WireFormatException} for bytes that are not what they should be.
 */
public final class SplitCodec {

    private final WireFormat format;

    /** @param format whatever its table of messages: payloads have no type of their own */
    public SplitCodec(final WireFormat format) {
        this.format = format;
    }

    /** The payload for an {@link Operator.TextSource}. */
    public byte[] encode(final TextSplit split) {
        return format.write(out -> {
            out.text(split.path());
            out.int64(split.start());
            out.int64(split.length());
            out.int64(split.fileLength());
            out.int64(split.modifiedMillis());
            out.bool(split.gzip());
        });
    }

    /** The payload for an {@link Operator.RangeSource}. */
    public byte[] encode(final RangeSlice slice) {
        return format.write(out -> {
            out.int64(slice.first());
            out.int64(slice.count());
            out.int64(slice.step());
        });
    }

    /** Reads the payload of an {@link Operator.TextSource}. */
    public TextSplit textSplit(final byte[] payload) {
        return decode("text split", payload, in -> new TextSplit(in.text(), in.int64(), in.int64(), in.int64(), in.int64(), in.bool()));
    }

    /** Reads the payload of an {@link Operator.RangeSource}. */
    public RangeSlice rangeSlice(final byte[] payload) {
        return decode("range slice", payload, in -> new RangeSlice(in.int64(), in.int64(), in.int64()));
    }

    private <T> T decode(final String what, final byte[] payload, final Function<FieldReader, T> read) {
        try {
            return read.apply(format.reader(payload));
        } catch (final WireFormatException e) {
            throw new WireFormatException("A " + what + " of " + payload.length + " bytes is malformed: " + e.getMessage(), e);
        }
    }
}
