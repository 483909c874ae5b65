package io.kindling.executor.data;

import io.kindling.executor.link.Bootstrap;
import io.kindling.executor.shared.BlockPeers;
import io.kindling.protocol.message.BlockBytes;
import io.kindling.protocol.message.FetchBlock;
import io.kindling.protocol.message.FetchFailure;
import io.kindling.protocol.message.FetchShuffle;
import io.kindling.protocol.message.MapOutputs;
import io.kindling.protocol.message.Messages;
import io.kindling.protocol.message.ShuffleChunk;
import io.kindling.protocol.wire.WireFormat;
import io.kindling.protocol.wire.WireMessage;
import io.kindling.shuffle.ShuffleBlockException;
import io.kindling.shuffle.ShuffleClient;
import io.kindling.transport.api.ConnectSpec;
import io.kindling.transport.api.Connection;
import io.kindling.transport.api.Frame;
import io.kindling.transport.api.FrameHandler;
import io.kindling.transport.api.FrameLimits;
import io.kindling.transport.api.Identity;
import io.kindling.transport.api.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Asks other executors for their map outputs, and for blocks of broadcasts and files, over up to two connections to each. Thread-safe; never blocks. */
public final class ShufflePeers implements ShuffleClient, BlockPeers, AutoCloseable {

    private static final Set<Integer> ANSWERS = Set.of(Messages.SHUFFLE_CHUNK, Messages.FETCH_FAILURE, Messages.PARTITION_BATCHES, Messages.COPY_KEPT,
            Messages.BLOCK_BYTES);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    /** A copy that another executor keeps takes as long as fetching it. */
    private static final Duration LONG_LIMIT = Duration.ofSeconds(120);
    private static final int CONNECTORS = 4;
    private static final int MOST_WAITING = 1 << 14;
    private static final int CONNECTIONS_TO_EACH = 2;

    private final Transport transport;
    private final Bootstrap bootstrap;
    private final Identity identity;
    private final WireFormat format;
    private final FrameLimits limits;
    private final Workers connectors;
    private final Map<Line, CompletableFuture<Connection>> lines = new ConcurrentHashMap<>();
    private final AtomicInteger turn = new AtomicInteger();

    private record Line(MapOutputs.Location to, int number) {
    }

    public ShufflePeers(final Transport transport, final Bootstrap bootstrap, final Identity identity, final WireFormat format) {
        this.transport = transport;
        this.bootstrap = bootstrap;
        this.identity = identity;
        this.format = format;
        limits = new FrameLimits(format.table().limits().entrySet().stream().filter(entry -> ANSWERS.contains(entry.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
        connectors = new Workers("kindling-executor-" + bootstrap.executor() + "-shuffle-client", CONNECTORS, MOST_WAITING);
    }

    @Override
    public CompletableFuture<ShuffleChunk> fetch(final MapOutputs.Location where, final FetchShuffle request) {
        return send(where, request, LIMIT).thenApply(this::chunk);
    }

    /** Asks for something else; the answer is whatever comes, a {@link FetchFailure} too. */
    CompletableFuture<WireMessage> ask(final MapOutputs.Location where, final WireMessage request) {
        return send(where, request, LONG_LIMIT).thenApply(reply -> format.decode(reply.type(), reply.payload()));
    }

    @Override
    public CompletableFuture<BlockBytes> fetch(final MapOutputs.Location where, final FetchBlock request) {
        return send(where, request, LIMIT).thenApply(reply -> (BlockBytes) format.decode(reply.type(), reply.payload()));
    }

    private CompletableFuture<Frame> send(final MapOutputs.Location where, final WireMessage request, final Duration limit) {
        final byte[] payload = format.encode(request);
        final Line line = new Line(where, Math.floorMod(turn.getAndIncrement(), CONNECTIONS_TO_EACH));
        final CompletableFuture<Connection> connected = lines.computeIfAbsent(line, this::connect);
        if (connected.isCompletedExceptionally()) {
            lines.remove(line, connected);
        }
        return connected.thenCompose(connection -> connection.request(request.type(), payload, limit));
    }

    private ShuffleChunk chunk(final Frame reply) {
        final WireMessage message = format.decode(reply.type(), reply.payload());
        if (message instanceof FetchFailure failure) {
            throw new CompletionException(new ShuffleBlockException(failure.map(), failure.reason()));
        }
        return (ShuffleChunk) message;
    }

    private CompletableFuture<Connection> connect(final Line line) {
        final CompletableFuture<Connection> result = new CompletableFuture<>();
        final ConnectSpec spec = new ConnectSpec("executor-" + bootstrap.executor() + "-fetch", line.to().host(), line.to().port(), identity,
                bootstrap.executorsUri() + line.to().executor(), limits, LIMIT);
        try {
            connectors.execute(() -> connect(line, spec, result));
        } catch (final RejectedExecutionException e) {
            result.completeExceptionally(new IOException("Executor " + bootstrap.executor() + " ends, or waits for too many others", e));
        }
        return result;
    }

    private void connect(final Line line, final ConnectSpec spec, final CompletableFuture<Connection> result) {
        try {
            final Connection connection = transport.connect(spec, new FrameHandler() {
                @Override
                public void onFrame(final Connection from, final Frame frame) {
                    from.close(); // a server of map outputs only answers
                }

                @Override
                public void onClosed(final Connection from, final Throwable cause) {
                    lines.remove(line, result);
                }
            });
            if (!result.complete(connection)) {
                connection.close(); // closed meanwhile
            }
        } catch (final IOException | RuntimeException e) {
            lines.remove(line, result); // the next request tries again
            result.completeExceptionally(e);
        }
    }

    @Override
    public void close() {
        lines.values().forEach(line -> {
            line.completeExceptionally(new IOException("The executor ends"));
            if (!line.isCompletedExceptionally()) {
                line.join().close();
            }
        });
        connectors.close();
    }
}
