package org.example.kindling.folder;

import io.kindling.common.files.DataFiles;
import io.kindling.dataflow.ShuffleAccess;
import io.kindling.dataflow.TaskMemory;
import io.kindling.protocol.message.FetchShuffle;
import io.kindling.protocol.message.MapOutputs;
import io.kindling.protocol.message.ShuffleChunk;
import io.kindling.protocol.message.TakeOutputs;
import io.kindling.shuffle.ShuffleBlockException;
import io.kindling.shuffle.ShuffleOptions;
import io.kindling.shuffle.ShuffleSession;
import io.kindling.shuffle.ShuffleSetup;
import io.kindling.shuffle.TakeListener;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The map outputs of one application on one executor, in one folder of the executor's own. */
final class FolderSession implements ShuffleSession {

    private final Path folder;
    private final Map<Integer, MapOutputs> places = new ConcurrentHashMap<>();
    private volatile ShuffleSetup setup;

    FolderSession(final ShuffleSetup setup) throws IOException {
        this.setup = setup;
        folder = Files.createDirectories(setup.directories().get(0).resolve("folder"));
    }

    @Override
    public void configure(final ShuffleOptions options) {
        setup = setup.with(options);
    }

    /** Sealed, if the application wants that. */
    private DataFiles files() {
        return setup.options().key().over(DataFiles.PLAIN);
    }

    @Override
    public void update(final MapOutputs outputs) {
        places.merge(outputs.shuffle(), outputs, (old, other) -> other.epoch() >= old.epoch() ? other : old);
    }

    @Override
    public ShuffleAccess access(final int map, final long task, final TaskMemory memory) {
        return new ShuffleAccess() {

            @Override
            public PartitionedOutput write(final int shuffle, final int partitions) throws IOException {
                return new FileOutput(files(), new OutputName(shuffle, map, task).in(folder));
            }

            @Override
            public Iterator<byte[]> read(final int shuffle, final int partition) {
                final ShuffleSetup now = setup;
                return new Batches(places.get(shuffle), partition, (where, name) -> where.executor() == now.executor()
                        ? files().input(name.in(folder)) : new RemoteInput(now, where, name, partition));
            }
        };
    }

    /** One map output an answer: the asker goes on with the next. A partition is read anew for each of its parts, which a better shuffle would not do. */
    @Override
    public ShuffleChunk serve(final FetchShuffle request) throws ShuffleBlockException {
        if (request.maps().length == 0 || request.attempts().length == 0 || request.offset() < 0 || request.maxBytes() < 1) {
            throw new IllegalArgumentException("A request for " + request.maps().length + " maps from " + request.offset() + " cannot be answered");
        }
        final OutputName name = new OutputName(request.shuffle(), request.maps()[0], request.attempts()[0]);
        try {
            final byte[] whole = bytes(name, request.partition());
            final int from = (int) Math.min(whole.length, request.offset());
            final byte[] part = Arrays.copyOfRange(whole, from, (int) Math.min(whole.length, (long) from + request.maxBytes()));
            return new ShuffleChunk(List.of(new ShuffleChunk.BlockPart(name.map(), whole.length, 0, part)));
        } catch (final IOException e) {
            throw new ShuffleBlockException(name.map(), "The " + name + " is not here, or cannot be read: " + e, e);
        }
    }

    private byte[] bytes(final OutputName name, final int partition) throws IOException {
        if (partition == FetchShuffle.WHOLE_FILE) {
            try (InputStream in = files().input(name.in(folder))) {
                return in.readAllBytes();
            }
        }
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(files().input(name.in(folder))))) {
            Frames.copy(in, partition, new DataOutputStream(bytes));
        }
        return bytes.toByteArray();
    }

    @Override
    public void take(final TakeOutputs order, final TakeListener listener) {
        for (int i = 0; i < order.maps().length; i++) {
            final OutputName name = new OutputName(order.shuffle(), order.maps()[i], order.attempts()[i]);
            final Path file = name.in(folder);
            final Path begun = folder.resolve("taken-" + order.move() + "-" + file.getFileName());
            try {
                if (!Files.exists(file)) {
                    try (InputStream in = new RemoteInput(setup, order.from(), name, FetchShuffle.WHOLE_FILE); OutputStream out = files().output(begun)) {
                        in.transferTo(out);
                    }
                    try (InputStream in = new BufferedInputStream(files().input(begun))) {
                        Frames.check(in);
                    }
                    Files.move(begun, file, StandardCopyOption.ATOMIC_MOVE);
                }
                listener.taken(name.map());
            } catch (final IOException e) {
                delete(begun);
                listener.failed(name.map(), "The " + name + " cannot be taken over: " + e);
            }
        }
    }

    @Override
    public void remove(final int shuffle) {
        places.remove(shuffle);
        deleteAll(OutputName.allOf(shuffle));
    }

    @Override
    public void close() {
        places.clear();
        deleteAll("*");
        delete(folder);
    }

    private void deleteAll(final String names) {
        if (!Files.isDirectory(folder)) {
            return; // closed twice
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, names)) {
            files.forEach(FolderSession::delete);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(final Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
