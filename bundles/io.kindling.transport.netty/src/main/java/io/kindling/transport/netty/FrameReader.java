package io.kindling.transport.netty;

import io.kindling.transport.api.Frame;
import io.kindling.transport.api.FrameLimits;
import io.netty.buffer.ByteBuf;
import java.net.ProtocolException;
import java.nio.ByteBuffer;

/**
 * Cuts the bytes of one connection into frames, however they were split on their way. Bytes go straight into the
 * array of the payload, which is made only after its length was found to be within the limit of its type.
 */
final class FrameReader {

    private static final byte[] NOTHING = {};

    private final FrameLimits limits;
    private final byte[] header = new byte[FrameHeader.LENGTH];
    private int headerFilled;
    private byte kind;
    private int type;
    private long correlation;
    private byte[] payload;
    private int payloadFilled;

    FrameReader(final FrameLimits limits) {
        this.limits = limits;
    }

    /**
     * The next whole frame, or null if the bytes are used up before its end.
     *
     * @throws ProtocolException if this cannot become a frame; nothing more may be read then
     */
    Received next(final ByteBuf in) throws ProtocolException {
        if (payload == null) {
            final int count = Math.min(in.readableBytes(), FrameHeader.LENGTH - headerFilled);
            in.readBytes(header, headerFilled, count);
            headerFilled += count;
            if (headerFilled < FrameHeader.LENGTH) {
                return null;
            }
            readHeader();
        }
        final int count = Math.min(in.readableBytes(), payload.length - payloadFilled);
        in.readBytes(payload, payloadFilled, count);
        payloadFilled += count;
        if (payloadFilled < payload.length) {
            return null;
        }
        final Received received = new Received(kind, new Frame(type, correlation, payload));
        payload = null;
        headerFilled = 0;
        return received;
    }

    private void readHeader() throws ProtocolException {
        final ByteBuffer in = ByteBuffer.wrap(header);
        if (in.getShort() != FrameHeader.MAGIC) {
            throw new ProtocolException("it sent something that is not a frame");
        }
        final byte version = in.get();
        if (version != FrameHeader.VERSION) {
            throw new ProtocolException("it sent a frame of version " + version + "; understood is " + FrameHeader.VERSION);
        }
        kind = in.get();
        type = in.getShort() & 0xFFFF;
        correlation = in.getLong();
        final int length = in.getInt();
        checkKind();
        final int limit = kind == FrameHeader.WELCOME ? 0 : limits.limitOf(type);
        if (limit < 0) {
            throw new ProtocolException("it sent a frame of type " + type + ", which is not allowed here");
        }
        if (length < 0 || length > limit) {
            throw new ProtocolException("it sent a frame of type " + type + " with " + length + " bytes; the limit is " + limit);
        }
        payload = length == 0 ? NOTHING : new byte[length];
        payloadFilled = 0;
    }

    private void checkKind() throws ProtocolException {
        final boolean good = switch (kind) {
            case FrameHeader.MESSAGE -> correlation == 0;
            case FrameHeader.REQUEST, FrameHeader.REPLY -> correlation != 0;
            case FrameHeader.WELCOME -> correlation == 0 && type == 0;
            default -> false;
        };
        if (!good) {
            throw new ProtocolException("it sent a frame of kind " + kind + " with type " + type + " and correlation " + correlation);
        }
    }

    /** A frame with its kind, see {@link FrameHeader}. */
    record Received(byte kind, Frame frame) {
    }
}
