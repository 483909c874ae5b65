package io.kindling.driver.control;

import io.kindling.deploy.Artifact;
import io.kindling.protocol.message.ArtifactChunk;
import io.kindling.protocol.message.ArtifactRef;
import io.kindling.protocol.message.FetchArtifact;
import io.kindling.protocol.wire.WireFormat;
import io.kindling.transport.api.Connection;
import io.kindling.transport.api.Frame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives executors the application's code, chunk by chunk, by content hash out of a table: never by a path. Thread-safe. */
public final class ArtifactServer {

    private static final Logger LOG = LoggerFactory.getLogger(ArtifactServer.class);
    private static final int LARGEST_CHUNK = 8 << 20;

    private final Map<String, Artifact> artifacts;
    private final WireFormat format;
    private final Executor readers;

    /**
     * @param artifacts in the order of the class path
     * @param readers   threads that may wait for a disk
     */
    public ArtifactServer(final List<Artifact> artifacts, final WireFormat format, final Executor readers) {
        this.artifacts = artifacts.stream().collect(Collectors.toMap(Artifact::hash, Function.identity(), (first, same) -> first,
                LinkedHashMap::new));
        this.format = format;
        this.readers = readers;
    }

    /** What executors must fetch. */
    List<ArtifactRef> refs() {
        return artifacts.values().stream()
                .map(a -> new ArtifactRef(a.hash(), a.kind().name().toLowerCase(Locale.ROOT), a.name(), a.size())).toList();
    }

    /** Answers a request; returns at once. */
    void serve(final Connection connection, final Frame request, final FetchArtifact fetch) {
        try {
            readers.execute(() -> answer(connection, request, fetch));
        } catch (final RejectedExecutionException e) {
            connection.close();
        }
    }

    private void answer(final Connection connection, final Frame request, final FetchArtifact fetch) {
        final Artifact artifact = artifacts.get(fetch.hash());
        byte[] bytes = null;
        if (artifact != null) {
            try {
                bytes = read(artifact, fetch);
            } catch (final IOException e) {
                LOG.warn("The artifact {} cannot be read [file={}]", artifact.name(), artifact.file(), e);
            }
        }
        final ArtifactChunk chunk = new ArtifactChunk(bytes);
        connection.reply(request, chunk.type(), format.encode(chunk));
    }

    private static byte[] read(final Artifact artifact, final FetchArtifact fetch) throws IOException {
        try (FileChannel file = FileChannel.open(artifact.file(), StandardOpenOption.READ)) {
            final long from = Math.max(0, fetch.offset());
            final long left = Math.max(0, file.size() - from);
            final ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(left, Math.max(0, Math.min(fetch.maxBytes(), LARGEST_CHUNK))));
            while (chunk.hasRemaining() && file.read(chunk, from + chunk.position()) >= 0) {
                // Until it is full.
            }
            return chunk.position() == chunk.capacity() ? chunk.array() : Arrays.copyOf(chunk.array(), chunk.position());
        }
    }
}
