package io.kindling.cluster.standalone.message;

import io.kindling.cluster.api.ExecutorLaunchSpec;
import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;

/**
 * Master to worker: start an executor.
 *
 * @param container   its name
 * @param ticket      of the application, see {@link HeldExecutor}
 * @param cores       how many it has
 * @param memoryBytes how much is accounted for it
 * @param spec        the launch
 */
public record StartExecutor(String container, String ticket, int cores, long memoryBytes, ExecutorLaunchSpec spec) implements WireMessage {

    public static StartExecutor read(final FieldReader in) {
        return new StartExecutor(in.text(), in.text(), in.int32(), in.int64(), SpecFields.read(in));
    }

    @Override
    public int type() {
        return ClusterMessages.START_EXECUTOR;
    }

    @Override
    public void write(final FieldWriter out) {
        out.text(container);
        out.text(ticket);
        out.int32(cores);
        out.int64(memoryBytes);
        SpecFields.write(out, spec);
    }
}
