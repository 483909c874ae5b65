package io.kindling.calls.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;

/**
 * Driver to client: what became of a call.
 *
 * @param failure why there is no result, or null
 * @param result  the result, or null
 */
public record Answer(String failure, String result) implements WireMessage {

    static Answer read(final FieldReader in) {
        return new Answer(in.text(), in.text());
    }

    @Override
    public int type() {
        return CallMessages.ANSWER;
    }

    @Override
    public void write(final FieldWriter out) {
        out.text(failure);
        out.text(result);
    }
}
