package io.kindling.cluster.standalone.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;
import java.util.List;

/**
 * Worker to master: what I offer and what runs here. Its id is the one in its proven identity.
 *
 * @param host           its address as others reach it
 * @param cores          all of them
 * @param memoryBytes    all of it
 * @param runtimeVersion the build that its executors run
 * @param held           executors that run here or whose end the master has not acknowledged
 * @param detached       applications that are detached, as a master has said last
 */
public record RegisterWorker(String host, int cores, long memoryBytes, String runtimeVersion,
                             List<HeldExecutor> held, List<String> detached) implements WireMessage {

    public RegisterWorker {
        held = List.copyOf(held);
        detached = List.copyOf(detached);
    }

    static RegisterWorker read(final FieldReader in) {
        return new RegisterWorker(Names.checked("worker's host", in.text()), in.int32(), in.int64(), in.text(), in.list(HeldExecutor::read),
                in.hasNext() ? in.list(FieldReader::text) : List.of());
    }

    @Override
    public int type() {
        return ClusterMessages.REGISTER_WORKER;
    }

    @Override
    public void write(final FieldWriter out) {
        out.text(host);
        out.int32(cores);
        out.int64(memoryBytes);
        out.text(runtimeVersion);
        out.list(held, HeldExecutor::write);
        out.list(detached, (value, group) -> group.text(value));
    }
}
