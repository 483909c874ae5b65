package io.kindling.cluster.standalone.command;

/** A command cannot go on; its text is for the user and complete. */
public final class CommandFailure extends Exception {

    private static final long serialVersionUID = 1L;
    private static final int FAILURE = 1;
    private static final int USAGE = 2;

    private final int exitCode;

    public CommandFailure(final String message) {
        this(message, FAILURE, null);
    }

    public CommandFailure(final String message, final Throwable cause) {
        this(message, FAILURE, cause);
    }

    private CommandFailure(final String message, final int exitCode, final Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** The command line is wrong. */
    public static CommandFailure usage(final String message) {
        return new CommandFailure(message, USAGE, null);
    }

    public int exitCode() {
        return exitCode;
    }
}
