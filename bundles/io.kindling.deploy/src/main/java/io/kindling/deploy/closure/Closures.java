package io.kindling.deploy.closure;

import io.kindling.api.NotSerializableClosureException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;

/** Functions as bytes and back. */
public final class Closures {

    private Closures() {
    }

    /**
     * A function's bytes.
     *
     * @param what for the message
     * @throws NotSerializableClosureException names the way to the culprit
     */
    public static byte[] write(final Object function, final String what, final ClassRules rules) {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        final ByteArrayOutputStream whole = new ByteArrayOutputStream();
        try (ClosureOutput out = new ClosureOutput(bytes, rules)) {
            out.writeObject(function);
            out.flush();
            final Set<String> origins = out.origins();
            final DataOutputStream head = new DataOutputStream(whole);
            head.writeShort(origins.size());
            for (final String origin : origins) {
                head.writeUTF(origin);
            }
            bytes.writeTo(head);
        } catch (final IOException | RuntimeException | StackOverflowError e) {
            final String culprit = Culprit.find(function, rules);
            throw new NotSerializableClosureException(what + " cannot travel to the executors: "
                    + (culprit == null ? String.valueOf(e instanceof StackOverflowError ? "its objects are nested too deeply" : e) : culprit), e);
        }
        return whole.toByteArray();
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
        }
    }
}
