package io.kindling.driver.shared;

import io.kindling.protocol.message.BlockBytes;
import io.kindling.protocol.message.ContentPlan;
import io.kindling.protocol.message.FetchBlock;
import io.kindling.protocol.message.FindContent;
import io.kindling.protocol.message.ListFiles;
import io.kindling.protocol.message.MapOutputs;
import io.kindling.protocol.message.SharedFiles;
import io.kindling.protocol.wire.WireFormat;
import io.kindling.protocol.wire.WireMessage;
import io.kindling.transport.api.Connection;
import io.kindling.transport.api.Frame;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers what executors ask about contents: by hash out of a table, never by a path. Thread-safe; its methods return at once. */
public final class ContentServer {

    private static final Logger LOG = LoggerFactory.getLogger(ContentServer.class);

    private final WireFormat format;
    private final Contents contents;
    private final Holders holders;
    private final Broadcasts broadcasts;
    private final IntFunction<SharedFiles> files;
    private final Executor readers;

    /**
     * Serves what there is.
     *
     * @param files   that were added, by session
     * @param readers threads that may wait for a disk
     */
    ContentServer(final WireFormat format, final Contents contents, final Holders holders, final Broadcasts broadcasts, final IntFunction<SharedFiles> files,
                  final Executor readers) {
        this.format = format;
        this.contents = contents;
        this.holders = holders;
        this.broadcasts = broadcasts;
        this.files = files;
        this.readers = readers;
    }

    /** Whether a message is one of those that are answered here. */
    public static boolean serves(final WireMessage message) {
        return message instanceof FindContent || message instanceof FetchBlock || message instanceof ListFiles;
    }

    /**
     * Answers a request.
     *
     * @param executor who has proven to be the asker
     */
    public void serve(final int executor, final Connection connection, final Frame request, final WireMessage message) {
        try {
            readers.execute(() -> {
                final WireMessage answer = answer(executor, connection, message);
                if (!connection.reply(request, answer.type(), format.encode(answer))) {
                    holders.gone(connection); // it may have ended before it was noted
                }
            });
        } catch (final RejectedExecutionException e) {
            connection.close();
        }
    }

    /** A connection has ended. */
    public void gone(final Connection connection) {
        holders.gone(connection);
    }

    private WireMessage answer(final int executor, final Connection connection, final WireMessage message) {
        if (message instanceof FindContent find) {
            return plan(executor, connection, find);
        } else if (message instanceof FetchBlock fetch) {
            return block(fetch);
        }
        return files.apply(((ListFiles) message).session());
    }

    private ContentPlan plan(final int executor, final Connection connection, final FindContent find) {
        final String refusal = find.broadcast() < 0 ? null : broadcasts.refusal(find.broadcast());
        final Content content = refusal == null ? contents.find(find.content()) : null;
        if (content == null) {
            return ContentPlan.refused(refusal == null ? "The driver has no such content any more" : refusal);
        }
        return new ContentPlan(null, content.bytes(), ContentWriter.BLOCK, content.codec(), content.lengths(), content.checksums(),
                holders.ask(connection, new MapOutputs.Location(executor, find.host(), find.dataPort()), find.content()));
    }

    private BlockBytes block(final FetchBlock fetch) {
        final Content content = contents.find(fetch.content());
        try {
            return new BlockBytes(content == null ? null : content.block(fetch.block()));
        } catch (final IOException e) {
            LOG.warn("A block of a broadcast or file cannot be read at the driver: {}", e.toString());
            return new BlockBytes(null);
        }
    }
}
