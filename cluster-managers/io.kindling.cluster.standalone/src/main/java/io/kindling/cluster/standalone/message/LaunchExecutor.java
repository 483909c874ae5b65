package io.kindling.cluster.standalone.message;

import io.kindling.cluster.api.ExecutorLaunchSpec;
import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;

/**
 * Driver to master: start this in that container.
 *
 * @param container which
 * @param spec      the launch
 */
public record LaunchExecutor(String container, ExecutorLaunchSpec spec) implements WireMessage {

    static LaunchExecutor read(final FieldReader in) {
        return new LaunchExecutor(Names.checked("container", in.text()), SpecFields.read(in));
    }

    @Override
    public int type() {
        return ClusterMessages.LAUNCH_EXECUTOR;
    }

    @Override
    public void write(final FieldWriter out) {
        out.text(container);
        SpecFields.write(out, spec);
    }
}
