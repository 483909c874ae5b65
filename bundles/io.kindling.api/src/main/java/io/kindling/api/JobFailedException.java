package io.kindling.api;

/**
 * A job has failed. The message names the cause, the stage, partition and attempt, the executor and host, and the
 * setting that would help.
 */
public final class JobFailedException extends KindlingException {

    private static final long serialVersionUID = 1L;

    private final String detail;

    /**
     * @param message for the user
     * @param detail  the remote trace or the log's tail; may be null
     */
    public JobFailedException(final String message, final String detail) {
        super(message);
        this.detail = detail;
    }

    /** The trace of what was thrown on the executor, or the tail of its log; null if there is none. */
    public String detail() {
        return detail;
    }
}
