package io.kindling.shuffle.file;

import io.kindling.common.Clock;
import io.kindling.common.files.DataFiles;
import io.kindling.common.files.DataKey;
import io.kindling.compression.CompressionCodec;
import io.kindling.dataflow.ShuffleAccess.PartitionedOutput;
import io.kindling.dataflow.TaskMemory;
import io.kindling.protocol.message.FetchShuffle;
import io.kindling.protocol.message.ShuffleChunk;
import io.kindling.shuffle.ShuffleBlockException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** The map outputs on this executor, and those on its host that it may look at. Thread-safe. */
public final class ShuffleStore {

    /** However much is asked for. */
    private static final int LARGEST_CHUNK = 8 << 20;
    /** What the indexes of files may take on the heap; those that come later are read from their files. */
    private static final long INDEX_BYTES = 8L << 20;

    private volatile Disks disks;
    private final Map<MapOutputId, Stored> files = new ConcurrentHashMap<>();
    private final Set<MapOutputId> receiving = ConcurrentHashMap.newKeySet();
    private final boolean shared;
    private final Set<Integer> begun = ConcurrentHashMap.newKeySet();
    private final AtomicLong indexBytes = new AtomicLong();
    private volatile boolean closed;

    /**
     * Opens a store.
     *
     * @param codec  of blocks; null for none
     * @param key    what files are sealed with
     * @param shared whether other executors of the application use the same directories
     */
    public ShuffleStore(final List<Path> roots, final DataFiles access, final CompressionCodec codec, final DataKey key, final Clock clock,
                        final boolean shared) throws IOException {
        this.shared = shared;
        disks = new Disks(new LocalDirectories(roots, clock), key.over(access), access, new DirectBuffers(), codec);
    }

    /** @param index null if it is read from the file */
    private record Stored(Path path, MapOutputIndex index) {
    }

    /** What is written from now on is compressed, or not if the codec is null, and sealed with a key, if it is one; so must be what is read. */
    public void pack(final CompressionCodec codec, final DataKey key) {
        disks = new Disks(disks.directories(), key.over(disks.raw()), disks.raw(), disks.buffers(), codec);
    }

    /** Begins a map output. */
    public PartitionedOutput write(final MapOutputId id, final int partitions, final TaskMemory memory) throws IOException {
        if (closed) {
            throw new IOException("The map outputs of this application have been given up");
        }
        begun.add(id.shuffle());
        return new MapOutputWriter(id, partitions, disks, memory, this::committed);
    }

    /** Whether a map output is here. */
    public boolean has(final MapOutputId id) {
        return files.containsKey(id) || left(id) != null;
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
            return new ReceivedOutput(id, disks, this::received, () -> receiving.remove(id));
        } catch (final IOException | RuntimeException e) {
            receiving.remove(id);
            throw e;
        }
    }

    private void received(final MapOutputId id, final Path file) throws IOException {
        committed(id, file, null);
        if (!has(id)) {
            throw new IOException("Nobody needs shuffle " + id.shuffle() + " any more");
        }
    }

    static String folder(final int shuffle) {
        return "shuffle-" + shuffle;
    }

    private void committed(final MapOutputId id, final Path file, final MapOutputIndex index) {
        final boolean kept = index != null && indexBytes.addAndGet(index.bytes()) <= INDEX_BYTES;
        if (index != null && !kept) {
            indexBytes.addAndGet(-index.bytes());
        }
        files.put(id, new Stored(file, kept ? index : null));
        if (closed || !begun.contains(id.shuffle())) { // forgotten while an attempt was at it that nobody waits for
            forget(id);
            LocalDirectories.deleteQuietly(file);
        }
    }

    private void forget(final MapOutputId id) {
        final Stored stored = files.remove(id);
        if (stored != null && stored.index != null) {
            indexBytes.addAndGet(-stored.index.bytes());
        }
    }

    /**
     * The block of a map output that is here; null if it is empty.
     *
     * @throws ShuffleBlockException if it is not here, or cannot be read
     */
    public LocalBlock block(final MapOutputId id, final int partition) throws ShuffleBlockException {
        final Stored stored = stored(id);
        try {
            if (stored.index == null) {
                return block(id, MapOutputFile.open(id, stored.path, disks), partition);
            }
            if (partition < 0 || partition >= stored.index.partitions()) {
                throw new IOException("it has " + stored.index.partitions() + " partitions, not partition " + partition);
            }
            final FileLayout.Entry entry = stored.index.entry(partition);
            if (entry.length() == 0) {
                return null;
            }
            final FileChannel channel = disks.access().open(stored.path, StandardOpenOption.READ);
            return new LocalBlock(id, channel, new BlockReader(channel, entry, disks));
        } catch (final IOException e) {
            throw damaged(id, e);
        }
    }

    private LocalBlock block(final MapOutputId id, final MapOutputFile file, final int partition) throws IOException {
        try {
            final FileLayout.Entry entry = file.entry(partition);
            if (entry.length() > 0) {
                return new LocalBlock(id, file, new BlockReader(file.channel(), entry, disks));
            }
        } catch (final IOException e) {
            file.close();
            throw e;
        }
        file.close();
        return null;
    }

    /**
     * The block of a map output of another executor on this host.
     *
     * @param roots where that executor has its files
     * @return null if it is empty
     * @throws IOException if there is no such file that may be read; then the other executor is asked
     */
    public LocalBlock neighboursBlock(final MapOutputId id, final int partition, final List<Path> roots) throws IOException {
        for (int i = 0; i < roots.size(); i++) {
            final Path file = roots.get(Math.floorMod(id.spread() + i, roots.size())).resolve(folder(id.shuffle())).resolve(id.fileName());
            try {
                return block(id, MapOutputFile.open(id, file, disks), partition);
            } catch (final NoSuchFileException e) {
                continue; // it may be in the next one
            }
        }
        throw new IOException("The " + id + " is in none of " + roots);
    }

    /** Answers a request. */
    public ShuffleChunk serve(final FetchShuffle request) throws ShuffleBlockException {
        final int[] maps = request.maps();
        if (maps.length == 0 || maps.length != request.attempts().length || request.offset() < 0) {
            throw new IllegalArgumentException("A request for " + maps.length + " maps of " + request.attempts().length + " attempts from "
                    + request.offset() + " cannot be answered");
        }
        final MapOutputId first = new MapOutputId(request.shuffle(), maps[0], request.attempts()[0]);
        if (request.maxBytes() == FetchShuffle.WHERE) {
            return where(maps[0]);
        } else if (request.maxBytes() == FetchShuffle.VERIFY) {
            return verified(first, request.partition());
        } else if (request.maxBytes() < 1) {
            throw new IllegalArgumentException("A request for at most " + request.maxBytes() + " bytes cannot be answered");
        }
        final List<ShuffleChunk.BlockPart> parts = new ArrayList<>();
        int room = Math.min(request.maxBytes(), LARGEST_CHUNK);
        long offset = request.offset();
        for (int i = 0; i < maps.length && room > 0; i++) {
            final MapOutputId id = new MapOutputId(request.shuffle(), maps[i], request.attempts()[i]);
            try (MapOutputFile file = MapOutputFile.open(id, stored(id).path, disks)) {
                final boolean whole = request.partition() == FetchShuffle.WHOLE_FILE;
                final ShuffleChunk.BlockPart part = whole ? file.part(maps[i], offset, room) : file.part(maps[i], file.entry(request.partition()), offset, room);
                parts.add(part);
                room -= part.bytes().length;
            } catch (final IOException e) {
                throw damaged(id, e);
            }
            offset = 0;
        }
        return new ShuffleChunk(parts);
    }

    /** Where files are, for executors on the same host. */
    private ShuffleChunk where(final int map) {
        final String roots = disks.directories().roots().stream().map(root -> root.toAbsolutePath().toString()).collect(Collectors.joining("\n"));
        return new ShuffleChunk(List.of(new ShuffleChunk.BlockPart(map, 0, 0, roots.getBytes(StandardCharsets.UTF_8))));
    }

    private ShuffleChunk verified(final MapOutputId id, final int partition) throws ShuffleBlockException {
        try (MapOutputFile file = MapOutputFile.open(id, stored(id).path, disks)) {
            file.verify(file.entry(partition), partition);
            return new ShuffleChunk(List.of(new ShuffleChunk.BlockPart(id.map(), 0, 0, new byte[0])));
        } catch (final IOException e) {
            throw damaged(id, e);
        }
    }

    /** What another executor has written into the same directories; null if there is no such file. */
    private Stored left(final MapOutputId id) {
        if (shared && !closed) {
            for (final Path root : directories().roots()) {
                final Path file = root.resolve(folder(id.shuffle())).resolve(id.fileName());
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    begun.add(id.shuffle());
                    files.putIfAbsent(id, new Stored(file, null));
                    return files.get(id);
                }
            }
        }
        return null;
    }

    private Stored stored(final MapOutputId id) throws ShuffleBlockException {
        final Stored known = files.get(id);
        final Stored stored = known == null ? left(id) : known;
        if (stored == null) {
            throw new ShuffleBlockException(id.map(), "The " + id + " is not on this executor");
        }
        return stored;
    }

    static ShuffleBlockException damaged(final MapOutputId id, final IOException e) {
        return new ShuffleBlockException(id.map(), "The " + id + " cannot be read from its disk: " + e, e);
    }

    /** Forgets a shuffle. */
    public void remove(final int shuffle) {
        begun.remove(shuffle);
        files.keySet().stream().filter(id -> id.shuffle() == shuffle).forEach(this::forget);
        directories().delete(folder(shuffle));
    }

    private LocalDirectories directories() {
        return disks.directories();
    }

    /** Forgets all, and leaves it to the other executors. */
    public void leave() {
        closed = true;
        files.clear();
    }

    /** Forgets all and deletes it. */
    public void close() {
        closed = true;
        begun.forEach(this::remove);
        if (shared) {
            directories().deleteAll("shuffle-*");
        }
    }
}
