package io.kindling.deploy.closure;

import io.kindling.api.NotSerializableClosureException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.util.LinkedHashSet;
import java.util.Set;

/** Functions as bytes and back. */
public final class Closures {

    /** With the rest of a stage's code it has to fit into one message of 64 MiB. */
    private static final int LARGEST = 60 << 20;
    private static final String TOO_DEEP = "nested too deeply: keep them in a list rather than in each other, or in a file or data set";

    private Closures() {
    }

    /**
     * A function's bytes. Enclosing objects that nothing looks at are left behind if they cannot travel.
     *
     * @param what for the message
     * @throws NotSerializableClosureException names the way to the culprit
     */
    public static byte[] write(final Object function, final String what, final ClassRules rules) {
        try {
            return written(function, rules);
        } catch (final LimitedBytes.ExceededException e) {
            throw new NotSerializableClosureException(what + " cannot travel to the executors: with all that it captures it takes more than "
                    + (LARGEST >> 20) + "m; put large values into a broadcast variable or a file, or make a data set of them", e);
        } catch (final IOException | RuntimeException | StackOverflowError e) {
            final String culprit = Culprit.find(function, rules);
            throw new NotSerializableClosureException(what + " cannot travel to the executors: "
                    + (culprit == null ? String.valueOf(e instanceof StackOverflowError ? "its objects are " + TOO_DEEP : e) : culprit), e);
        }
    }

    private static byte[] written(final Object function, final ClassRules rules) throws IOException {
        try {
            return written(function, rules, false);
        } catch (final IOException | RuntimeException e) {
            try {
                return written(function, rules, true);
            } catch (final IOException | RuntimeException again) {
                e.addSuppressed(again);
                throw e;
            }
        }
    }

    private static byte[] written(final Object function, final ClassRules rules, final boolean cleaning) throws IOException {
        final LimitedBytes bytes = new LimitedBytes(LARGEST);
        try (ClosureOutput out = new ClosureOutput(bytes, rules, cleaning)) {
            out.writeObject(function);
            out.flush();
            return bytes.after(head(out.origins()));
        }
    }

    private static byte[] head(final Set<String> origins) throws IOException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        final DataOutputStream head = new DataOutputStream(bytes);
        head.writeShort(origins.size());
        for (final String origin : origins) {
            head.writeUTF(origin);
        }
        return bytes.toByteArray();
    }

    /** What in a value keeps it from travelling; null if nothing is found. */
    public static String culprit(final Object value, final ClassRules rules) {
        return Culprit.find(value, rules);
    }

    /** The hashes of the artifacts whose classes a function consists of: they stand at its beginning. */
    public static Set<String> origins(final byte[] function) {
        try {
            return origins(new DataInputStream(new ByteArrayInputStream(function)));
        } catch (final IOException e) {
            throw new IllegalArgumentException("These are not the bytes of a function", e);
        }
    }

    private static Set<String> origins(final DataInputStream in) throws IOException {
        final Set<String> origins = new LinkedHashSet<>();
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            origins.add(in.readUTF());
        }
        return origins;
    }

    /** A fresh copy of a function. */
    public static Object read(final byte[] bytes, final ClassRules rules) throws IOException, ClassNotFoundException {
        final ByteArrayInputStream source = new ByteArrayInputStream(bytes);
        origins(new DataInputStream(source));
        try (ClosureInput in = new ClosureInput(source, rules)) {
            return in.readObject();
        } catch (final StackOverflowError e) {
            throw new InvalidObjectException("objects that a function holds are " + TOO_DEEP);
        }
    }
}
