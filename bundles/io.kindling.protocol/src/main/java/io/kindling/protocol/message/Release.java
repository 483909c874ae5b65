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
 * @param codes    versions of the application's code on which no job will run: they go when no stage and no attempt of them is left
 * @param sessions the files that were added for them
 */
public record Release(int[] stages, int[] shuffles, int[] rdds, int[] codes, int[] sessions) implements WireMessage {

    private static final int[] NONE = {};

    /** What jobs leave behind. */
    public Release(final int[] stages, final int[] shuffles, final int[] rdds) {
        this(stages, shuffles, rdds, NONE, NONE);
    }

    /** Reads what {@link #write} wrote. */
    public static Release read(final FieldReader in) {
        return new Release(in.ints(), in.ints(), in.ints(), in.ints(), in.ints());
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
        out.ints(codes);
        out.ints(sessions);
    }
}
