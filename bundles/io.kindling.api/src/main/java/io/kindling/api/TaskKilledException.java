package io.kindling.api;

/** Ends a task attempt that has been killed; thrown by {@link TaskContext#killTaskIfInterrupted()}. */
public final class TaskKilledException extends KindlingException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    public TaskKilledException(final String reason) {
        super("The task was killed: " + reason);
        this.reason = reason;
    }

    /** Why. */
    public String reason() {
        return reason;
    }
}
