package io.kindling.protocol.stage;

/**
 * A function of the application, opaque to the runtime until an executor's class space opens it.
 *
 * @param language  what wrote it
 * @param bytes     the function as its language ships it
 * @param stateless whether it captures nothing or only immutable values, so that one copy may serve every attempt
 */
public record FunctionBlob(Language language, byte[] bytes, boolean stateless) {

    /** What wrote a function. */
    public enum Language {
        /** A Java object, serialised with its class space's codec. */
        JAVA,
        /** One of the runtime's own, by number: {@link Builtin}. */
        BUILTIN
    }

    /** A function of the runtime's own. */
    public static FunctionBlob builtin(final Builtin builtin) {
        return new FunctionBlob(Language.BUILTIN, new byte[] {(byte) builtin.number()}, true);
    }
}
