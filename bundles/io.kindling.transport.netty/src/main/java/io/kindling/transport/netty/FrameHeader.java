package io.kindling.transport.netty;

import io.netty.buffer.ByteBuf;

/**
 * What stands before each payload, in network byte order: magic (2 bytes), version of the framing (1), kind (1),
 * type (2), correlation (8), length of the payload (4).
 */
final class FrameHeader {

    static final int LENGTH = 18;
    static final short MAGIC = 0x4B46;
    static final byte VERSION = 1;

    static final byte MESSAGE = 0;
    static final byte REQUEST = 1;
    static final byte REPLY = 2;
    /** The first frame of a listener, with nothing in it: the connection has been accepted. */
    static final byte WELCOME = 3;

    private FrameHeader() {
    }

    static void write(final ByteBuf out, final byte kind, final int type, final long correlation, final int length) {
        out.writeShort(MAGIC);
        out.writeByte(VERSION);
        out.writeByte(kind);
        out.writeShort(type);
        out.writeLong(correlation);
        out.writeInt(length);
    }
}
