package io.kindling.driver.control;

import io.kindling.api.KindlingException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** A job as its caller waits for it. The agent fills it; the caller's thread waits and decodes. */
final class JobHandle {

    private static final long LOOK_SECONDS = 5;

    private final Map<Integer, Integer> slots = new HashMap<>();
    private final byte[][] results;
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    /** @param partitions those that are wanted, in the order in which their results are */
    JobHandle(final List<Integer> partitions) {
        partitions.forEach(partition -> slots.put(partition, slots.size()));
        results = new byte[slots.size()][];
    }

    /** The agent: a partition's result is there. */
    void put(final int partition, final byte[] result) {
        results[slots.get(partition)] = result;
    }

    /** The agent: all are there. */
    void succeed() {
        done.complete(null);
    }

    /** Anybody: the job has failed. */
    void fail(final KindlingException cause) {
        done.completeExceptionally(cause);
    }

    /** The agent: whether every result is there. */
    boolean isComplete() {
        return Arrays.stream(results).allMatch(Objects::nonNull);
    }

    /**
     * Waits for the end.
     *
     * @param alive whether anybody is left who could end it
     * @throws KindlingException        if the job failed; with the caller's trace
     * @throws InterruptedException     if the caller does not want to wait any more
     */
    byte[][] await(final BooleanSupplier alive) throws InterruptedException {
        while (true) {
            try {
                done.get(LOOK_SECONDS, TimeUnit.SECONDS);
                return results;
            } catch (final TimeoutException e) {
                if (!alive.getAsBoolean()) {
                    fail(new KindlingException("The job cannot end, because its context has"));
                }
            } catch (final ExecutionException e) {
                final KindlingException cause = (KindlingException) e.getCause();
                // The trace that helps is the caller's: which action it was.
                cause.setStackTrace(new Throwable().getStackTrace());
                throw cause;
            }
        }
    }
}
