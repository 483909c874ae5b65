package io.kindling.protocol.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;
import java.util.List;

/**
 * Driver to executor, reply: the artifacts of a version of the application's code, in the order of the class path.
 *
 * @param refusal   null, or why there is no such version
 * @param artifacts what it consists of
 */
public record CodeList(String refusal, List<ArtifactRef> artifacts) implements WireMessage {

    public CodeList {
        artifacts = List.copyOf(artifacts);
    }

    /** Reads what {@link #write} wrote. */
    public static CodeList read(final FieldReader in) {
        return new CodeList(in.text(), in.list(ArtifactRef::read));
    }

    @Override
    public int type() {
        return Messages.CODE_LIST;
    }

    @Override
    public void write(final FieldWriter out) {
        out.text(refusal);
        out.list(artifacts, ArtifactRef::write);
    }
}
