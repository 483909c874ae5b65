package io.kindling.executor.shared;

import io.kindling.api.KindlingException;
import io.kindling.common.ByteSize;
import io.kindling.compression.CompressionCodec;
import io.kindling.compression.CompressionCodecs;
import io.kindling.compression.Frames;
import io.kindling.protocol.message.BlockBytes;
import io.kindling.protocol.message.ContentPlan;
import io.kindling.protocol.message.FetchBlock;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The contents that this executor has fetched, each once, by their hash; others get blocks of them from here. Thread-safe. */
final class HeldContents implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HeldContents.class);

    private final ContentSource driver;
    private final BlockFetch fetch;
    private final BlockFile.Places places;
    private final Map<String, Held> contents = new ConcurrentHashMap<>();
    private final Set<Consumer<String>> watchers = new CopyOnWriteArraySet<>();

    HeldContents(final ContentSource driver, final BlockFetch fetch, final BlockFile.Places places) {
        this.driver = driver;
        this.fetch = fetch;
        this.places = places;
    }

    /** Tells from now on which contents are dropped; the watcher must not block. */
    void watch(final Consumer<String> watcher) {
        watchers.add(watcher);
    }

    void unwatch(final Consumer<String> watcher) {
        watchers.remove(watcher);
    }

    /** A block for another executor; its bytes are null if it is not here. */
    BlockBytes serve(final FetchBlock request) {
        final Held held = contents.get(request.content());
        final BlockFile file = held == null ? null : held.file;
        try {
            return new BlockBytes(file == null ? null : file.get(request.block()));
        } catch (final IOException e) {
            LOG.debug("Block {} of {} cannot be read", request.block(), request.content(), e); // dropped meanwhile, or a bad disk: others have it too
            return new BlockBytes(null);
        }
    }

    /**
     * Where the decoded content goes.
     *
     * @param <R> what becomes of it
     */
    interface Target<R> {

        /** What takes the bytes, in order. */
        OutputStream open(long bytes) throws IOException;

        /** After all of them. */
        R done() throws IOException;
    }

    /**
     * Copies a content, which is fetched first if it is not here.
     *
     * @param what for messages, e.g. {@code Broadcast(3)}
     * @throws KindlingException if the driver refuses it, or it cannot be had
     */
    <R> R read(final long broadcast, final String content, final String what, final Target<R> target) {
        try {
            return read(broadcast, content, target);
        } catch (final InterruptedIOException e) {
            throw new KindlingException(what + " was not waited for: " + e.getMessage(), e);
        } catch (final IOException e) {
            throw new KindlingException(what + " cannot be had on this executor: " + e.getMessage(), e);
        }
    }

    private <R> R read(final long broadcast, final String content, final Target<R> target) throws IOException {
        final Held held = contents.computeIfAbsent(content, key -> new Held());
        try {
            held.lock.lockInterruptibly(); // others wait for what one fetches
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the task was ended meanwhile");
        }
        try {
            if (held.file == null) {
                final ContentPlan plan = driver.find(broadcast, content);
                if (plan.refusal() != null) {
                    contents.remove(content, held);
                    throw new KindlingException(plan.refusal());
                }
                held.file = new BlockFile(plan, places);
            }
            fetch.complete(content, held.file);
            try (OutputStream out = target.open(held.file.plan().bytes())) {
                unpack(held.file, out);
            }
            return target.done();
        } finally {
            closeIfUseless(held);
            held.lock.unlock();
        }
    }

    /** With the lock; who waits for it gets the content anew, in a file that may be in a better place. */
    private static void closeIfUseless(final Held held) {
        if (held.dropped || held.file != null && held.file.isBroken()) {
            close(held);
        }
    }

    private static void unpack(final BlockFile file, final OutputStream out) throws IOException {
        final ContentPlan plan = file.plan();
        final CompressionCodec codec = plan.codec().isEmpty() ? null : CompressionCodecs.of(plan.codec());
        long written = 0;
        for (int block = 0; block < plan.lengths().length; block++) {
            final byte[] stored = file.get(block);
            final byte[] bytes = codec == null ? stored : Frames.unpack(codec, stored, 0);
            out.write(bytes);
            written += bytes.length;
        }
        if (written != plan.bytes()) {
            throw new IOException("it has " + ByteSize.format(written) + ", announced were " + ByteSize.format(plan.bytes()));
        }
    }

    /** Forgets contents; returns how many of them were here. What is being read stays until it has been. */
    int drop(final List<String> hashes) {
        int dropped = 0;
        for (final String content : hashes) {
            final Held held = contents.remove(content);
            watchers.forEach(watcher -> watcher.accept(content));
            if (held != null) {
                dropped++;
                held.dropped = true;
                if (held.lock.tryLock()) {
                    try {
                        closeIfUseless(held);
                    } finally {
                        held.lock.unlock();
                    }
                }
            }
        }
        return dropped;
    }

    private static void close(final Held held) {
        final BlockFile file = held.file;
        held.file = null;
        if (file != null) {
            try {
                file.close();
            } catch (final IOException e) {
                LOG.warn("The blocks of a dropped content cannot be deleted: {}", e.toString());
            }
        }
    }

    @Override
    public void close() {
        drop(List.copyOf(contents.keySet()));
    }

    /** One content. The lock is held by whoever fetches or reads it. */
    private static final class Held {

        private final ReentrantLock lock = new ReentrantLock();
        private volatile BlockFile file;
        private volatile boolean dropped;
    }
}
