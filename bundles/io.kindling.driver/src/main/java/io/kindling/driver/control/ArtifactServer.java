package io.kindling.driver.control;

import io.kindling.api.admin.ArtifactStatus;
import io.kindling.deploy.Artifact;
import io.kindling.driver.code.ApplicationCode;
import io.kindling.driver.code.ArtifactLabel;
import io.kindling.driver.code.CodeVersion;
import io.kindling.protocol.message.ArtifactChunk;
import io.kindling.protocol.message.ArtifactRef;
import io.kindling.protocol.message.CodeList;
import io.kindling.protocol.message.FetchArtifact;
import io.kindling.protocol.message.FetchCode;
import io.kindling.protocol.wire.WireFormat;
import io.kindling.protocol.wire.WireMessage;
import io.kindling.transport.api.Connection;
import io.kindling.transport.api.Frame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives executors the application's code, chunk by chunk, by content hash out of a table: never by a path. Thread-safe. */
public final class ArtifactServer {

    private static final Logger LOG = LoggerFactory.getLogger(ArtifactServer.class);
    private static final int LARGEST_CHUNK = 8 << 20;

    private final ApplicationCode code;
    private final boolean lent;
    private final WireFormat format;
    private final Executor readers;
    /** By connection, the hashes of what it was given whole. */
    private final Map<Connection, Set<String>> fetched = new ConcurrentHashMap<>();

    /**
     * Serves what there is of an application's code.
     *
     * @param lent    whether executors borrow the first version instead of fetching it
     * @param readers threads that may wait for a disk
     */
    public ArtifactServer(final ApplicationCode code, final boolean lent, final WireFormat format, final Executor readers) {
        this.code = code;
        this.lent = lent;
        this.format = format;
        this.readers = readers;
        if (!lent) {
            refs(); // now: whoever makes the context is told what is missing, and what happens to the files later does not matter
        }
    }

    /** The application's code. */
    ApplicationCode code() {
        return code;
    }

    /** What executors must fetch when they come. */
    List<ArtifactRef> refs() {
        return lent ? List.of() : refs(code.first());
    }

    /** The code on which new jobs run, and how many of these executors have fetched each part of it. */
    List<ArtifactStatus> status(final Set<String> executors) {
        return code.current().artifacts().stream().map(artifact -> {
            final long have = fetched.entrySet().stream().filter(each -> executors.contains(each.getKey().peer()) && each.getValue().contains(artifact.hash())).count();
            return ArtifactLabel.of(artifact).status(artifact, (int) have);
        }).toList();
    }

    /** A connection has ended: what was fetched over it counts no more. */
    void gone(final Connection connection) {
        fetched.remove(connection);
    }

    private static List<ArtifactRef> refs(final CodeVersion version) {
        return version.artifacts().stream().map(a -> new ArtifactRef(a.hash(), a.kind().name().toLowerCase(Locale.ROOT), a.name(), a.size())).toList();
    }

    /** Answers a request; returns at once. */
    void serve(final Connection connection, final Frame request, final FetchArtifact fetch) {
        answer(connection, request, () -> chunk(connection, fetch));
    }

    /** Answers a request; returns at once. */
    void serve(final Connection connection, final Frame request, final FetchCode fetch) {
        answer(connection, request, () -> {
            final CodeVersion version = code.version(fetch.code());
            return version == null ? new CodeList("Version " + fetch.code() + " of the application's code is not needed by any job of the driver any more", List.of())
                    : new CodeList(null, refs(version));
        });
    }

    private void answer(final Connection connection, final Frame request, final Supplier<WireMessage> answer) {
        try {
            readers.execute(() -> {
                final WireMessage message = answer.get();
                if (!connection.reply(request, message.type(), format.encode(message))) {
                    gone(connection); // its end may have been told before
                }
            });
        } catch (final RejectedExecutionException e) {
            connection.close();
        }
    }

    private ArtifactChunk chunk(final Connection connection, final FetchArtifact fetch) {
        final Artifact artifact = code.find(fetch.hash());
        if (artifact == null) {
            return new ArtifactChunk(null);
        }
        try {
            final byte[] bytes = read(artifact, fetch);
            if (bytes.length == 0) {
                final Set<String> whole = fetched.computeIfAbsent(connection, key -> ConcurrentHashMap.newKeySet());
                whole.removeIf(hash -> code.find(hash) == null);
                whole.add(artifact.hash());
            }
            return new ArtifactChunk(bytes);
        } catch (final IOException e) {
            LOG.warn("The artifact {} cannot be read [file={}]", artifact.name(), artifact.file(), e);
            return new ArtifactChunk(null);
        }
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
