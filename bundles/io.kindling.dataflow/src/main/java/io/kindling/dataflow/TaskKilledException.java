package io.kindling.dataflow;

/** The task attempt is not wanted any more. */
public final class TaskKilledException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public TaskKilledException(final String reason) {
        super(reason);
    }
}
