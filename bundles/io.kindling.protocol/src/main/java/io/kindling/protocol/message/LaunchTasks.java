package io.kindling.protocol.message;

import java.util.List;
import java.util.Map;

/**
 * Driver to executor: a batch of tasks of one stage attempt.
 *
 * @param stage   the stage, whose code is there already
 * @param attempt the stage's attempt
 * @param tasks   the batch
 */
public record LaunchTasks(int stage, int attempt, List<TaskDescription> tasks) {

    public LaunchTasks {
        tasks = List.copyOf(tasks);
    }

    /**
     * One task attempt.
     *
     * @param id        names the attempt in the whole application
     * @param partition of the stage
     * @param attempt   of the partition, from 0
     * @param payloads  by operator index: what the sources of this partition need
     */
    public record TaskDescription(long id, int partition, int attempt, Map<Integer, byte[]> payloads) {

        public TaskDescription {
            payloads = Map.copyOf(payloads);
        }
    }
}
