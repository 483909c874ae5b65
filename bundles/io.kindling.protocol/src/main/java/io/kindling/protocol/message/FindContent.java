package io.kindling.protocol.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;

/**
 * Executor to driver, request on a connection of its own: what does a shared content consist of, and who has it? From then on the asker counts as one who has blocks of it.
 *
 * @param broadcast the id of the broadcast, for messages; -1 for a file
 * @param content   the SHA-256 of the content, in hexadecimal
 * @param executor  who asks
 * @param host      where others reach it
 * @param dataPort  at which port
 */
public record FindContent(long broadcast, String content, int executor, String host, int dataPort) implements WireMessage {

    /** Reads what {@link #write} wrote. */
    public static FindContent read(final FieldReader in) {
        return new FindContent(in.int64(), in.text(), in.int32(), in.text(), in.int32());
    }

    @Override
    public int type() {
        return Messages.FIND_CONTENT;
    }

    @Override
    public void write(final FieldWriter out) {
        out.int64(broadcast);
        out.text(content);
        out.int32(executor);
        out.text(host);
        out.int32(dataPort);
    }
}
