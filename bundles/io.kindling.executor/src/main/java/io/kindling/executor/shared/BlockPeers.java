package io.kindling.executor.shared;

import io.kindling.protocol.message.BlockBytes;
import io.kindling.protocol.message.FetchBlock;
import io.kindling.protocol.message.MapOutputs;
import java.util.concurrent.CompletableFuture;

/** Asks other executors for blocks. Thread-safe; never blocks. */
public interface BlockPeers {

    /** A block from one of them; its bytes are null if it does not have it. */
    CompletableFuture<BlockBytes> fetch(MapOutputs.Location where, FetchBlock request);
}
