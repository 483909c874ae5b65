package io.kindling.protocol.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;

/**
 * Keep a copy of a partition that another executor keeps. From an executor it is a request, answered by {@link CopyKept}; from the driver
 * a message: it hears by a {@link BlockReport}.
 *
 * @param rdd       of which data set
 * @param partition which one
 * @param code      the version of the application's code whose objects it has
 * @param level     in what way, as a stage's cache says it
 * @param from      who has it
 */
public record KeepCopy(int rdd, int partition, int code, String level, MapOutputs.Location from) implements WireMessage {

    /** Reads what {@link #write} wrote. */
    public static KeepCopy read(final FieldReader in) {
        return new KeepCopy(in.int32(), in.int32(), in.int32(), in.text(), MapOutputs.Location.read(in));
    }

    @Override
    public int type() {
        return Messages.KEEP_COPY;
    }

    @Override
    public void write(final FieldWriter out) {
        out.int32(rdd);
        out.int32(partition);
        out.int32(code);
        out.text(level);
        from.write(out);
    }
}
