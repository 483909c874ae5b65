package io.kindling.examples.hotswap;

import io.kindling.api.KindlingContext;
import io.kindling.api.KindlingException;
import io.kindling.api.Tuple2;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Adds the numbers below a limit up, by their last digits, in two shuffles; each number first walks its Collatz sequence to the end, which
 * is work that has a known result. It runs again and again on a thread of its own until it may end, and every round must be right.
 */
final class LongJob {

    private static final long NUMBERS = 40_000_000;
    private static final int MAPS = 96;
    private static final long ENDINGS = 10_000;
    private static final long DIGITS = 10;
    private static final long LIMIT_MINUTES = 10;

    private final KindlingContext context;
    private final CompletableFuture<Integer> rounds = new CompletableFuture<>();
    private volatile boolean mayEnd;

    LongJob(final KindlingContext context) {
        this.context = context;
    }

    LongJob start() {
        new Thread(this::run, "hot-swap-job").start();
        return this;
    }

    /** Lets the round under way end and waits for it; how many rounds there were. */
    int await() throws InterruptedException {
        mayEnd = true;
        try {
            return rounds.get(LIMIT_MINUTES, TimeUnit.MINUTES);
        } catch (final ExecutionException e) {
            throw e.getCause() instanceof KindlingException failure ? failure : new KindlingException("the job failed: " + e.getCause(), e.getCause());
        } catch (final TimeoutException e) {
            throw new KindlingException("the job has not ended after " + LIMIT_MINUTES + " minutes", e);
        }
    }

    private void run() {
        try {
            int count = 0;
            do {
                final Map<Long, Long> sums = round();
                if (!sums.equals(expected())) {
                    throw new KindlingException("round " + count + " has " + sums + " instead of " + expected());
                }
                count++;
            } while (!mayEnd);
            rounds.complete(count);
        } catch (final RuntimeException e) {
            rounds.completeExceptionally(e);
        }
    }

    private Map<Long, Long> round() {
        return new TreeMap<>(context.range(0, NUMBERS, 1, MAPS)
                .mapToPair(n -> new Tuple2<>(n % ENDINGS, n * endOfSequence(n + 1)))
                .reduceByKey(Long::sum)
                .mapToPair(byEnding -> new Tuple2<>(byEnding._1() % DIGITS, byEnding._2()))
                .reduceByKey(Long::sum)
                .collectAsMap());
    }

    /** By last digit d, the sum of d, d + 10, d + 20 ... below the limit. */
    private static Map<Long, Long> expected() {
        final Map<Long, Long> sums = new TreeMap<>();
        final long each = NUMBERS / DIGITS;
        for (long digit = 0; digit < DIGITS; digit++) {
            sums.put(digit, each * digit + DIGITS * (each * (each - 1) / 2));
        }
        return sums;
    }

    /** 1, as far as anybody knows (L. Collatz, 1937). */
    private static long endOfSequence(final long start) {
        long n = start;
        while (n > 1) {
            n = (n & 1) == 0 ? n >> 1 : 3 * n + 1;
        }
        return n;
    }
}
