package io.kindling.cluster.standalone.command;

/** A command cannot go on; its text is for the user and complete. */
public final class CommandFailure extends Exception {

    private static final long serialVersionUID = 1L;

    public CommandFailure(final String message) {
        super(message);
    }

    public CommandFailure(final String message, final Throwable cause) {
        super(message, cause);
    }
}
