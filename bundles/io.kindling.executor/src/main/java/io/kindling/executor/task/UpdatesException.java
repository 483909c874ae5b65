package io.kindling.executor.task;

/** What a task has gathered for an accumulator cannot be sent. Its message is a sentence for the user that names the accumulator. */
final class UpdatesException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean fatal;

    /** @param fatal whether another attempt is useless */
    UpdatesException(final String message, final boolean fatal, final Throwable cause) {
        super(message, cause);
        this.fatal = fatal;
    }

    boolean isFatal() {
        return fatal;
    }
}
