package io.kindling.driver.shared;

import io.kindling.api.AccumulatorV2;
import io.kindling.api.DoubleAccumulator;
import io.kindling.api.LongAccumulator;
import io.kindling.deploy.ClassSpace;
import io.kindling.protocol.message.AccumulatorUpdate;
import java.io.ByteArrayInputStream;
import java.io.ObjectInput;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The accumulators of one application, as long as anybody can read them. Thread-safe, but for merging, which one thread does. */
public final class Accumulators {

    private final String application;
    private final AtomicLong last = new AtomicLong();
    private final Map<Long, Known> known = new ConcurrentHashMap<>();
    private final ReferenceQueue<AccumulatorV2<?, ?>> unreachable = new ReferenceQueue<>();

    Accumulators(final String application) {
        this.application = application;
    }

    /** The number of the next one. */
    public long next() {
        return last.getAndIncrement();
    }

    /** From now on what tasks gather for it is merged into it. */
    public void add(final AccumulatorV2<?, ?> accumulator) {
        for (Reference<?> gone; (gone = unreachable.poll()) != null;) {
            known.remove(((Known) gone).id);
        }
        known.put(accumulator.id(), new Known(accumulator, unreachable));
    }

    /**
     * Merges what one task has gathered.
     *
     * @throws UpdateException if the application's accumulator does not take it; names it
     */
    void merge(final AccumulatorUpdate update, final ClassSpace space) throws UpdateException {
        if (!application.equals(update.application())) {
            throw new UpdateException(update.label() + " belongs to another context (" + update.application()
                    + "): register an accumulator with the context whose jobs add to it", null);
        }
        final Known reference = known.get(update.id());
        final AccumulatorV2<?, ?> accumulator = reference == null ? null : reference.get();
        if (accumulator != null) { // nobody can read it otherwise
            try {
                merge(accumulator, decode(update, space));
            } catch (final Exception | LinkageError | VirtualMachineError e) {
                throw new UpdateException(text(update, accumulator, e), e);
            }
        }
    }

    private static String text(final AccumulatorUpdate update, final AccumulatorV2<?, ?> accumulator, final Throwable error) {
        return update.label() + " of " + accumulator.getClass().getName() + " does not take what a task has gathered for it (" + update.value().length
                + " bytes): " + describe(error);
    }

    /** The application's exceptions may throw themselves. */
    private static String describe(final Throwable error) {
        try {
            return error.toString();
        } catch (final RuntimeException | StackOverflowError e) {
            return error.getClass().getName();
        }
    }

    private static AccumulatorV2<?, ?> decode(final AccumulatorUpdate update, final ClassSpace space) throws Exception {
        return switch (update.kind()) {
            case LONG -> new LongAccumulator(update.sum(), update.count());
            case DOUBLE -> new DoubleAccumulator(Double.longBitsToDouble(update.sum()), update.count());
            case OBJECT -> read(update.value(), space);
        };
    }

    private static AccumulatorV2<?, ?> read(final byte[] bytes, final ClassSpace space) throws Exception {
        try (ObjectInput in = space.input(new ByteArrayInputStream(bytes))) {
            return (AccumulatorV2<?, ?>) in.readObject();
        }
    }

    @SuppressWarnings("unchecked")
    private static <A, B> void merge(final AccumulatorV2<?, ?> into, final AccumulatorV2<?, ?> update) {
        ((AccumulatorV2<A, B>) into).merge((AccumulatorV2<A, B>) update);
    }

    /** What a task has gathered cannot be counted. Its message is a sentence for the user. */
    static final class UpdateException extends Exception {

        private static final long serialVersionUID = 1L;

        UpdateException(final String message, final Throwable cause) {
            super(message, cause);
        }
    }

    private static final class Known extends WeakReference<AccumulatorV2<?, ?>> {

        private final long id;

        Known(final AccumulatorV2<?, ?> accumulator, final ReferenceQueue<AccumulatorV2<?, ?>> queue) {
            super(accumulator, queue);
            id = accumulator.id();
        }
    }
}
