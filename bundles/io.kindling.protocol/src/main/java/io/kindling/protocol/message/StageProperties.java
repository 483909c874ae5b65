package io.kindling.protocol.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;
import java.util.Map;

/**
 * Driver to executor: the properties of the thread that called the action which a stage belongs to; before the stage's first task there, if there are any, and when they change.
 *
 * @param stage      its number
 * @param properties what tasks are told
 */
public record StageProperties(int stage, Map<String, String> properties) implements WireMessage {

    public StageProperties {
        properties = Map.copyOf(properties);
    }

    /** Reads what {@link #write} wrote. */
    public static StageProperties read(final FieldReader in) {
        return new StageProperties(in.int32(), Entries.read(in));
    }

    @Override
    public int type() {
        return Messages.STAGE_PROPERTIES;
    }

    @Override
    public void write(final FieldWriter out) {
        out.int32(stage);
        Entries.write(properties, out);
    }

    /** Without the properties, which are the application's own. */
    @Override
    public String toString() {
        return "StageProperties[" + stage + "]";
    }
}
