package io.kindling.dataflow;

import io.kindling.common.config.ConfigKey;
import io.kindling.compression.CompressionCodecs;

/** The key that all who compress share; the shuffle's bundle tells it to users. */
public final class CompressionKeys {

    /** Which codec, for everything that is compressed. */
    public static final ConfigKey<String> CODEC = ConfigKey.text("kindling.io.compression.codec", CompressionCodecs.NAMES.get(0),
            String.join(", ", CompressionCodecs.NAMES), "What map outputs, spills, kept blocks, broadcasts and checkpoints are compressed with, where they are.");

    private CompressionKeys() {
    }
}
