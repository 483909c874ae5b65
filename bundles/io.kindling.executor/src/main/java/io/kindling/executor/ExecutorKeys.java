package io.kindling.executor;

import io.kindling.common.config.ConfigKey;
import java.time.Duration;
import java.util.List;

/** The keys that an executor understands. */
final class ExecutorKeys {

    /** How much of the heap tasks may use for what can be spilled. */
    static final ConfigKey<Double> MEMORY_FRACTION = ConfigKey.fraction("kindling.memory.fraction", "0.6", 0.05, 0.95,
            "How much of an executor's heap, less 64m, its tasks may use together for what they can spill.");

    /** How long a task may go on after its kill. */
    static final ConfigKey<Duration> KILL_TIMEOUT = ConfigKey.time("kindling.task.killTimeout", "60s", "1s", "10d",
            "How long a task that was killed may go on. Then its executor ends and another one takes its place, since nothing else frees the slot.");

    /** How many slots a task takes; the driver's key, told to executors with the rest of the configuration. */
    static final ConfigKey<Integer> TASK_CPUS = ConfigKey.integer("kindling.task.cpus", "1", 1, 4_096, "How many slots of an executor a task takes.");

    /** All that are its own. */
    static final List<ConfigKey<?>> ALL = List.of(MEMORY_FRACTION, KILL_TIMEOUT);

    private ExecutorKeys() {
    }
}
