package io.kindling.cluster.standalone.message;

import io.kindling.cluster.api.ExecutorLaunchSpec;
import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;

/**
 * Driver to master: start this in that container.
 *
 * @param container which; of a custodian, {@link #custodianOf}, which nobody has granted
 * @param spec      the launch
 * @param worker    the worker that a custodian is to be on; null if it is none. A master of minor version 2 or less answers that there is no such container
 */
public record LaunchExecutor(String container, ExecutorLaunchSpec spec, String worker) implements WireMessage {

    /** A launch in a container that was granted. */
    public LaunchExecutor(final String container, final ExecutorLaunchSpec spec) {
        this(container, spec, null);
    }

    /** What the place of a custodian is called: by its application, so that none is called as another application's, or as what a master grants. */
    public static String custodianOf(final String application, final int executor) {
        return "custodian/" + application + "/" + executor;
    }

    static LaunchExecutor read(final FieldReader in) {
        return new LaunchExecutor(Names.checked("container", in.text()), SpecFields.read(in), worker(in.hasNext() ? in.text() : null));
    }

    private static String worker(final String id) {
        return id == null ? null : Names.checked("worker", id);
    }

    @Override
    public int type() {
        return ClusterMessages.LAUNCH_EXECUTOR;
    }

    @Override
    public void write(final FieldWriter out) {
        out.text(container);
        SpecFields.write(out, spec);
        out.text(worker);
    }
}
