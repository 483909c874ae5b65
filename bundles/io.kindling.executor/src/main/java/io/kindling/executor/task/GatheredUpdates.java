package io.kindling.executor.task;

import io.kindling.api.AccumulatorV2;
import io.kindling.api.DoubleAccumulator;
import io.kindling.api.LongAccumulator;
import io.kindling.common.ByteSize;
import io.kindling.deploy.ClassSpace;
import io.kindling.protocol.message.AccumulatorUpdate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutput;
import java.io.ObjectStreamException;
import java.util.ArrayList;
import java.util.List;

/** The accumulators that came with the functions of one attempt. Thread-safe, since a task may hand them to threads of its own. */
final class GatheredUpdates {

    private final List<AccumulatorV2<?, ?>> accumulators = new ArrayList<>();

    synchronized void add(final AccumulatorV2<?, ?> accumulator) {
        accumulators.add(accumulator);
    }

    /**
     * What they have, at the attempt's end.
     *
     * @param room the most bytes that it may be
     * @return null if that is nothing
     * @throws UpdatesException names the accumulator that cannot be sent
     */
    synchronized byte[] encode(final ClassSpace space, final int room) throws UpdatesException {
        final List<AccumulatorUpdate> updates = new ArrayList<>();
        long bytes = 0;
        for (final AccumulatorV2<?, ?> accumulator : accumulators) {
            final AccumulatorUpdate update = update(accumulator, space);
            if (update != null) {
                updates.add(update);
                bytes += update.value().length;
                if (bytes > room) {
                    throw new UpdatesException(update.label() + " of " + accumulator.getClass().getName() + " has " + ByteSize.format(update.value().length)
                            + " after one task, and a task can send " + ByteSize.format(room)
                            + " beside its result; gather less in it, or make a data set of what it gathers", true, null);
                }
            }
        }
        return updates.isEmpty() ? null : AccumulatorUpdate.encode(updates);
    }

    private static AccumulatorUpdate update(final AccumulatorV2<?, ?> accumulator, final ClassSpace space) throws UpdatesException {
        final long id = accumulator.id();
        final String name = accumulator.name().orNull();
        final String application = accumulator.application();
        try {
            if (accumulator.isZero()) {
                return null;
            } else if (accumulator.getClass() == LongAccumulator.class) {
                final LongAccumulator number = (LongAccumulator) accumulator;
                return AccumulatorUpdate.ofLong(application, id, name, number.sum(), number.count());
            } else if (accumulator.getClass() == DoubleAccumulator.class) {
                final DoubleAccumulator number = (DoubleAccumulator) accumulator;
                return AccumulatorUpdate.ofDouble(application, id, name, number.sum(), number.count());
            }
            return AccumulatorUpdate.ofObject(application, id, name, write(accumulator, space));
        } catch (final IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
            throw new UpdatesException(AccumulatorUpdate.ofLong(application, id, name, 0, 0).label() + " of " + accumulator.getClass().getName()
                    + " cannot be sent to the driver: " + FailureText.summary(e), e instanceof ObjectStreamException, e);
        }
    }

    private static byte[] write(final AccumulatorV2<?, ?> accumulator, final ClassSpace space) throws IOException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // Not closed: after an OutOfMemoryError that would throw the same one, which then stands in its own way.
        final ObjectOutput out = space.output(bytes);
        out.writeObject(accumulator);
        out.flush();
        return bytes.toByteArray();
    }
}
