package io.kindling.protocol.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;

/**
 * Executor to driver, request: a part of an artifact.
 *
 * @param hash     which one
 * @param offset   from where
 * @param maxBytes at most so much
 */
public record FetchArtifact(String hash, long offset, int maxBytes) implements WireMessage {

    /** Reads what {@link #write} wrote. */
    public static FetchArtifact read(final FieldReader in) {
        return new FetchArtifact(in.text(), in.int64(), in.int32());
    }

    @Override
    public int type() {
        return Messages.FETCH_ARTIFACT;
    }

    @Override
    public void write(final FieldWriter out) {
        out.text(hash);
        out.int64(offset);
        out.int32(maxBytes);
    }
}
