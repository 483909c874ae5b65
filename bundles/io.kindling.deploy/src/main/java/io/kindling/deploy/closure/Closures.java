package io.kindling.deploy.closure;

import io.kindling.api.NotSerializableClosureException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

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
        try (ClosureOutput out = new ClosureOutput(bytes, rules)) {
            out.writeObject(function);
        } catch (final IOException | RuntimeException | StackOverflowError e) {
            final String culprit = Culprit.find(function, rules);
            throw new NotSerializableClosureException(what + " cannot travel to the executors: "
                    + (culprit == null ? String.valueOf(e instanceof StackOverflowError ? "its objects are nested too deeply" : e) : culprit), e);
        }
        return bytes.toByteArray();
    }

    /** A fresh copy of a function. */
    public static Object read(final byte[] bytes, final ClassRules rules) throws IOException, ClassNotFoundException {
        try (ClosureInput in = new ClosureInput(new ByteArrayInputStream(bytes), rules)) {
            return in.readObject();
        }
    }
}
