package io.kindling.shuffle.file;

import io.kindling.dataflow.ShuffleAccess.PartitionedOutput;
import io.kindling.dataflow.TaskMemory;
import io.kindling.protocol.message.FetchShuffle;
import io.kindling.protocol.message.ShuffleChunk;
import io.kindling.shuffle.ShuffleBlockException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The map outputs on this executor. Thread-safe. */
public final class ShuffleStore {

    /** However much is asked for. */
    private static final int LARGEST_CHUNK = 8 << 20;

    private final LocalDirectories directories;
    private final Map<MapOutputId, Path> files = new ConcurrentHashMap<>();
    private final Set<MapOutputId> receiving = ConcurrentHashMap.newKeySet();
    private final Set<Integer> begun = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    public ShuffleStore(final List<Path> roots) throws IOException {
        directories = new LocalDirectories(roots);
    }

    /** Begins a map output. */
    public PartitionedOutput write(final MapOutputId id, final int partitions, final TaskMemory memory) throws IOException {
        if (closed) {
            throw new IOException("The map outputs of this application have been given up");
        }
        begun.add(id.shuffle());
        return new MapOutputWriter(id, partitions, directories, memory, this::committed);
    }

    /** Whether a map output is here. */
    public boolean has(final MapOutputId id) {
        return files.containsKey(id);
    }

    /**
     * Begins to receive the file of a map output that another executor has made.
     *
     * @throws IOException if there is no place for it, or somebody is at it already
     */
    public ReceivedOutput receive(final MapOutputId id) throws IOException {
        if (closed) {
            throw new IOException("The map outputs of this application have been given up");
        }
        if (!receiving.add(id)) {
            throw new IOException("The " + id + " is being taken over already");
        }
        begun.add(id.shuffle());
        try {
            return new ReceivedOutput(id, directories, this::received, () -> receiving.remove(id));
        } catch (final IOException | RuntimeException e) {
            receiving.remove(id);
            throw e;
        }
    }

    private void received(final MapOutputId id, final Path file) throws IOException {
        committed(id, file);
        if (!begun.contains(id.shuffle())) {
            files.remove(id);
            LocalDirectories.deleteQuietly(file);
            throw new IOException("Nobody needs shuffle " + id.shuffle() + " any more");
        }
    }

    static String folder(final int shuffle) {
        return "shuffle-" + shuffle;
    }

    private void committed(final MapOutputId id, final Path file) {
        files.put(id, file);
        if (closed) {
            files.remove(id);
            LocalDirectories.deleteQuietly(file);
        }
    }

    /** A whole block, compared with its checksum; read a second time if that fails. */
    public byte[] block(final MapOutputId id, final int partition) throws ShuffleBlockException {
        try {
            return readBlock(id, partition);
        } catch (final ShuffleBlockException e) {
            try {
                return readBlock(id, partition);
            } catch (final ShuffleBlockException second) {
                second.addSuppressed(e);
                throw second;
            }
        }
    }

    private byte[] readBlock(final MapOutputId id, final int partition) throws ShuffleBlockException {
        try (MapOutputFile file = open(id)) {
            return file.block(partition);
        } catch (final IOException e) {
            throw damaged(id, e);
        }
    }

    /** Answers a request. */
    public ShuffleChunk serve(final FetchShuffle request) throws ShuffleBlockException {
        final int[] maps = request.maps();
        if (maps.length == 0 || maps.length != request.attempts().length || request.offset() < 0 || request.maxBytes() < 1) {
            throw new IllegalArgumentException("A request for " + maps.length + " maps of " + request.attempts().length + " attempts from "
                    + request.offset() + ", at most " + request.maxBytes() + " bytes, cannot be answered");
        }
        final List<ShuffleChunk.BlockPart> parts = new ArrayList<>();
        int room = Math.min(request.maxBytes(), LARGEST_CHUNK);
        long offset = request.offset();
        for (int i = 0; i < maps.length && room > 0; i++) {
            final MapOutputId id = new MapOutputId(request.shuffle(), maps[i], request.attempts()[i]);
            try (MapOutputFile file = open(id)) {
                final FileLayout.Entry entry = request.partition() == FetchShuffle.WHOLE_FILE ? file.all() : file.entry(request.partition());
                if (offset > entry.length()) {
                    throw new IOException("a part from " + offset + " was asked for, the block has " + entry.length() + " bytes");
                }
                final int length = (int) Math.min(room, entry.length() - offset);
                parts.add(new ShuffleChunk.BlockPart(maps[i], entry.length(), entry.checksum(), file.part(entry, offset, length)));
                room -= length;
            } catch (final IOException e) {
                throw damaged(id, e);
            }
            offset = 0;
        }
        return new ShuffleChunk(parts);
    }

    private MapOutputFile open(final MapOutputId id) throws IOException, ShuffleBlockException {
        final Path file = files.get(id);
        if (file == null) {
            throw new ShuffleBlockException(id.map(), "The " + id + " is not on this executor");
        }
        return MapOutputFile.open(id, file);
    }

    private static ShuffleBlockException damaged(final MapOutputId id, final IOException e) {
        return new ShuffleBlockException(id.map(), "The " + id + " cannot be read: " + e, e);
    }

    /** Forgets a shuffle. */
    public void remove(final int shuffle) {
        begun.remove(shuffle);
        files.keySet().removeIf(id -> id.shuffle() == shuffle);
        directories.delete(folder(shuffle));
    }

    /** Forgets all. */
    public void close() {
        closed = true;
        begun.forEach(this::remove);
    }
}
