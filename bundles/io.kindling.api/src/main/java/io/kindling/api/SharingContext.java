package io.kindling.api;

import io.kindling.api.spi.ContextBackend;
import io.kindling.api.spi.CurrentTask;
import java.util.List;

/** What a context shares with its tasks: broadcasts, accumulators, files. */
abstract class SharingContext extends JobContext {

    private static final int LONGEST_NAME = 1_000;

    SharingContext(final ContextBackend backend) {
        super(backend);
    }

    /**
     * A value that travels to each executor once, for functions that capture the broadcast. The value must not be changed from now on. Values with
     * the same encoded content travel once, however often they are broadcast.
     *
     * @throws KindlingException if it cannot travel
     */
    public <T> Broadcast<T> broadcast(final T value) {
        return driver().broadcast(value);
    }

    /** A registered accumulator of whole numbers. */
    public LongAccumulator longAccumulator() {
        return longAccumulator(null);
    }

    /** A registered accumulator of whole numbers with a name. */
    public LongAccumulator longAccumulator(final String name) {
        final LongAccumulator accumulator = new LongAccumulator();
        register(accumulator, name);
        return accumulator;
    }

    /** A registered accumulator of numbers. */
    public DoubleAccumulator doubleAccumulator() {
        return doubleAccumulator(null);
    }

    /** A registered accumulator of numbers with a name. */
    public DoubleAccumulator doubleAccumulator(final String name) {
        final DoubleAccumulator accumulator = new DoubleAccumulator();
        register(accumulator, name);
        return accumulator;
    }

    /** A registered accumulator that gathers values. */
    public <T> CollectionAccumulator<T> collectionAccumulator() {
        return collectionAccumulator(null);
    }

    /** A registered accumulator that gathers values, with a name. */
    public <T> CollectionAccumulator<T> collectionAccumulator(final String name) {
        final CollectionAccumulator<T> accumulator = new CollectionAccumulator<>();
        register(accumulator, name);
        return accumulator;
    }

    /** Registers an accumulator, so that tasks can add to it. */
    public void register(final AccumulatorV2<?, ?> accumulator) {
        register(accumulator, null);
    }

    /**
     * Registers an accumulator with a name, so that tasks can add to it.
     *
     * @param name for messages, at most 1,000 characters
     * @throws IllegalStateException if it has been registered
     */
    public void register(final AccumulatorV2<?, ?> accumulator, final String name) {
        if (name != null && name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("The name of an accumulator has " + name.length() + " characters, at most " + LONGEST_NAME + " are allowed");
        }
        accumulator.register(driver().applicationId(), driver().nextAccumulator(), name);
        driver().accumulates(accumulator);
    }

    /**
     * Adds a file for tasks, which find it with {@link KindlingFiles#get} by its name without directories. It is copied now, and travels to an executor
     * when a task there asks for it.
     *
     * @param path of a file of the driver; {@code file:} URIs too
     * @throws KindlingException if there is no such file, or one of this name with other content was added before
     */
    public void addFile(final String path) {
        addFile(path, false);
    }

    /**
     * Adds a file, or a directory with all that is in it.
     *
     * @param recursive whether directories are allowed
     */
    public void addFile(final String path, final boolean recursive) {
        driver().addFile(path, recursive);
        CurrentTask.use(driver());
    }

    /**
     * Adds a Python file or an archive of Python packages, for the programs of {@link Rdd#pipe} in jobs that begin from now on: they find it on their
     * {@code PYTHONPATH}, before what that has already. Like {@link #addFile} otherwise.
     *
     * @param path ends with {@code .py}, {@code .zip}, {@code .egg} or {@code .whl}
     * @throws KindlingException if it does not, there is no such file, or one of this name with other content was added before
     */
    public void addPyFile(final String path) {
        driver().addPyFile(path);
        CurrentTask.use(driver());
    }

    /** The names of the files that were added; those of a directory have it in their names. */
    public List<String> listFiles() {
        return driver().listFiles();
    }
}
