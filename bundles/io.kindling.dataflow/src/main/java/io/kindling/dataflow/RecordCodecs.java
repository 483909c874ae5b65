package io.kindling.dataflow;

import io.kindling.dataflow.codec.BatchCodec;
import java.util.Objects;

/** Makes record codecs. */
public final class RecordCodecs {

    private RecordCodecs() {
    }

    /** The codec of a class space. */
    public static RecordCodec create(final ObjectStreams streams) {
        return BatchCodec.of(Objects.requireNonNull(streams, "streams is null"), true);
    }
}
