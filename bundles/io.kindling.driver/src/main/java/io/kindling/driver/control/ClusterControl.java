package io.kindling.driver.control;

import io.kindling.api.KindlingException;
import io.kindling.api.admin.ClusterStatus;
import io.kindling.cluster.api.ClusterListener;
import io.kindling.cluster.api.ClusterManager;
import io.kindling.cluster.api.ClusterSession;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** The outside of an application's ties to its clusters. Thread-safe; waits a few seconds for the agent at the most. */
public final class ClusterControl {

    private final ControlInbox inbox;
    private final Questions questions;
    private final ControlState state;
    private final String name;

    ClusterControl(final ControlInbox inbox, final Questions questions, final ControlState state, final String name) {
        this.inbox = inbox;
        this.questions = questions;
        this.state = state;
        this.name = name;
    }

    /** How it is. Never waits. */
    public ClusterStatus status() {
        return state.claims().status();
    }

    /** An adapter is about to be asked for the application's first session; null if the application has ended. */
    public Opening opening(final ClusterProvider by) {
        return questions.ask(() -> {
            final ClusterBinding binding = state.claims().current();
            return open(binding, by, (attempt, session) -> {
                state.events().started(name, binding.tie().masterUrl());
                binding.opened(attempt, session);
            }, () -> { });
        }, null);
    }

    /**
     * An adapter is about to be asked to take the application to another cluster; null if the application has ended.
     *
     * @throws KindlingException if that cannot be now; says why
     */
    public Opening moving(final String masterUrl, final ClusterProvider by) {
        return questions.ask(() -> {
            final ClusterBinding binding = state.claims().beginMove(masterUrl);
            return open(binding, by, (attempt, session) -> state.claims().moved(binding, attempt, session), () -> state.claims().moveFailed(binding));
        }, null);
    }

    /** An adapter goes; done when nothing here refers to it any more. */
    public CompletableFuture<Void> leave(final ClusterManager leaving) {
        final CompletableFuture<Void> done = new CompletableFuture<>();
        final boolean asked = inbox.post(() -> state.claims().leave(leaving).thenRun(() -> done.complete(null)));
        if (!asked) {
            done.complete(null);
        }
        return done;
    }

    /** Whether an adapter carries a session of the application. */
    public boolean uses(final ClusterManager manager) {
        return questions.ask(() -> state.claims().uses(manager), false);
    }

    /** Adapters have come. */
    public void providersChanged() {
        inbox.post(state.claims()::providersChanged);
    }

    /** How many executors there should be from now on. */
    public void setTotal(final int executors) {
        if (executors < 0) {
            throw new KindlingException("An application cannot have " + executors + " executors: ask for 0 or more");
        }
        inbox.post(() -> state.claims().setTotal(executors));
    }

    /**
     * Drains an executor and gives it back; no other comes for it. One that has ended is left alone.
     *
     * @throws KindlingException if there never was one of this number
     */
    public void kill(final int executor) {
        questions.ask(() -> {
            state.claims().kill(executor);
            return null;
        }, null);
    }

    private Opening open(final ClusterBinding binding, final ClusterProvider by, final BiConsumer<Integer, ClusterSession> opened, final Runnable failed) {
        final ClusterListener listener = binding.opening(by);
        final int attempt = binding.attempt();
        // Whoever asked for it sees it when he goes on.
        return new Opening(listener, session -> inbox.post(() -> opened.accept(attempt, session)) && questions.ask(() -> true, true), () -> inbox.post(() -> {
            binding.notOpened(attempt);
            failed.run();
        }));
    }

    /**
     * A session that the caller opens; he says what came of it, once.
     *
     * @param listener what the cluster is to tell
     * @param taker    takes the session; false if the application has ended, and the session remains the caller's
     * @param failed   there is no session
     */
    public record Opening(ClusterListener listener, Predicate<ClusterSession> taker, Runnable failed) {
    }
}
