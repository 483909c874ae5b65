package io.kindling.executor.shared;

import io.kindling.protocol.message.BlockBytes;
import io.kindling.protocol.message.ContentPlan;
import io.kindling.protocol.message.FetchBlock;
import io.kindling.protocol.message.SharedFiles;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** The driver as the place where all contents are. Thread-safe. */
interface ContentSource {

    /**
     * What a content consists of and who has it; blocks for a limited time.
     *
     * @param broadcast for messages; -1 for a file
     */
    ContentPlan find(long broadcast, String content) throws IOException;

    /** The files that the application has added for a session; blocks for a limited time. */
    SharedFiles files(int session) throws IOException;

    /** A block from the driver itself. */
    CompletableFuture<BlockBytes> fetch(FetchBlock request);
}
