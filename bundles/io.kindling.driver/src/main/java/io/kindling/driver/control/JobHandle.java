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

    private final JobRequest request;
    private final PartitionListener listener;
    private final Map<Integer, Integer> slots = new HashMap<>();
    private final byte[][] results;
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    JobHandle(final JobRequest request, final PartitionListener listener) {
        this.request = request;
        this.listener = listener;
        request.partitions().forEach(partition -> slots.put(partition, slots.size()));
        results = new byte[slots.size()][];
    }

    JobRequest request() {
        return request;
    }

    /** The agent: a partition's result is there. */
    void put(final int partition, final byte[] result) {
        final int slot = slots.get(partition);
        results[slot] = result;
        listener.onResult(slot, result);
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

    /** Told once when it has ended, on the thread that ends it or, if it has ended before, at once: must not block. */
    void whenEnded(final Runnable then) {
        done.whenComplete((nothing, failure) -> then.run());
    }

    /** Why it failed, or null; asked when it has ended. */
    KindlingException failure() {
        try {
            done.getNow(null);
            return null;
        } catch (final RuntimeException e) {
            return e.getCause() instanceof KindlingException said ? said : new KindlingException("The job failed: " + e, e);
        }
    }

    /** All results; asked when it has ended well. */
    List<byte[]> results() {
        return Arrays.asList(results);
    }

    /**
     * Waits for the end.
     *
     * @param alive whether anybody is left who could end it
     * @throws KindlingException        if the job failed; with the caller's trace
     * @throws InterruptedException     if the caller does not want to wait any more
     */
    List<byte[]> await(final BooleanSupplier alive) throws InterruptedException {
        while (true) {
            try {
                done.get(LOOK_SECONDS, TimeUnit.SECONDS);
                return results();
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
