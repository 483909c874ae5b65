package io.kindling.dataflow;

import io.kindling.dataflow.codec.BatchCodec;
import io.kindling.dataflow.serializer.ConfiguredCodecs;
import java.util.Objects;

/** Makes record codecs. */
public final class RecordCodecs {

    private RecordCodecs() {
    }

    /** Makes codecs as configurations want them, where there are no services; serialisers are the application's own then. */
    public static RecordCodecFactory factory() {
        return new ConfiguredCodecs();
    }

    /** The codec of a class space, by default. */
    public static RecordCodec create(final ObjectStreams streams) {
        return BatchCodec.of(Objects.requireNonNull(streams, "streams is null"), true);
    }
}
