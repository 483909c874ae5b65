package io.kindling.protocol.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;

/**
 * Driver to executor: forget what is no longer needed.
 *
 * @param stages   their code
 * @param shuffles their map outputs
 * @param rdds     their cached partitions
 */
public record Release(int[] stages, int[] shuffles, int[] rdds) implements WireMessage {

    /** Reads what {@link #write} wrote. */
    public static Release read(final FieldReader in) {
        return new Release(in.ints(), in.ints(), in.ints());
    }

    @Override
    public int type() {
        return Messages.RELEASE;
    }

    @Override
    public void write(final FieldWriter out) {
        out.ints(stages);
        out.ints(shuffles);
        out.ints(rdds);
    }
}
