package io.kindling.executor.control;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** How an executor ends: the first reason counts. Thread-safe. */
public final class Ending {

    /** The exit code after an OutOfMemoryError. */
    public static final int OUT_OF_MEMORY = 52;

    /** The exit code when no local directory works. */
    public static final int NO_LOCAL_DIRECTORY = 53;

    /** The exit code when the shuffle that the application chose is not there. */
    public static final int NO_SUCH_SHUFFLE = 54;

    private final CompletableFuture<Reason> first = new CompletableFuture<>();

    /**
     * Why.
     *
     * @param code the exit code
     * @param text in words
     * @param over whether the application is over, and not this executor alone
     */
    public record Reason(int code, String text, boolean over) {
    }

    /** The executor is to end; only the first call counts. */
    public void end(final int code, final String text) {
        first.complete(new Reason(code, text, false));
    }

    /** The application is over; only the first call counts, of this or the other one. */
    public void over(final String text) {
        first.complete(new Reason(0, text, true));
    }

    /** Whether the end has been called for. */
    public boolean hasCome() {
        return first.isDone();
    }

    /** Why it is to end; null if it is not yet. */
    public Reason reason() {
        return first.getNow(null);
    }

    /** Waits for the end. */
    public Reason await() throws InterruptedException {
        try {
            return first.get();
        } catch (final ExecutionException e) {
            throw new IllegalStateException("Nobody completes it that way", e);
        }
    }
}
