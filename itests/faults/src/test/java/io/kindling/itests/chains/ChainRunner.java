package io.kindling.itests.chains;

import io.kindling.api.KindlingContext;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Runs random programs one after the other; of one that goes wrong, finds a smallest. */
final class ChainRunner {

    private static final int SHRINKING_SECONDS = 60;

    private final Supplier<KindlingContext> contexts;
    private final Settings settings;
    private final Map<String, Integer> operations = new TreeMap<>();

    ChainRunner(final Supplier<KindlingContext> contexts, final Settings settings) {
        this.contexts = contexts;
        this.settings = settings;
    }

    /**
     * Runs programs from a seed on until so many are through, or the time is over and the least number is; returns how many that were. So a machine with
     * much else to do takes longer, rather than show next to nothing.
     */
    int run(final long firstSeed, final int least, final int programs, final int seconds) {
        int done = 0;
        KindlingContext context = contexts.get();
        final long end = System.nanoTime() + seconds * 1_000_000_000L;
        try {
            while (done < programs && (done < least || System.nanoTime() < end)) {
                if (done % 500 == 499) {
                    context.close();
                    context = contexts.get();
                }
                final long seed = firstSeed + done++;
                final Chain chain = Chain.random(seed);
                try {
                    chain.run(context, settings).count(operations);
                } catch (final AssertionError e) {
                    throw new AssertionError("The random program of seed " + seed + " goes wrong; a smaller one of it:\n"
                            + shrunk(context, chain, e).getMessage(), e);
                }
            }
            return done;
        } finally {
            context.close();
        }
    }

    /** How often each operation was called. */
    Map<String, Integer> operations() {
        return operations;
    }

    private AssertionError shrunk(final KindlingContext context, final Chain chain, final AssertionError first) {
        final long end = System.nanoTime() + SHRINKING_SECONDS * 1_000_000_000L;
        Chain smallest = chain;
        AssertionError error = first;
        boolean again = true;
        while (again) {
            again = false;
            for (final Chain smaller : smallest.smaller()) {
                if (System.nanoTime() > end) {
                    return error;
                }
                try {
                    smaller.run(context, settings);
                } catch (final AssertionError e) {
                    smallest = smaller;
                    error = e;
                    again = true;
                    break;
                }
            }
        }
        return error;
    }
}
