package io.kindling.protocol.message;

import io.kindling.protocol.stage.StageCodec;
import io.kindling.protocol.stage.StageSpec;
import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;

/**
 * Driver to executor: the code of a stage, once, before its first task there.
 *
 * @param stage      its number
 * @param spec       the code
 * @param partitions how many the stage has
 */
public record StageCode(int stage, StageSpec spec, int partitions) implements WireMessage {

    /** Of a stage with one partition. */
    public StageCode(final int stage, final StageSpec spec) {
        this(stage, spec, 1);
    }

    /** Reads what {@link #write} wrote. */
    public static StageCode read(final FieldReader in) {
        return new StageCode(in.int32(), StageCodec.read(in), in.int32());
    }

    @Override
    public int type() {
        return Messages.STAGE_CODE;
    }

    @Override
    public void write(final FieldWriter out) {
        out.int32(stage);
        StageCodec.write(spec, out);
        out.int32(partitions);
    }
}
