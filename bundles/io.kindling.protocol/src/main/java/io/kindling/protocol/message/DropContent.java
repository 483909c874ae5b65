package io.kindling.protocol.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;
import java.util.List;

/**
 * Driver to executor, message or request on the connection that the executor asks for contents with: forget these.
 *
 * @param contents their SHA-256, in hexadecimal
 */
public record DropContent(List<String> contents) implements WireMessage {

    /** The most in one message. */
    public static final int MOST = 500;

    public DropContent {
        contents = List.copyOf(contents);
    }

    /** Reads what {@link #write} wrote. */
    public static DropContent read(final FieldReader in) {
        return new DropContent(in.list(FieldReader::text));
    }

    @Override
    public int type() {
        return Messages.DROP_CONTENT;
    }

    @Override
    public void write(final FieldWriter out) {
        out.list(contents, (content, fields) -> fields.text(content));
    }
}
