package io.kindling.shuffle;

import io.kindling.common.files.DataKey;
import io.kindling.compression.CompressionCodec;
import io.kindling.compression.CompressionCodecs;
import java.time.Duration;
import java.util.Map;

/**
 * How map outputs are kept and fetched; the same on all executors of an application.
 *
 * @param host             this executor's address, as others know it: files of executors with the same one are looked for on this host.
 *                         Empty if they are not to be
 * @param codec            of blocks; null for none
 * @param maxBytesInFlight how many bytes one reading task asks for at a time, at the most
 * @param retryWait        before the first retry; doubled with each one
 * @param key              what files are sealed with
 */
public record ShuffleOptions(String host, CompressionCodec codec, long maxBytesInFlight, Duration retryWait, DataKey key) {

    public ShuffleOptions {
        if (maxBytesInFlight < 1) {
            throw new IllegalArgumentException("maxBytesInFlight is " + maxBytesInFlight + "; it must be at least 1");
        }
    }

    /** With files in the clear. */
    public ShuffleOptions(final String host, final CompressionCodec codec, final long maxBytesInFlight, final Duration retryWait) {
        this(host, codec, maxBytesInFlight, retryWait, DataKey.NONE);
    }

    /** As a checked configuration says. */
    public static ShuffleOptions of(final Map<String, String> configuration, final String host, final DataKey key) {
        return new ShuffleOptions(ShuffleKeys.READ_HOST_LOCAL.read(configuration) ? host : "",
                ShuffleKeys.COMPRESS.read(configuration) ? CompressionCodecs.of(ShuffleKeys.CODEC.read(configuration)) : null,
                ShuffleKeys.MAX_IN_FLIGHT.read(configuration), ShuffleKeys.RETRY_WAIT.read(configuration), key);
    }
}
