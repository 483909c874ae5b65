package io.kindling.protocol.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;
import java.util.List;

/** Driver to executor, reply: the files that the application has added. */
public record SharedFiles(List<SharedFile> files) implements WireMessage {

    public SharedFiles {
        files = List.copyOf(files);
    }

    /** Reads what {@link #write} wrote. */
    public static SharedFiles read(final FieldReader in) {
        return new SharedFiles(in.list(SharedFile::read));
    }

    @Override
    public int type() {
        return Messages.SHARED_FILES;
    }

    @Override
    public void write(final FieldWriter out) {
        out.list(files, SharedFile::write);
    }

    /**
     * One of them.
     *
     * @param name       what it is asked for by; files of a directory have names with slashes
     * @param content    the SHA-256 of its content, in hexadecimal
     * @param executable whether its owner may execute it
     */
    public record SharedFile(String name, String content, boolean executable) {

        static SharedFile read(final FieldReader in) {
            return new SharedFile(in.text(), in.text(), in.bool());
        }

        void write(final FieldWriter out) {
            out.text(name);
            out.text(content);
            out.bool(executable);
        }
    }
}
