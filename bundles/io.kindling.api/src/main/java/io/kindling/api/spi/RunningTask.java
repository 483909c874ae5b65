package io.kindling.api.spi;

import io.kindling.api.AccumulatorV2;
import io.kindling.api.TaskContext;
import java.nio.file.Path;

/** One task attempt as the classes of the API need it that reach a task with its functions. Implemented by the executor; used on the attempt's thread. */
public interface RunningTask {

    /** What its functions may ask. */
    TaskContext context();

    /** An accumulator has come with a function: what it has gathered goes to the driver if the attempt succeeds. */
    void accumulates(AccumulatorV2<?, ?> accumulator);

    /**
     * What a broadcast that has come with a function does on this executor.
     *
     * @param id      names it in the application
     * @param content the SHA-256 of its encoded value, in hexadecimal
     */
    <T> BroadcastBackend<T> broadcast(long id, String content);

    /**
     * Where a file lies that the driver has added; blocks while it is fetched.
     *
     * @throws io.kindling.api.KindlingException if the application has no such file, or it cannot be fetched
     */
    Path file(String name);

    /** The directory with all files that the driver has added; blocks while they are fetched. */
    Path filesDirectory();
}
