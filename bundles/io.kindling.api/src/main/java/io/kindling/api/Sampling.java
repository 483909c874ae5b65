package io.kindling.api;

import io.kindling.api.function.Function2;
import io.kindling.api.spi.OrderSensitive;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.ToIntFunction;

/** Random choices that come out the same for the same seed, partition by partition, also when a partition is computed again. */
final class Sampling {

    private static final double LARGEST_MEAN = 500;

    private Sampling() {
    }

    static void check(final boolean replacing, final double fraction) {
        if (!(fraction >= 0) || !replacing && fraction > 1 || Double.isInfinite(fraction)) {
            throw new IllegalArgumentException("The fraction of a sample is " + fraction + "; it must be 0 to " + (replacing ? "any number" : "1"));
        }
    }

    /** How often a record is taken: by chance once, or in a Poisson distribution if it may be taken again. */
    static <T> Function2<Integer, Iterator<T>, Iterator<T>> of(final boolean replacing, final double fraction, final long seed) {
        return (Function2<Integer, Iterator<T>, Iterator<T>> & OrderSensitive) (partition, records) -> {
            final SplittableRandom random = of(seed, partition);
            return new Repeated<>(records, record -> replacing ? poisson(random, fraction) : random.nextDouble() < fraction ? 1 : 0);
        };
    }

    /** As {@link #of}, with a fraction for each key. */
    static <K, V> Function2<Integer, Iterator<Tuple2<K, V>>, Iterator<Tuple2<K, V>>> byKey(final boolean replacing, final Map<K, Double> fractions,
                                                                                         final long seed) {
        return (Function2<Integer, Iterator<Tuple2<K, V>>, Iterator<Tuple2<K, V>>> & OrderSensitive) (partition, records) -> {
            final SplittableRandom random = of(seed, partition);
            return new Repeated<>(records, record -> {
                final Double fraction = fractions.get(record._1);
                if (fraction == null) {
                    throw new IllegalArgumentException("sampleByKey has no fraction for the key " + record._1);
                }
                return replacing ? poisson(random, fraction) : random.nextDouble() < fraction ? 1 : 0;
            });
        };
    }

    /** The records whose random number lies in a cell. */
    static <T> Function2<Integer, Iterator<T>, Iterator<T>> cell(final double from, final double to, final long seed) {
        return (Function2<Integer, Iterator<T>, Iterator<T>> & OrderSensitive) (partition, records) -> {
            final SplittableRandom random = of(seed, partition);
            return new Repeated<>(records, record -> {
                final double drawn = random.nextDouble();
                return drawn >= from && drawn < to ? 1 : 0;
            });
        };
    }

    /** Upper ends of cells in proportion to weights. */
    static double[] cells(final double[] weights) {
        double sum = 0;
        for (final double weight : weights) {
            if (!(weight >= 0)) {
                throw new IllegalArgumentException("A weight of randomSplit is " + weight + "; it must not be negative");
            }
            sum += weight;
        }
        if (!(sum > 0)) {
            throw new IllegalArgumentException("The weights of randomSplit add up to " + sum + "; the sum must be positive");
        }
        final double[] ends = new double[weights.length];
        double end = 0;
        for (int i = 0; i < weights.length; i++) {
            end += weights[i] / sum;
            ends[i] = i == weights.length - 1 ? 1 : end;
        }
        return ends;
    }

    /**
     * Exactly so many records, or all if there are fewer: a sample that is large enough almost always, drawn again if it is not.
     */
    static <T> List<T> take(final Rdd<T> data, final boolean replacing, final int wanted, final long seed) {
        if (wanted < 0) {
            throw new IllegalArgumentException("takeSample(" + wanted + "): the number must not be negative");
        }
        final long count = wanted == 0 ? 0 : data.count();
        if (count == 0) {
            return new ArrayList<>();
        }
        final Random random = new Random(seed);
        if (!replacing && wanted >= count) {
            final List<T> all = new ArrayList<>(data.collect());
            Collections.shuffle(all, random);
            return all;
        }
        final double fraction = enough(wanted, count, replacing);
        List<T> drawn = data.sample(replacing, fraction, random.nextLong()).collect();
        while (drawn.size() < wanted) {
            drawn = data.sample(replacing, fraction, random.nextLong()).collect();
        }
        final List<T> taken = new ArrayList<>(drawn);
        Collections.shuffle(taken, random);
        return new ArrayList<>(taken.subList(0, wanted));
    }

    /** A fraction that gives too few in one of 10,000 cases: X. Meng, "Scalable simple random sampling and stratified sampling" (ICML 2013). */
    private static double enough(final int wanted, final long count, final boolean replacing) {
        final double fraction = (double) wanted / count;
        if (replacing) {
            final double deviations = wanted < 12 ? 9 : 5;
            return fraction + deviations * Math.sqrt(fraction / count);
        }
        final double gamma = -Math.log(1e-4) / count;
        return Math.min(1, Math.max(1e-10, fraction + gamma + Math.sqrt(gamma * gamma + 2 * gamma * fraction)));
    }

    private static SplittableRandom of(final long seed, final int partition) {
        return new SplittableRandom(seed ^ (partition + 1L) * 0x9E3779B97F4A7C15L);
    }

    /** In parts, since the product below cannot be told from zero for large means: a sum of Poisson variables is one of the sum of their means. */
    private static int poisson(final SplittableRandom random, final double mean) {
        int count = 0;
        double rest = mean;
        for (; rest > LARGEST_MEAN; rest -= LARGEST_MEAN) {
            count = Math.addExact(count, poissonOfSmall(random, LARGEST_MEAN));
        }
        return Math.addExact(count, poissonOfSmall(random, rest));
    }

    /** D. E. Knuth, "The Art of Computer Programming" 2, 3.4.1. */
    private static int poissonOfSmall(final SplittableRandom random, final double mean) {
        final double limit = Math.exp(-mean);
        double product = random.nextDouble();
        int count = 0;
        while (product > limit) {
            product *= random.nextDouble();
            count++;
        }
        return count;
    }

    /** Each record as often as a function says. */
    private static final class Repeated<T> implements Iterator<T> {

        private final Iterator<T> records;
        private final ToIntFunction<T> times;
        private T record;
        private int left;

        Repeated(final Iterator<T> records, final ToIntFunction<T> times) {
            this.records = records;
            this.times = times;
        }

        @Override
        public boolean hasNext() {
            while (left == 0 && records.hasNext()) {
                record = records.next();
                left = times.applyAsInt(record);
            }
            return left > 0;
        }

        @Override
        public T next() {
            if (!hasNext()) {
                throw new NoSuchElementException("There are no more records");
            }
            left--;
            return record;
        }
    }
}
