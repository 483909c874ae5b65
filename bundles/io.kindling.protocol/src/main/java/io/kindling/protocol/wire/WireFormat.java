package io.kindling.protocol.wire;

import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Encodes and decodes control messages as the payload of a frame: fields by position in chronicle-wire's binary
 * encoding, without names and without types, so that no byte from a peer ever names a class. Thread-safe; never blocks.
 */
public final class WireFormat {

    private final MessageTable table;
    private final WriterPool writers = new WriterPool();

    /**
     * Loads what encoding and decoding need: the first one of a JVM takes about 150 ms, which is better spent here
     * than on the thread that has the first message. Waits for that.
     *
     * @param table the protocol that is spoken
     */
    public WireFormat(final MessageTable table) {
        this.table = table;
        Chronicle.start(() -> reader(write(out -> out.int64(0))).int64());
    }

    /** The protocol that is spoken. */
    public MessageTable table() {
        return table;
    }

    /**
     * A message's payload.
     *
     * @throws IllegalArgumentException if its type is not in the table, or it is longer than its type allows: the
     *                                  receiver would only close the connection
     */
    public byte[] encode(final WireMessage message) {
        final Integer limit = table.limits().get(message.type());
        if (limit == null) {
            throw new IllegalArgumentException(message.getClass().getSimpleName() + " has the type " + message.type() + ", which is not in the table of messages");
        }
        try {
            return writers.write(message::write, limit);
        } catch (final TooLongException e) {
            throw new IllegalArgumentException(message.getClass().getSimpleName() + " (type " + message.type() + ") has " + e.bytes()
                    + " bytes or more, at most " + limit + " are allowed", e);
        }
    }

    /**
     * The message of a payload.
     *
     * @throws WireFormatException if there is no such type, or the payload is too long for it or malformed; it names the type
     */
    public WireMessage decode(final int type, final byte[] payload) {
        final Function<FieldReader, ? extends WireMessage> decoder = table.decoders().get(type);
        if (decoder == null) {
            throw new WireFormatException("No message has the type " + type);
        }
        if (payload.length > table.limits().get(type)) {
            throw new WireFormatException("A message of type " + type + " is " + payload.length + " bytes long, at most " + table.limits().get(type) + " are allowed");
        }
        try {
            return decoder.apply(reader(payload));
        } catch (final RuntimeException e) {
            throw new WireFormatException("A message of type " + type + " with " + payload.length + " bytes is malformed: "
                    + (e instanceof WireFormatException ? e.getMessage() : e.toString()), e);
        }
    }

    /** The bytes of fields that are no message of their own. */
    public byte[] write(final Consumer<FieldWriter> fields) {
        return writers.write(fields, Integer.MAX_VALUE);
    }

    /**
     * Reads fields that are no message of their own. What the reader's methods throw for malformed bytes is a
     * {@link WireFormatException}; what a caller makes of the values is its own matter.
     */
    public FieldReader reader(final byte[] fields) {
        return new BinaryFieldReader(fields);
    }
}
