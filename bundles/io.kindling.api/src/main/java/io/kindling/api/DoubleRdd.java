package io.kindling.api;

import io.kindling.api.function.Function;
import io.kindling.api.spi.PartitionFunctions;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import org.osgi.annotation.versioning.ProviderType;

/** A data set of doubles, with what can be told of numbers. */
@ProviderType
public interface DoubleRdd extends Rdd<Double> {

    @Override
    DoubleRdd filter(Function<Double, Boolean> function);

    @Override
    DoubleRdd setName(String name);

    @Override
    DoubleRdd filterPartitions(Function<Integer, Boolean> filter);

    /** The numbers of both, duplicates kept. */
    DoubleRdd union(DoubleRdd other);

    @Override
    DoubleRdd distinct();

    @Override
    DoubleRdd distinct(int partitions);

    @Override
    DoubleRdd repartition(int partitions);

    @Override
    DoubleRdd coalesce(int partitions);

    @Override
    default DoubleRdd coalesce(final int partitions, final boolean shuffle) {
        return shuffle ? repartition(partitions) : coalesce(partitions);
    }

    @Override
    default DoubleRdd sample(final boolean withReplacement, final double fraction) {
        return sample(withReplacement, fraction, ThreadLocalRandom.current().nextLong());
    }

    @Override
    default DoubleRdd sample(final boolean withReplacement, final double fraction, final long seed) {
        return Rdd.super.sample(withReplacement, fraction, seed).mapToDouble(PartitionFunctions.sameDouble());
    }

    @Override
    default DoubleRdd intersection(final Rdd<Double> other) {
        return Rdd.super.intersection(other).mapToDouble(PartitionFunctions.sameDouble());
    }

    @Override
    default DoubleRdd subtract(final Rdd<Double> other) {
        return subtract(other, Math.max(1, getNumPartitions()));
    }

    @Override
    default DoubleRdd subtract(final Rdd<Double> other, final int partitions) {
        return Rdd.super.subtract(other, partitions).mapToDouble(PartitionFunctions.sameDouble());
    }

    @Override
    DoubleRdd cache();

    @Override
    DoubleRdd persist(StorageLevel level);

    @Override
    DoubleRdd unpersist();

    @Override
    DoubleRdd unpersist(boolean blocking);

    /** Count, mean, variance and extremes in one pass. */
    default StatCounter stats() {
        return mapPartitions(PartitionFunctions.statistics()).collect().stream().reduce(new StatCounter(), StatCounter::merge);
    }

    /** As {@link #meanApprox(long, Double)}, with bounds that hold in 95 of 100 cases. */
    default PartialResult<BoundedDouble> meanApprox(final long timeout) {
        return meanApprox(timeout, 0.95);
    }

    /** As {@link #mean()}, with an estimate if that takes too long; see {@link #countApprox(long, double)}. */
    PartialResult<BoundedDouble> meanApprox(long timeout, Double confidence);

    /** As {@link #sumApprox(long, Double)}, with bounds that hold in 95 of 100 cases. */
    default PartialResult<BoundedDouble> sumApprox(final long timeout) {
        return sumApprox(timeout, 0.95);
    }

    /** As {@link #sum()}, with an estimate if that takes too long; see {@link #countApprox(long, double)}. */
    PartialResult<BoundedDouble> sumApprox(long timeout, Double confidence);

    /** The sum; 0 of no numbers. */
    default Double sum() {
        return fold(0.0, Double::sum);
    }

    /** The arithmetic mean; 0 of no numbers. */
    default Double mean() {
        return stats().mean();
    }

    /** The variance of the numbers as a whole population. */
    default Double variance() {
        return stats().variance();
    }

    /** The same as {@link #variance()}. */
    default Double popVariance() {
        return variance();
    }

    /** The estimate of a population's variance of which the numbers are a sample. */
    default Double sampleVariance() {
        return stats().sampleVariance();
    }

    /** The standard deviation of the numbers as a whole population. */
    default Double stdev() {
        return stats().stdev();
    }

    /** The same as {@link #stdev()}. */
    default Double popStdev() {
        return stdev();
    }

    /** The estimate of a population's standard deviation of which the numbers are a sample. */
    default Double sampleStdev() {
        return stats().sampleStdev();
    }

    /** The greatest number; throws {@link KindlingException} if there is none. */
    default Double max() {
        return reduce(Math::max);
    }

    /** The least number; throws {@link KindlingException} if there is none. */
    default Double min() {
        return reduce(Math::min);
    }

    /**
     * How many numbers lie between limits: at or above the lower and below the upper, and in the last also at the upper. NaN is in none.
     *
     * @param limits at least two, ascending, without duplicates
     */
    default long[] histogram(final double[] limits) {
        final Histogram histogram = new Histogram(limits.clone());
        return aggregate(new long[limits.length - 1], histogram::count, Histogram::add);
    }

    /** As {@link #histogram(double[])}; whether the columns are equally wide makes no difference to the result. */
    default long[] histogram(final Double[] limits, final boolean evenBuckets) {
        return histogram(Arrays.stream(limits).mapToDouble(Double::doubleValue).toArray());
    }

    /**
     * A histogram of equally wide columns from the least to the greatest number. Runs a job that finds these.
     *
     * @param columns at least 1
     * @return the limits, one more than there are columns, and the counts
     * @throws KindlingException if there is no number, or NaN or an infinity among them
     */
    default Tuple2<double[], long[]> histogram(final int columns) {
        final double[] limits = Histogram.limits(columns, stats());
        // All numbers are the same: one column has them.
        return limits.length == 2 && limits[0] == limits[1] ? new Tuple2<>(limits, new long[] {count()})
                : new Tuple2<>(Arrays.copyOf(limits, limits.length), histogram(limits));
    }
}
