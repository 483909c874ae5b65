package io.kindling.shuffle.fetch;

import io.kindling.protocol.message.FetchShuffle;
import io.kindling.protocol.message.MapOutputs;
import io.kindling.protocol.message.ShuffleChunk;
import io.kindling.shuffle.ShuffleClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Other executors of this application on the same host: each is asked once, over its authenticated connection, where its files are. What
 * cannot be read there, since it is another container or user, is asked for as from any other host. Thread-safe.
 */
final class Neighbours {

    private static final long ANSWER_SECONDS = 5;

    private final ShuffleClient client;
    private final Map<MapOutputs.Location, CompletableFuture<List<Path>>> roots = new ConcurrentHashMap<>();

    Neighbours(final ShuffleClient client) {
        this.client = client;
    }

    /**
     * Asks for the files of an executor, if it is a neighbour and was not asked before.
     *
     * @param host of this one
     */
    void ask(final MapOutputs.Location where, final int shuffle, final String host) {
        if (where.host().equals(host)) {
            roots.computeIfAbsent(where, there -> client.fetch(there,
                    new FetchShuffle(shuffle, 0, new int[1], new long[1], 0, FetchShuffle.WHERE)).handle(Neighbours::paths));
        }
    }

    /** Where an executor has its files; none if it is no neighbour, or does not say. Waits for its answer, once. */
    List<Path> of(final MapOutputs.Location where) throws InterruptedException {
        final CompletableFuture<List<Path>> answer = roots.get(where);
        if (answer == null) {
            return List.of();
        }
        try {
            return answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (final ExecutionException | TimeoutException e) {
            answer.complete(List.of());
            return List.of();
        }
    }

    /** Its files cannot be read, so it is a neighbour no longer. */
    void refused(final MapOutputs.Location where) {
        roots.put(where, CompletableFuture.completedFuture(List.of()));
    }

    private static List<Path> paths(final ShuffleChunk answer, final Throwable error) {
        if (error != null || answer.parts().size() != 1) {
            return List.of();
        }
        return Arrays.stream(new String(answer.parts().get(0).bytes(), StandardCharsets.UTF_8).split("\n")).filter(path -> path.startsWith("/"))
                .map(Path::of).toList();
    }
}
