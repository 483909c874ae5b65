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
    private AttemptState state = AttemptState.RUNNING;

    /**
     * @param outputsClock {@link MapOutputRegistry#clock()} at launch: what the executor knew at least
     */
    Attempt(final long id, final StageRun run, final int partition, final int number, final ExecutorEntry executor,
            final int outputsClock) {
        this.id = id;
        this.run = run;
        this.stageAttempt = run.attempt();
        this.partition = partition;
        this.number = number;
        this.executor = executor;
        this.outputsClock = outputsClock;
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

    AttemptState state() {
        return state;
    }

    void become(final AttemptState next) {
        state = TransitionTables.ATTEMPT.next(id, state, next);
    }
}
