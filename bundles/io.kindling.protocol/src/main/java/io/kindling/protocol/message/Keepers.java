package io.kindling.protocol.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;
import java.util.List;

/**
 * Driver to executor, reply: who could keep copies.
 *
 * @param keepers executors, those on other hosts first
 */
public record Keepers(List<MapOutputs.Location> keepers) implements WireMessage {

    public Keepers {
        keepers = List.copyOf(keepers);
    }

    /** Reads what {@link #write} wrote. */
    public static Keepers read(final FieldReader in) {
        return new Keepers(in.list(MapOutputs.Location::read));
    }

    @Override
    public int type() {
        return Messages.KEEPERS;
    }

    @Override
    public void write(final FieldWriter out) {
        out.list(keepers, MapOutputs.Location::write);
    }
}
