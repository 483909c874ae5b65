package io.kindling.cluster.standalone.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;
import java.util.List;

/**
 * Master to worker, answers {@link RegisterWorker}.
 *
 * @param applications those that the master knows; the files of others can go
 */
public record WorkerRegistered(List<String> applications) implements WireMessage {

    public WorkerRegistered {
        applications = List.copyOf(applications);
    }

    static WorkerRegistered read(final FieldReader in) {
        return new WorkerRegistered(in.list(FieldReader::text));
    }

    @Override
    public int type() {
        return ClusterMessages.WORKER_REGISTERED;
    }

    @Override
    public void write(final FieldWriter out) {
        out.list(applications, (value, group) -> group.text(value));
    }
}
