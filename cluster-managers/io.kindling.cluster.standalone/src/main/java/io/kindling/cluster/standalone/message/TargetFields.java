package io.kindling.cluster.standalone.message;

import io.kindling.cluster.api.ExecutorTarget;
import io.kindling.cluster.api.ResourceProfile;
import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireFormatException;

/** An {@link ExecutorTarget} as fields. */
public final class TargetFields {

    private TargetFields() {
    }

    public static ExecutorTarget read(final FieldReader in) {
        return new ExecutorTarget(readProfile(in), in.int32(), in.int32());
    }

    public static void write(final FieldWriter out, final ExecutorTarget target) {
        writeProfile(out, target.profile());
        out.int32(target.executors());
        out.int32(target.totalCores());
    }

    static ResourceProfile readProfile(final FieldReader in) {
        final ResourceProfile profile = new ResourceProfile(in.int32(), in.int64(), in.int64());
        if (profile.heapBytes() > Long.MAX_VALUE - profile.overheadBytes()) {
            throw new WireFormatException("A heap of " + profile.heapBytes() + " bytes and " + profile.overheadBytes() + " beside it are more than there can be");
        }
        return profile;
    }

    static void writeProfile(final FieldWriter out, final ResourceProfile profile) {
        out.int32(profile.cores());
        out.int64(profile.heapBytes());
        out.int64(profile.overheadBytes());
    }
}
