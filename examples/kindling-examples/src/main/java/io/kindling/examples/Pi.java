package io.kindling.examples;

import io.kindling.api.KindlingConf;
import io.kindling.api.KindlingContext;
import java.util.SplittableRandom;

/** Estimates pi by throwing darts at a square: {@code Pi [SLICES]}. The same slices give the same answer. */
public final class Pi {

    private static final int DARTS = 2_000_000;

    private Pi() {
    }

    public static void main(final String[] args) {
        final int slices = args.length > 0 ? Integer.parseInt(args[0]) : 4;
        try (KindlingContext context = new KindlingContext(new KindlingConf().setIfMissing(KindlingConf.APP_NAME, "pi"))) {
            final long hits = context.range(0, slices, 1, slices).map(Pi::hits).reduce(Long::sum);
            System.out.printf("Pi is roughly %.4f%n", 4.0 * hits / ((double) slices * DARTS));
        }
    }

    private static Long hits(final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        long inside = 0;
        for (int i = 0; i < DARTS; i++) {
            final double x = random.nextDouble();
            final double y = random.nextDouble();
            inside += x * x + y * y <= 1 ? 1 : 0;
        }
        return inside;
    }
}
