package io.kindling.protocol.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;

/**
 * Driver to executor, reply.
 *
 * @param bytes a part of the artifact, empty at its end; null if the driver has no such artifact
 */
public record ArtifactChunk(byte[] bytes) implements WireMessage {

    /** Reads what {@link #write} wrote. */
    public static ArtifactChunk read(final FieldReader in) {
        return new ArtifactChunk(in.bytes());
    }

    @Override
    public int type() {
        return Messages.ARTIFACT_CHUNK;
    }

    @Override
    public void write(final FieldWriter out) {
        out.bytes(bytes);
    }
}
