package io.kindling.cluster.standalone.adapter;

import io.kindling.cluster.api.ExecutorLaunchSpec;
import io.kindling.cluster.api.ExecutorTarget;
import io.kindling.cluster.standalone.join.MasterAddress;
import io.kindling.cluster.standalone.message.DeployPolicy;
import io.kindling.cluster.standalone.message.HeldContainer;
import io.kindling.cluster.standalone.message.SpecFields;
import io.kindling.cluster.standalone.message.TargetFields;
import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireFormat;
import io.kindling.protocol.wire.WireFormatException;
import java.nio.file.Path;
import java.util.List;

/**
 * A session at rest: all that another version of this adapter needs to go on with it. Holds secrets; stays in the
 * driver's memory.
 *
 * @param master      the cluster's master
 * @param credentials the file of its credential
 * @param application the application's id
 * @param name        what its user calls it
 * @param secret      what proves to the master that it is the same
 * @param policy      how the master treats it
 * @param work        what it has and wants
 */
record SessionState(MasterAddress master, Path credentials, String application, String name, byte[] secret, DeployPolicy policy, Work work) {

    private static final int VERSION = 1;

    /**
     * What the application has and wants.
     *
     * @param target   how much it should have; null if it has not said
     * @param held     its containers
     * @param launches what is to be launched and is not known to run
     * @param releases executors that are to end
     */
    record Work(ExecutorTarget target, List<HeldContainer> held, List<Launch> launches, int[] releases) {

        static final Work NONE = new Work(null, List.of(), List.of(), new int[0]);
    }

    /** A launch under way. */
    record Launch(String container, ExecutorLaunchSpec spec) {
    }

    byte[] encode(final WireFormat wire) {
        return wire.write(out -> {
            out.int32(VERSION);
            out.text(master.toString());
            out.text(credentials.toString());
            out.text(application);
            out.text(name);
            out.bytes(secret);
            policy.write(out);
            write(out);
        });
    }

    /**
     * Reads a state.
     *
     * @throws WireFormatException or IllegalArgumentException if it is none
     */
    static SessionState decode(final WireFormat wire, final byte[] bytes) {
        final FieldReader in = wire.reader(bytes);
        final int version = in.int32();
        if (version != VERSION) {
            throw new WireFormatException("a state of version " + version + ", not " + VERSION);
        }
        return new SessionState(MasterAddress.parse(in.text()), Path.of(in.text()), in.text(), in.text(), in.bytes(), DeployPolicy.read(in), work(in));
    }

    @Override
    public String toString() {
        return "SessionState[" + application + " at " + master + "]";
    }

    private void write(final FieldWriter out) {
        out.bool(work.target != null);
        if (work.target != null) {
            TargetFields.write(out, work.target);
        }
        out.list(work.held, HeldContainer::write);
        out.list(work.launches, (launch, group) -> {
            group.text(launch.container);
            SpecFields.write(group, launch.spec);
        });
        out.ints(work.releases);
    }

    private static Work work(final FieldReader in) {
        final ExecutorTarget target = in.bool() ? TargetFields.read(in) : null;
        return new Work(target, in.list(HeldContainer::read), in.list(group -> new Launch(group.text(), SpecFields.read(group))), in.ints());
    }
}
