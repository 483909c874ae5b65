package io.kindling.dataflow.codec;

import io.kindling.api.serializer.RecordSerializer;
import io.kindling.dataflow.RecordCodecException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Supplier;

/** Values by the serialiser that the application has chosen, whose workers are pooled. Thread-safe. */
final class ForeignValues {

    private static final int POOLED = 64;

    private final Supplier<RecordSerializer.Worker> maker;
    private final BlockingQueue<RecordSerializer.Worker> pool = new ArrayBlockingQueue<>(POOLED);

    /** @param maker of workers; called when the first value comes, so that what it throws fails a task and not its executor */
    ForeignValues(final Supplier<RecordSerializer.Worker> maker) {
        this.maker = maker;
    }

    /** None is chosen. */
    static ForeignValues none() {
        return new ForeignValues(() -> {
            throw ByteSource.malformed("a value was written by a serialiser that is not chosen here");
        });
    }

    private RecordSerializer.Worker worker() {
        final RecordSerializer.Worker pooled = pool.poll();
        return pooled == null ? maker.get() : pooled;
    }

    /** Writes a value with its length; false, with part of it written, if the serialiser does not take it. */
    boolean write(final Object value, final ByteSink out) {
        final RecordSerializer.Worker worker = worker();
        final int start = out.size;
        out.ensure(4);
        out.size += 4;
        try {
            if (!worker.write(value, out)) {
                pool.offer(worker);
                return false;
            }
        } catch (final IOException | RuntimeException e) { // the worker is not used again
            throw new RecordCodecException("A record of " + value.getClass().getName() + " cannot be serialised: " + e, e);
        }
        pool.offer(worker);
        out.patchInt(start, out.size - start - 4);
        return true;
    }

    Object read(final ByteSource in) {
        final int length = in.int32();
        in.need(length);
        final RecordSerializer.Worker worker = worker();
        final Object value;
        try {
            value = worker.read(new ByteArrayInputStream(in.array(), in.position, length));
        } catch (final IOException | ClassNotFoundException | RuntimeException | LinkageError e) {
            throw new RecordCodecException("A record cannot be deserialised: " + e, e);
        }
        pool.offer(worker);
        in.position += length;
        return value;
    }
}
