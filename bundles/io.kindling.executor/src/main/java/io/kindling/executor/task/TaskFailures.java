package io.kindling.executor.task;

import io.kindling.dataflow.FetchFailedException;
import io.kindling.dataflow.RecordCodecException;
import io.kindling.protocol.message.TaskStatus;
import java.io.NotSerializableException;

/** What the end of an attempt means to the driver. */
public final class TaskFailures {

    /** What fits into a message beside a result that is sent at once. */
    static final int LARGEST_UPDATES = 48 << 20;

    private static final int MOST_CAUSES = 64;

    private TaskFailures() {
    }

    /**
     * What was thrown, as the driver is told.
     *
     * @param recordsRead by then: the last of them is the one to look at if a function has failed
     */
    static TaskStatus statusOf(final long task, final Throwable error, final boolean killed, final long recordsRead) {
        final FetchFailedException fetch = find(error, FetchFailedException.class);
        // Only what the driver has asked for is a kill: it launches a killed task again without counting. A task may have interrupted itself.
        if (killed) {
            return new TaskStatus.Killed(task);
        }
        if (fetch != null) {
            return new TaskStatus.FetchFailed(task, fetch.shuffle(), fetch.map(), fetch.executor(), fetch.epoch(), FailureText.summary(fetch));
        }
        final CodeException code = find(error, CodeException.class);
        if (code != null) {
            return new TaskStatus.Failed(task, code.getMessage(), FailureText.trace(error), code.isFatal());
        }
        final UpdatesException updates = find(error, UpdatesException.class);
        if (updates != null) {
            return new TaskStatus.Failed(task, updates.getMessage(), FailureText.trace(error), updates.isFatal());
        }
        final boolean fatal = find(error, RecordCodecException.class) != null || find(error, NotSerializableException.class) != null;
        return new TaskStatus.Failed(task, FailureText.summary(error) + place(recordsRead), FailureText.trace(error), fatal);
    }

    private static String place(final long recordsRead) {
        return recordsRead == 0 ? "" : " (the task had read " + recordsRead + (recordsRead == 1 ? " record)" : " records)");
    }

    /** Whether memory was what failed; then nothing in this JVM can be relied on. */
    static boolean isOutOfMemory(final Throwable error) {
        return find(error, OutOfMemoryError.class) != null;
    }

    /** The cause of that kind, or null. */
    static <T> T find(final Throwable error, final Class<T> type) {
        Throwable each = error;
        for (int i = 0; each != null && i < MOST_CAUSES; i++) {
            if (type.isInstance(each)) {
                return type.cast(each);
            }
            each = FailureText.cause(each);
        }
        return null;
    }
}
