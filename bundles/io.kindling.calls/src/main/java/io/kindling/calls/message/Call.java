package io.kindling.calls.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;

/** Client to driver: run an operation. Answered by {@link Answer}. */
public record Call(String operation, String argument) implements WireMessage {

    static Call read(final FieldReader in) {
        return new Call(in.text(), in.text());
    }

    @Override
    public int type() {
        return CallMessages.CALL;
    }

    @Override
    public void write(final FieldWriter out) {
        out.text(operation);
        out.text(argument);
    }
}
