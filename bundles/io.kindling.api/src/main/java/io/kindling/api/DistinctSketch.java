package io.kindling.api;

import java.io.Serializable;

/**
 * Estimates how many different values there are in little memory. HyperLogLog with 64-bit hashes as in S. Heule, M. Nunkesser, A. Hall, "HyperLogLog
 * in Practice" (EDBT 2013, HyperLogLog++), and the estimator of O. Ertl, "New cardinality estimation algorithms for HyperLogLog sketches"
 * (arXiv:1702.01284, algorithm 6), which needs no tables of empirical corrections. The first few values are kept as hashes, and counted. Values that
 * are equal must have equal hash codes on all machines. Not thread-safe.
 */
final class DistinctSketch implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final int LEAST_PRECISION = 4;
    private static final int MOST_PRECISION = 24;
    private static final int LEAST_FEW = 32;
    private static final int MOST_FEW = 1_024;
    private static final double ALPHA = 0.5 / Math.log(2);

    private final int precision;
    private byte[] registers;
    /** Hashes at their places, zero where there is none, while there are few; null from then on. */
    private long[] few = new long[8];
    private int count;

    private DistinctSketch(final int precision) {
        this.precision = precision;
    }

    /** A sketch whose estimates have about this relative standard deviation. */
    static DistinctSketch of(final double relativeDeviation) {
        // The constant of the standard error of 1.04 / sqrt(m), with some room for m being a power of 2; as Spark does.
        final double wanted = Math.ceil(2 * Math.log(1.054 / relativeDeviation) / Math.log(2));
        if (!(relativeDeviation > 0) || wanted > MOST_PRECISION) {
            throw new IllegalArgumentException("The relative deviation of countApproxDistinct is " + relativeDeviation + "; it must be at least 0.00026");
        }
        return new DistinctSketch(Math.max(LEAST_PRECISION, (int) wanted));
    }

    /** Adds a value; this. */
    DistinctSketch add(final Object value) {
        addHash(Hash64.of(value));
        return this;
    }

    /** Adds what another sketch of the same precision has seen; this. */
    DistinctSketch merge(final DistinctSketch other) {
        if (other.few != null) {
            for (final long hash : other.few) {
                if (hash != 0) {
                    addHash(hash);
                }
            }
            return this;
        }
        spread();
        for (int i = 0; i < registers.length; i++) {
            registers[i] = (byte) Math.max(registers[i], other.registers[i]);
        }
        return this;
    }

    /** About how many different values it has seen. */
    long estimate() {
        if (few != null) {
            return count;
        }
        final int most = 64 - precision;
        final int[] histogram = new int[most + 2];
        for (final byte register : registers) {
            histogram[register]++;
        }
        final double m = registers.length;
        double z = m * tau(1 - histogram[most + 1] / m);
        for (int k = most; k >= 1; k--) {
            z = 0.5 * (z + histogram[k]);
        }
        z += m * sigma(histogram[0] / m);
        return Math.round(ALPHA * m * m / z);
    }

    private void addHash(final long hash) {
        if (few == null) {
            register(hash);
        } else if (keep(few, hash == 0 ? 1 : hash)) {
            count++;
            if (count > Math.max(LEAST_FEW, Math.min(MOST_FEW, 1 << precision - 1))) {
                spread();
            } else if (2 * count > few.length) {
                grow();
            }
        }
    }

    private void grow() {
        final long[] larger = new long[2 * few.length];
        for (final long hash : few) {
            if (hash != 0) {
                keep(larger, hash);
            }
        }
        few = larger;
    }

    /** Whether it was not there yet. */
    private static boolean keep(final long[] hashes, final long hash) {
        int place = (int) hash & hashes.length - 1;
        while (hashes[place] != 0) {
            if (hashes[place] == hash) {
                return false;
            }
            place = place + 1 & hashes.length - 1;
        }
        hashes[place] = hash;
        return true;
    }

    private void register(final long hash) {
        final int index = (int) (hash >>> 64 - precision);
        final int rank = Math.min(Long.numberOfLeadingZeros(hash << precision), 64 - precision) + 1;
        if (rank > registers[index]) {
            registers[index] = (byte) rank;
        }
    }

    /** From hashes to registers. */
    private void spread() {
        if (few != null) {
            registers = new byte[1 << precision];
            for (final long hash : few) {
                if (hash != 0) {
                    register(hash);
                }
            }
            few = null;
        }
    }

    private static double sigma(final double start) {
        if (start == 1) {
            return Double.POSITIVE_INFINITY;
        }
        double x = start;
        double y = 1;
        double z = x;
        double before;
        do {
            x *= x;
            before = z;
            z += x * y;
            y += y;
        } while (z != before);
        return z;
    }

    private static double tau(final double start) {
        if (start == 0 || start == 1) {
            return 0;
        }
        double x = start;
        double y = 1;
        double z = 1 - x;
        double before;
        do {
            x = Math.sqrt(x);
            before = z;
            y *= 0.5;
            z -= (1 - x) * (1 - x) * y;
        } while (z != before);
        return z / 3;
    }
}
