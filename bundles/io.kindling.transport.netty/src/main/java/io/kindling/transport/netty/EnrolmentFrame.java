package io.kindling.transport.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.ProtocolException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The only frame before authentication, both ways: magic (4 bytes), version (1), length of the rest (2), the rest
 * being fields of a length (2) and bytes. A request has subject, token and public key; an answer has one byte that
 * says how it went, then the certificate and that of the authority.
 */
final class EnrolmentFrame {

    static final int LONGEST = 8 * 1024;
    static final int LONGEST_TOKEN = 1024;
    static final byte GRANTED = 0;
    static final byte REFUSED = 1;
    static final byte MALFORMED = 2;
    static final byte FAILED = 3;

    private static final int HEADER = 7;
    private static final int MAGIC = 0x4B4E4552;
    private static final byte VERSION = 1;

    private final byte[] header = new byte[HEADER];
    private int headerFilled;
    private byte[] body;
    private int bodyFilled;

    /**
     * Takes bytes in.
     *
     * @return the fields when they are complete, else null
     * @throws ProtocolException if this is no such frame
     */
    List<byte[]> read(final ByteBuf in) throws ProtocolException {
        if (body == null) {
            final int count = Math.min(in.readableBytes(), HEADER - headerFilled);
            in.readBytes(header, headerFilled, count);
            headerFilled += count;
            if (headerFilled < HEADER) {
                return null;
            }
            body = new byte[bodyLength()];
        }
        final int count = Math.min(in.readableBytes(), body.length - bodyFilled);
        in.readBytes(body, bodyFilled, count);
        bodyFilled += count;
        if (in.isReadable()) {
            throw new ProtocolException("more bytes than one enrolment frame");
        }
        return bodyFilled < body.length ? null : fields(body);
    }

    private int bodyLength() throws ProtocolException {
        final ByteBuffer in = ByteBuffer.wrap(header);
        if (in.getInt() != MAGIC) {
            throw new ProtocolException("not an enrolment frame, and nothing else is allowed without a certificate");
        }
        final byte version = in.get();
        if (version != VERSION) {
            throw new ProtocolException("an enrolment frame of version " + version + "; understood is " + VERSION);
        }
        final int length = in.getShort() & 0xFFFF;
        if (length > LONGEST - HEADER) {
            throw new ProtocolException("an enrolment frame of " + length + " bytes; the limit is " + LONGEST);
        }
        return length;
    }

    private static List<byte[]> fields(final byte[] body) throws ProtocolException {
        final ByteBuffer in = ByteBuffer.wrap(body);
        final List<byte[]> fields = new ArrayList<>(3);
        try {
            while (in.hasRemaining() && fields.size() < 3) {
                final byte[] field = new byte[Math.min(in.getShort() & 0xFFFF, LONGEST)];
                in.get(field);
                fields.add(field);
            }
        } catch (final BufferUnderflowException e) {
            throw new ProtocolException("an enrolment frame with a damaged field");
        }
        if (fields.isEmpty() || in.hasRemaining()) {
            throw new ProtocolException("an enrolment frame with the wrong number of fields");
        }
        return fields;
    }

    static ByteBuf write(final byte[]... fields) {
        int length = 0;
        for (final byte[] field : fields) {
            length += 2 + field.length;
        }
        if (length > LONGEST - HEADER) {
            throw new IllegalArgumentException("An enrolment frame of " + length + " bytes; the limit is " + LONGEST);
        }
        final ByteBuf out = Unpooled.buffer(HEADER + length);
        out.writeInt(MAGIC);
        out.writeByte(VERSION);
        out.writeShort(length);
        for (final byte[] field : fields) {
            out.writeShort(field.length);
            out.writeBytes(field);
        }
        return out;
    }

    static byte[] bytes(final String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
