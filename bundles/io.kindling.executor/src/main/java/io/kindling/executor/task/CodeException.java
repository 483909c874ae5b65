package io.kindling.executor.task;

/** The application's code is not there, or cannot be opened: no fault of the task. Its message is a sentence for the user. */
public final class CodeException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean fatal;

    /** @param fatal whether it would be the same on every executor */
    public CodeException(final String message, final boolean fatal, final Throwable cause) {
        super(message, cause);
        this.fatal = fatal;
    }

    boolean isFatal() {
        return fatal;
    }
}
