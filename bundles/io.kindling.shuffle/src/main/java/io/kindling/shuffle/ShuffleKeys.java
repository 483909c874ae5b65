package io.kindling.shuffle;

import io.kindling.common.config.ConfigKey;
import io.kindling.dataflow.CompressionKeys;
import java.time.Duration;
import java.util.List;

/** The keys that the shuffle understands, and those that all who compress share. */
final class ShuffleKeys {

    /** Which codec, for everything that is compressed. */
    static final ConfigKey<String> CODEC = CompressionKeys.CODEC;

    /** Which shuffle; known to the driver, too, which tells executors before they begin. */
    static final ConfigKey<String> MANAGER = ConfigKey.text(Shuffles.NAME, FileShuffles.KIND, "the name of an installed shuffle",
            "Which shuffle keeps the map outputs: `files`, or another one that is installed where the executors are.");

    /** Whether map outputs are compressed. */
    static final ConfigKey<Boolean> COMPRESS = ConfigKey.flag("kindling.shuffle.compress", "false",
            "Whether map outputs are compressed. Worth it where the network or the disks are slower than about 500 MB/s for each core.");

    /** How much is under way. */
    static final ConfigKey<Long> MAX_IN_FLIGHT = ConfigKey.size("kindling.reducer.maxSizeInFlight", "48m", "1m", "1g",
            "How much of map outputs of other executors one task asks for at a time, at the most; less if memory is short.");

    /** How long before a retry. */
    static final ConfigKey<Duration> RETRY_WAIT = ConfigKey.time("kindling.shuffle.io.retryWait", "200ms", "1ms", "60s",
            "How long before an executor is asked again that could not be reached, the first time; doubled with each of three retries.");

    /** Whether files of other executors are read directly. */
    static final ConfigKey<Boolean> READ_HOST_LOCAL = ConfigKey.flag("kindling.shuffle.readHostLocalDisk", "true",
            "Whether executors read map outputs of others on the same host from their files, if they may, rather than over the network.");

    /** All of them. */
    static final List<ConfigKey<?>> ALL = List.of(CODEC, MANAGER, COMPRESS, MAX_IN_FLIGHT, RETRY_WAIT, READ_HOST_LOCAL);

    private ShuffleKeys() {
    }
}
