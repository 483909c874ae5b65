package io.kindling.cluster.standalone.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;
import java.util.List;

/**
 * Master to worker, answers {@link RegisterWorker}, and is said again when {@code detached} changes.
 *
 * @param applications those that the master knows; the files of others can go
 * @param detached     those whose drivers have let go of their executors and will be back: the worker says so to whichever master it registers with
 */
public record WorkerRegistered(List<String> applications, List<String> detached) implements WireMessage {

    public WorkerRegistered {
        applications = List.copyOf(applications);
        detached = List.copyOf(detached);
    }

    static WorkerRegistered read(final FieldReader in) {
        return new WorkerRegistered(in.list(FieldReader::text), in.hasNext() ? in.list(FieldReader::text) : List.of());
    }

    @Override
    public int type() {
        return ClusterMessages.WORKER_REGISTERED;
    }

    @Override
    public void write(final FieldWriter out) {
        out.list(applications, (value, group) -> group.text(value));
        out.list(detached, (value, group) -> group.text(value));
    }
}
