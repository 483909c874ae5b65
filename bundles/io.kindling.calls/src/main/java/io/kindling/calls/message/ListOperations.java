package io.kindling.calls.message;

import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;

/** Client to driver: what is served? Answered by {@link Operations}. */
public record ListOperations() implements WireMessage {

    @Override
    public int type() {
        return CallMessages.LIST;
    }

    @Override
    public void write(final FieldWriter out) {
        // It has no fields yet.
    }
}
