package io.kindling.executor.shared;

import io.kindling.api.KindlingException;
import io.kindling.api.spi.BroadcastBackend;
import io.kindling.dataflow.RecordCodec;
import io.kindling.dataflow.RecordCodecException;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.lang.ref.SoftReference;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * The values of broadcasts for one version of the application's code: decoded once, held by the functions that use them, and softly between
 * stages. Thread-safe.
 */
final class SharedValues implements SharedContents.Values {

    private final HeldContents contents;
    private final IntFunction<AddedFiles> files;
    private final RecordCodec codec;
    private final Map<String, SoftReference<Value>> values = new ConcurrentHashMap<>();
    private final Map<String, ReentrantLock> decoding = new ConcurrentHashMap<>();
    private final Consumer<String> watcher = this::drop;

    /** @param files by session */
    SharedValues(final HeldContents contents, final IntFunction<AddedFiles> files, final RecordCodec codec) {
        this.contents = contents;
        this.files = files;
        this.codec = codec;
        contents.watch(watcher);
    }

    /** A decoded value, and whether the driver has said since to forget it. */
    private static final class Value {

        private final Object value;
        private volatile boolean dropped;

        Value(final Object value) {
            this.value = value;
        }
    }

    @Override
    public <T> BroadcastBackend<T> broadcast(final long id, final String content) {
        return new Backend<>(id, content);
    }

    @Override
    public Path file(final int session, final String name) {
        return files.apply(session).file(name);
    }

    @Override
    public Path filesDirectory(final int session) {
        return files.apply(session).directory();
    }

    private Value known(final String content) {
        final SoftReference<Value> reference = values.get(content);
        return reference == null ? null : reference.get();
    }

    private Value value(final long id, final String content) {
        final Value known = known(content);
        if (known != null) {
            return known;
        }
        final ReentrantLock lock = decoding.computeIfAbsent(content, key -> new ReentrantLock()); // one copy for all who come together
        try {
            lock.lockInterruptibly();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KindlingException("The task was ended while it waited for Broadcast(" + id + ")", e);
        }
        try {
            final Value meanwhile = known(content);
            if (meanwhile != null) {
                return meanwhile;
            }
            final Value value = new Value(decode(id, content));
            values.put(content, new SoftReference<>(value));
            return value;
        } finally {
            lock.unlock();
        }
    }

    private Object decode(final long id, final String content) {
        final String what = "Broadcast(" + id + ")";
        final byte[] bytes = contents.read(id, content, what, new HeldContents.Target<byte[]>() {

            private ExactBytes all;

            @Override
            public OutputStream open(final long length) {
                all = new ExactBytes(Math.toIntExact(length));
                return all;
            }

            @Override
            public byte[] done() {
                return all.bytes();
            }
        });
        try {
            final List<Object> records = codec.decode(bytes);
            return records.get(0);
        } catch (final RecordCodecException e) {
            throw new KindlingException("The value of " + what + " cannot be read on this executor: " + e.getMessage(), e);
        }
    }

    private void drop(final String content) {
        decoding.remove(content);
        final SoftReference<Value> reference = values.remove(content);
        final Value value = reference == null ? null : reference.get();
        if (value != null) {
            value.dropped = true;
        }
    }

    @Override
    public void close() {
        contents.unwatch(watcher);
        values.clear();
        decoding.clear();
    }

    /** Bytes of a known number, without a copy at the end. */
    private static final class ExactBytes extends ByteArrayOutputStream {

        ExactBytes(final int length) {
            super(length);
        }

        byte[] bytes() {
            return count == buf.length ? buf : toByteArray();
        }
    }

    /** What a broadcast that came with a function does here. */
    private final class Backend<T> implements BroadcastBackend<T> {

        private final long id;
        private final String content;
        private volatile Value mine;

        Backend(final long id, final String content) {
            this.id = id;
            this.content = content;
        }

        @Override
        @SuppressWarnings("unchecked")
        public T value() {
            Value value = mine;
            if (value == null || value.dropped) {
                value = SharedValues.this.value(id, content);
                mine = value;
            }
            return (T) value.value;
        }

        @Override
        public void unpersist(final boolean blocking) {
            throw new KindlingException("Broadcast(" + id + ") can be unpersisted at the driver only, not inside a task");
        }

        @Override
        public void destroy(final boolean blocking) {
            throw new KindlingException("Broadcast(" + id + ") can be destroyed at the driver only, not inside a task");
        }

        @Override
        public void travels() {
            // With a result, to wherever that goes.
        }
    }
}
