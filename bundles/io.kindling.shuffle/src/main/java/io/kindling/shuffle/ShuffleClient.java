package io.kindling.shuffle;

import io.kindling.protocol.message.FetchShuffle;
import io.kindling.protocol.message.MapOutputs;
import io.kindling.protocol.message.ShuffleChunk;
import java.util.concurrent.CompletableFuture;
import org.osgi.annotation.versioning.ConsumerType;

/** Asks other executors for blocks; the executor implements it over its transport. Thread-safe; never blocks. */
@ConsumerType
@FunctionalInterface
public interface ShuffleClient {

    /**
     * Sends a request. The future completes with the answer, or exceptionally: with {@link ShuffleBlockException} if
     * the other executor says that it does not have the block, with any other exception if it could not be asked or
     * did not answer in time; then it is asked again.
     */
    CompletableFuture<ShuffleChunk> fetch(MapOutputs.Location where, FetchShuffle request);
}
