package io.kindling.protocol.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;
import java.util.List;
import java.util.Map;

/**
 * Driver to executor: a batch of tasks of one stage attempt.
 *
 * @param stage   the stage, whose code is there already
 * @param attempt the stage's attempt
 * @param tasks   the batch
 */
public record LaunchTasks(int stage, int attempt, List<TaskDescription> tasks) implements WireMessage {

    public LaunchTasks {
        tasks = List.copyOf(tasks);
    }

    /** Reads what {@link #write} wrote. */
    public static LaunchTasks read(final FieldReader in) {
        return new LaunchTasks(in.int32(), in.int32(), in.list(TaskDescription::read));
    }

    @Override
    public int type() {
        return Messages.LAUNCH_TASKS;
    }

    @Override
    public void write(final FieldWriter out) {
        out.int32(stage);
        out.int32(attempt);
        out.list(tasks, TaskDescription::write);
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

        static TaskDescription read(final FieldReader in) {
            return new TaskDescription(in.int64(), in.int32(), in.int32(), Entries.readPayloads(in));
        }

        void write(final FieldWriter out) {
            out.int64(id);
            out.int32(partition);
            out.int32(attempt);
            Entries.writePayloads(payloads, out);
        }
    }
}
