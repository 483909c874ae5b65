package io.kindling.protocol.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;

/**
 * A piece of the application's code.
 *
 * @param hash  lower-case hex SHA-256 of its content
 * @param kind  "jar" or "bundle"
 * @param name  for messages and file names, e.g. {@code app.jar}
 * @param bytes its length
 */
public record ArtifactRef(String hash, String kind, String name, long bytes) {

    static ArtifactRef read(final FieldReader in) {
        return new ArtifactRef(in.text(), in.text(), in.text(), in.int64());
    }

    void write(final FieldWriter out) {
        out.text(hash);
        out.text(kind);
        out.text(name);
        out.int64(bytes);
    }
}
