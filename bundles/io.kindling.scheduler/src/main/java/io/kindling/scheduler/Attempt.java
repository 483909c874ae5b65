package io.kindling.scheduler;

/** One launched task attempt; exists as long as it holds slots. */
final class Attempt {

    private final long id;
    private final StageRun run;
    private final int stageAttempt;
    private final int partition;
    private final int number;
    private final ExecutorEntry executor;
    private final int outputsClock;
    private final long sinceNanos;
    private boolean recalled;
    private AttemptState state = AttemptState.RUNNING;

    /**
     * @param outputsClock {@link MapOutputRegistry#clock()} at launch: what the executor knew at least
     * @param sinceNanos   when it was launched
     */
    Attempt(final long id, final StageRun run, final int partition, final int number, final ExecutorEntry executor,
            final int outputsClock, final long sinceNanos) {
        this.id = id;
        this.run = run;
        this.stageAttempt = run.attempt();
        this.partition = partition;
        this.number = number;
        this.executor = executor;
        this.outputsClock = outputsClock;
        this.sinceNanos = sinceNanos;
    }

    long id() {
        return id;
    }

    StageRun run() {
        return run;
    }

    int stageAttempt() {
        return stageAttempt;
    }

    int partition() {
        return partition;
    }

    int number() {
        return number;
    }

    ExecutorEntry executor() {
        return executor;
    }

    int outputsClock() {
        return outputsClock;
    }

    long sinceNanos() {
        return sinceNanos;
    }

    /** Notes that it is asked back if it has not begun; whether that is news, and it is wanted. */
    boolean recall() {
        final boolean news = !recalled && state == AttemptState.RUNNING;
        recalled |= news;
        return news;
    }

    /** Whether it was asked back: if it comes back killed, it has not begun. */
    boolean isRecalled() {
        return recalled;
    }

    AttemptState state() {
        return state;
    }

    void become(final AttemptState next) {
        state = TransitionTables.ATTEMPT.next(id, state, next);
    }
}
