package io.kindling.executor;

import io.kindling.common.config.ConfigKey;
import java.time.Duration;
import java.util.List;

/** The keys that an executor understands. */
final class ExecutorKeys {

    /** How much of the heap tasks and cached blocks share. */
    static final ConfigKey<Double> MEMORY_FRACTION = ConfigKey.fraction("kindling.memory.fraction", "0.6", 0.05, 0.95,
            "How much of an executor's heap, less 64m, its tasks (for what they can spill) and its cached partitions may use together.");

    /** How much of that tasks cannot take from cached blocks. */
    static final ConfigKey<Double> STORAGE_FRACTION = ConfigKey.fraction("kindling.memory.storageFraction", "0.5", 0, 0.95,
            "How much of that cached partitions keep when tasks need memory; the rest they lend.");

    /** Whether there is memory outside of the heap. */
    static final ConfigKey<Boolean> OFF_HEAP = ConfigKey.flag("kindling.memory.offHeap.enabled", "false",
            "Whether partitions of the level `OFF_HEAP` are kept in memory outside of the heap; if not, they are kept on disk.");

    /** How much. */
    static final ConfigKey<Long> OFF_HEAP_SIZE = ConfigKey.size("kindling.memory.offHeap.size", "0", "0", "4096g",
            "How much memory outside of the heap each executor may use for that, beside `kindling.executor.memory`.");

    /** How long a task may go on after its kill. */
    static final ConfigKey<Duration> KILL_TIMEOUT = ConfigKey.time("kindling.task.killTimeout", "60s", "1s", "10d",
            "How long a task that was killed may go on. Then its executor ends and another one takes its place, since nothing else frees the slot.");

    /** The longest result that is sent at once. */
    static final ConfigKey<Long> MOST_DIRECT = ConfigKey.size("kindling.task.maxDirectResultSize", "1m", "1k", "64m",
            "The longest result of a task that is sent to the driver at once; a longer one waits in a file of its executor, and the driver fetches it part by part.");

    /** Whether kept partitions are compressed. */
    static final ConfigKey<Boolean> KEPT_COMPRESS = ConfigKey.flag("kindling.rdd.compress", "false",
            "Whether partitions that are kept are compressed where they are not kept as objects: in memory as bytes, and on disk.");

    /** Whether spills are compressed. */
    static final ConfigKey<Boolean> SPILL_COMPRESS = ConfigKey.flag("kindling.shuffle.spill.compress", "false",
            "Whether what aggregations, groups, sorts and joins put aside on disk is compressed. Map outputs that are put aside are what `kindling.shuffle.compress` makes them.");

    /** How many slots a task takes; the driver's key, told to executors with the rest of the configuration. */
    static final ConfigKey<Integer> TASK_CPUS = ConfigKey.integer("kindling.task.cpus", "1", 1, 4_096, "How many slots of an executor a task takes.");

    /** All that are its own. */
    static final List<ConfigKey<?>> ALL = List.of(MEMORY_FRACTION, STORAGE_FRACTION, OFF_HEAP, OFF_HEAP_SIZE, KILL_TIMEOUT, MOST_DIRECT, KEPT_COMPRESS, SPILL_COMPRESS);

    private ExecutorKeys() {
    }
}
