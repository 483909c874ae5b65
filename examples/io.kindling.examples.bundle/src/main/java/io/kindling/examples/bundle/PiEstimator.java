package io.kindling.examples.bundle;

import io.kindling.api.KindlingConf;
import io.kindling.api.KindlingContext;
import io.kindling.api.KindlingContextFactory;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Estimates pi by throwing darts: from a master URL and a number of slices to the estimate. */
@Component(service = BiFunction.class, property = "example=pi")
public final class PiEstimator implements BiFunction<String, Integer, Double> {

    private static final int DARTS = 200_000;

    private final KindlingContextFactory contexts;

    @Activate
    public PiEstimator(@Reference final KindlingContextFactory contexts) {
        this.contexts = contexts;
    }

    @Override
    public Double apply(final String masterUrl, final Integer slices) {
        try (KindlingContext context = contexts.create(new KindlingConf(false).setMaster(masterUrl).setAppName("pi"))) {
            final long hits = context.range(0, slices, 1, slices).map(PiEstimator::hits).reduce(Long::sum);
            return 4.0 * hits / ((double) slices * DARTS);
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
