package io.kindling.calls.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;
import java.util.List;

/** Driver to client: the names of what is served, sorted. */
public record Operations(List<String> names) implements WireMessage {

    public Operations {
        names = List.copyOf(names);
    }

    static Operations read(final FieldReader in) {
        return new Operations(in.list(FieldReader::text));
    }

    @Override
    public int type() {
        return CallMessages.OPERATIONS;
    }

    @Override
    public void write(final FieldWriter out) {
        out.list(names, (name, field) -> field.text(name));
    }
}
