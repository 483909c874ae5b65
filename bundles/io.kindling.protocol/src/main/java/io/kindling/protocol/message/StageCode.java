package io.kindling.protocol.message;

import io.kindling.protocol.stage.StageCodec;
import io.kindling.protocol.stage.StageSpec;
import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;

/**
 * Driver to executor: the code of a stage, once, before its first task there.
 *
 * @param stage its number
 * @param spec  the code
 */
public record StageCode(int stage, StageSpec spec) implements WireMessage {

    /** Reads what {@link #write} wrote. */
    public static StageCode read(final FieldReader in) {
        return new StageCode(in.int32(), StageCodec.read(in));
    }

    @Override
    public int type() {
        return Messages.STAGE_CODE;
    }

    @Override
    public void write(final FieldWriter out) {
        out.int32(stage);
        StageCodec.write(spec, out);
    }
}
