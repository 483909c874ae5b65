package io.kindling.protocol.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireFormatException;
import java.util.List;

/** The ways in which a task ends, by number. Numbers are never used again for something else. */
final class TaskStatusCodec {

    private static final int SUCCEEDED = 1;
    private static final int FAILED = 2;
    private static final int FETCH_FAILED = 3;
    private static final int KILLED = 4;
    private static final int KEPT = 5;

    private TaskStatusCodec() {
    }

    static void write(final TaskStatus status, final FieldWriter out) {
        if (status instanceof TaskStatus.Succeeded succeeded) {
            start(SUCCEEDED, status, out);
            out.bytes(succeeded.result());
            out.list(List.of(succeeded.metrics()), TaskMetrics::write);
            if (succeeded.updates() != null) {
                out.bytes(succeeded.updates());
            }
        } else if (status instanceof TaskStatus.Failed failed) {
            start(FAILED, status, out);
            out.text(failed.summary());
            out.text(failed.exception());
            out.bool(failed.fatal());
        } else if (status instanceof TaskStatus.FetchFailed failed) {
            start(FETCH_FAILED, status, out);
            out.int32(failed.shuffle());
            out.int32(failed.map());
            out.int32(failed.executor());
            out.int32(failed.epoch());
            out.text(failed.reason());
        } else if (status instanceof TaskStatus.Kept kept) {
            start(KEPT, status, out);
            out.int32(kept.stage());
            out.int32(kept.partition());
            out.int64(kept.size());
            out.int32(kept.checksum());
            out.list(List.of(kept.metrics()), TaskMetrics::write);
            out.bytes(kept.updates());
        } else {
            start(KILLED, status, out);
        }
    }

    static TaskStatus read(final FieldReader in) {
        final int number = in.int32();
        final long task = in.int64();
        return switch (number) {
            case SUCCEEDED -> new TaskStatus.Succeeded(task, in.bytes(), metrics(in), in.hasNext() ? in.bytes() : null);
            case FAILED -> new TaskStatus.Failed(task, in.text(), in.text(), in.bool());
            case FETCH_FAILED -> new TaskStatus.FetchFailed(task, in.int32(), in.int32(), in.int32(), in.int32(), in.text());
            case KEPT -> new TaskStatus.Kept(task, in.int32(), in.int32(), in.int64(), in.int32(), metrics(in), in.bytes());
            case KILLED -> new TaskStatus.Killed(task);
            default -> throw new WireFormatException("No end of a task has the number " + number);
        };
    }

    private static void start(final int number, final TaskStatus status, final FieldWriter out) {
        out.int32(number);
        out.int64(status.task());
    }

    private static TaskMetrics metrics(final FieldReader in) {
        final List<TaskMetrics> metrics = in.list(TaskMetrics::read);
        if (metrics.size() != 1) {
            throw new WireFormatException("A task has " + metrics.size() + " sets of metrics, not one");
        }
        return metrics.get(0);
    }
}
