package io.kindling.shuffle;

import io.kindling.dataflow.ShuffleAccess;
import io.kindling.dataflow.TaskMemory;
import io.kindling.protocol.message.FetchShuffle;
import io.kindling.protocol.message.MapOutputs;
import io.kindling.protocol.message.ShuffleChunk;
import io.kindling.protocol.message.TakeOutputs;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** The map outputs of one application on this executor. Thread-safe. */
@ProviderType
public interface ShuffleSession extends AutoCloseable {

    /** Says how it is done from now on; an executor learns it when it registers, before it has any map output. */
    void configure(ShuffleOptions options);

    /** The same, with all keys of the application, for whoever has keys of its own; told before it is the options. */
    default void configure(final Map<String, String> configuration) {
        // The options are all that the built-in one needs.
    }

    /** The driver has said where the map outputs of a shuffle are. The newest epoch stays. Does not block. */
    void update(MapOutputs outputs);

    /**
     * Answers another executor. Reads files: not for an event loop.
     *
     * @throws ShuffleBlockException    if a block is missing or damaged; it names the map for a FetchFailure
     * @throws IllegalArgumentException if the request is malformed
     */
    ShuffleChunk serve(FetchShuffle request) throws ShuffleBlockException;

    /**
     * Takes over map outputs of another executor: fetches their files, compares every checksum, and keeps them as if they had been
     * made here. What is here already counts as taken. Several threads may do this at once. Blocks for as long as it takes: not for
     * an event loop or an agent; keeps a few MiB in memory.
     *
     * @param listener is told of each map once, unless the thread is interrupted
     * @throws InterruptedException if the thread was interrupted; what was not whole by then is gone
     */
    void take(TakeOutputs order, TakeListener listener) throws InterruptedException;

    /**
     * What a task attempt gets.
     *
     * @param map    the partition that it computes
     * @param task   the attempt's id
     * @param memory what its map output may keep before it goes to files
     */
    ShuffleAccess access(int map, long task, TaskMemory memory);

    /** Forgets a shuffle and deletes its map outputs. */
    void remove(int shuffle);

    /**
     * In place of {@link #close}, if the directories are shared and the executor ends before its application: what has been committed stays
     * for other executors.
     */
    default void leave() {
        close();
    }

    /** Deletes all map outputs, if the directories are shared those of other executors, too. What is still asked for afterwards fails. */
    @Override
    void close();
}
