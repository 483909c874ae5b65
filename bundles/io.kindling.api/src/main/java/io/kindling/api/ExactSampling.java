package io.kindling.api;

import io.kindling.api.function.Function2;
import io.kindling.api.spi.PartitionFunctions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;

/**
 * Samples of exact size for each key. A first job counts each key by partition; the driver draws how many of each partition's are taken; a partition
 * then chooses that many of as many as it has: D. E. Knuth, "The Art of Computer Programming" 2, 3.4.2, algorithm S. What is drawn depends on how often a
 * key has come before in its partition, not on other keys, so the sizes are exact even if a partition comes in another order the next time.
 */
final class ExactSampling {

    private static final double LARGEST_MEAN = 500;

    private ExactSampling() {
    }

    static <K, V> PairRdd<K, V> of(final PairRdd<K, V> pairs, final boolean replacing, final Map<K, Double> fractions, final long seed) {
        fractions.values().forEach(fraction -> Sampling.check(replacing, fraction));
        final List<K> keys = new ArrayList<>(fractions.keySet());
        final List<long[]> counts = pairs.mapPartitions((Iterator<Tuple2<K, V>> records) -> List.of(counts(keys, records)).iterator()).collect();
        final long[][] wanted = new long[counts.size()][keys.size()];
        final SplittableRandom random = new SplittableRandom(seed);
        for (int k = 0; k < keys.size(); k++) {
            final int key = k;
            final long[] ofKey = counts.stream().mapToLong(each -> each[key]).toArray();
            final long draws = (long) Math.ceil(fractions.get(keys.get(k)) * Arrays.stream(ofKey).sum());
            final long[] drawn = new long[ofKey.length];
            split(ofKey, 0, ofKey.length, draws, replacing, random, drawn);
            for (int p = 0; p < drawn.length; p++) {
                wanted[p][k] = drawn[p];
            }
        }
        return pairs.mapPartitionsWithIndex(chosen(keys, counts.toArray(long[][]::new), wanted, replacing, seed), true).mapToPair(PartitionFunctions.same());
    }

    private static <K, V> long[] counts(final List<K> keys, final Iterator<Tuple2<K, V>> records) {
        final Map<K, Integer> indexes = indexes(keys);
        final long[] counts = new long[keys.size()];
        while (records.hasNext()) {
            counts[index(indexes, records.next()._1)]++;
        }
        return counts;
    }

    private static <K> Map<K, Integer> indexes(final List<K> keys) {
        final Map<K, Integer> indexes = new HashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            indexes.put(keys.get(i), i);
        }
        return indexes;
    }

    private static <K> int index(final Map<K, Integer> indexes, final K key) {
        final Integer index = indexes.get(key);
        if (index == null) {
            throw new IllegalArgumentException("sampleByKeyExact has no fraction for the key " + key);
        }
        return index;
    }

    /** Draws among partitions: each draw goes to the left half as likely as it has what is left to draw from. */
    private static void split(final long[] counts, final int from, final int to, final long draws, final boolean replacing, final SplittableRandom random,
                              final long[] drawn) {
        if (to - from == 1) {
            drawn[from] = draws;
            return;
        }
        final int middle = (from + to) >>> 1;
        final long left = Arrays.stream(counts, from, middle).sum();
        final long all = left + Arrays.stream(counts, middle, to).sum();
        long mine = 0;
        for (long i = 0; i < draws; i++) {
            final long gone = replacing ? 0 : i;
            if (random.nextLong(all - gone) < left - (replacing ? 0 : mine)) {
                mine++;
            }
        }
        if (draws > 0) {
            split(counts, from, middle, mine, replacing, random, drawn);
            split(counts, middle, to, draws - mine, replacing, random, drawn);
        }
    }

    private static <K, V> Function2<Integer, Iterator<Tuple2<K, V>>, Iterator<Tuple2<K, V>>> chosen(final List<K> keys, final long[][] counts,
                                                                                              final long[][] wanted, final boolean replacing, final long seed) {
        return (partition, records) -> new Chosen<>(keys, counts[partition].clone(), wanted[partition].clone(), replacing,
                new SplittableRandom(seed ^ (partition + 1L) * 0x9E3779B97F4A7C15L), records);
    }

    /** Each pair as often as is drawn for it. */
    private static final class Chosen<K, V> implements Iterator<Tuple2<K, V>> {

        private final Map<K, Integer> indexes;
        private final long[] left;
        private final long[] wanted;
        private final boolean replacing;
        private final SplittableRandom[] random;
        private final Iterator<Tuple2<K, V>> records;
        private Tuple2<K, V> record;
        private long times;

        Chosen(final List<K> keys, final long[] left, final long[] wanted, final boolean replacing, final SplittableRandom seeds,
               final Iterator<Tuple2<K, V>> records) {
            indexes = indexes(keys);
            this.left = left;
            this.wanted = wanted;
            this.replacing = replacing;
            random = new SplittableRandom[keys.size()];
            Arrays.setAll(random, i -> new SplittableRandom(seeds.nextLong()));
            this.records = records;
        }

        @Override
        public boolean hasNext() {
            while (times == 0 && records.hasNext()) {
                record = records.next();
                times = times(index(indexes, record._1));
            }
            return times > 0;
        }

        @Override
        public Tuple2<K, V> next() {
            if (!hasNext()) {
                throw new NoSuchElementException("There are no more records");
            }
            times--;
            return record;
        }

        private long times(final int key) {
            final long rest = left[key]--;
            if (rest < 1) {
                return 0; // more than were counted: the partition has changed since
            }
            final long taken = replacing ? binomial(wanted[key], 1.0 / rest, random[key]) : random[key].nextLong(rest) < wanted[key] ? 1 : 0;
            wanted[key] -= taken;
            return taken;
        }
    }

    /** By inversion, in parts whose mean is small enough for it. */
    private static long binomial(final long trials, final double chance, final SplittableRandom random) {
        if (trials == 0 || chance >= 1) {
            return trials;
        } else if (trials * chance > LARGEST_MEAN) {
            return binomial(trials / 2, chance, random) + binomial(trials - trials / 2, chance, random);
        }
        double probability = Math.exp(trials * Math.log1p(-chance));
        double drawn = random.nextDouble();
        long hits = 0;
        while (drawn > probability && hits < trials) {
            drawn -= probability;
            hits++;
            probability *= chance / (1 - chance) * (trials - hits + 1) / hits;
        }
        return hits;
    }
}
