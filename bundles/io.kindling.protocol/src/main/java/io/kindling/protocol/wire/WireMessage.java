package io.kindling.protocol.wire;

/** A message that knows its number and how to write its fields. Its decoder stands in a {@link MessageTable}. */
public interface WireMessage {

    /** The number of its type, 1 to 65,535; the same as the frame's. */
    int type();

    /** Writes the fields in their fixed order; a later version may only add fields at the end. */
    void write(FieldWriter out);
}
