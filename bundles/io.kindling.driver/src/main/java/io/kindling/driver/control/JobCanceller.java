package io.kindling.driver.control;

import io.kindling.common.JobId;
import io.kindling.common.StageId;
import java.util.List;
import java.util.function.Supplier;

/**
 * Ends jobs and task attempts that are not wanted any more. Groups and tags are those of one session; numbers are the application's. Thread-safe;
 * waits until the agent has heard of it, a few seconds at the most.
 */
public final class JobCanceller {

    private final Questions questions;
    private final ControlState state;
    private final DriverAgent agent;
    private final int session;

    JobCanceller(final Questions questions, final ControlState state, final DriverAgent agent, final int session) {
        this.session = session;
        this.questions = questions;
        this.state = state;
        this.agent = agent;
    }

    /**
     * Ends a job, which fails with the reason; one that has ended is left alone.
     *
     * @throws io.kindling.api.KindlingException if there never was a job of this number
     */
    public void job(final int job, final String reason) {
        questions.ask(() -> {
            agent.onCancel(job, reason == null ? "cancelJob(" + job + ") was called" : reason);
            return null;
        }, null);
    }

    /** Ends the jobs of a group; {@code future} refuses those to come too. */
    public void group(final String group, final boolean future, final String reason) {
        final String text = text("its group " + group + " was cancelled", reason);
        cancel(() -> {
            if (future) {
                state.jobs().refused().group(session, group, text);
            }
            return state.jobs().matching(request -> request.isIn(session, group));
        }, text);
    }

    /** Ends the jobs with a tag. */
    public void tag(final String tag, final String reason) {
        cancel(() -> state.jobs().matching(request -> request.session() == session && request.hasTag(tag)), text("jobs with the tag " + tag + " were cancelled", reason));
    }

    /** Ends the jobs that may need a stage. */
    public void stage(final int stage, final String reason) {
        cancel(() -> state.jobs().needing(new StageId(stage)), text("its stage " + stage + " was cancelled", reason));
    }

    /** Ends all jobs of the session; of the application and all its sessions, if it is the first. */
    public void all(final String reason) {
        cancel(() -> state.jobs().matching(request -> session == 0 || request.session() == session),
                text("all jobs of " + (session == 0 ? "the application" : "session " + session) + " were cancelled", reason));
    }

    /** Ends all jobs of the session, now and for good. */
    void session(final String reason) {
        cancel(() -> {
            state.jobs().refused().session(session, reason);
            return state.jobs().matching(request -> request.session() == session);
        }, reason);
    }

    /** Kills a task attempt, which then runs again; false if it is not under way. */
    public boolean task(final long task, final String reason) {
        return questions.ask(() -> agent.onKill(task, reason == null ? "killed" : reason), false);
    }

    private void cancel(final Supplier<List<JobId>> jobs, final String reason) {
        questions.ask(() -> {
            jobs.get().forEach(job -> agent.onCancel(job, reason));
            return null;
        }, null);
    }

    private static String text(final String what, final String reason) {
        return reason == null || reason.isBlank() ? what : what + ": " + reason;
    }
}
