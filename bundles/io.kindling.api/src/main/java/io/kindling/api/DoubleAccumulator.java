package io.kindling.api;

/** Sums and counts numbers. The sum depends on the order of the partitions in its last digits, as sums of doubles do. */
public class DoubleAccumulator extends AccumulatorV2<Double, Double> {

    private static final long serialVersionUID = 1L;

    private double sum;
    private long count;

    /** With nothing in it. */
    public DoubleAccumulator() {
        this(0, 0);
    }

    /** For the driver: what a task has gathered. */
    public DoubleAccumulator(final double sum, final long count) {
        this.sum = sum;
        this.count = count;
    }

    @Override
    public boolean isZero() {
        return sum == 0 && count == 0;
    }

    @Override
    public DoubleAccumulator copy() {
        return new DoubleAccumulator(sum, count);
    }

    @Override
    public void reset() {
        sum = 0;
        count = 0;
    }

    @Override
    public void add(final Double value) {
        add(value.doubleValue());
    }

    /** Adds a number. */
    public void add(final double value) {
        sum += value;
        count++;
    }

    /** How many numbers were added. */
    public long count() {
        return count;
    }

    /** Of the numbers. */
    public double sum() {
        return sum;
    }

    /** Of the numbers; NaN if there are none. */
    public double avg() {
        return sum / count;
    }

    @Override
    public void merge(final AccumulatorV2<Double, Double> other) {
        if (!(other instanceof DoubleAccumulator more)) {
            throw notMergeable(other);
        }
        sum += more.sum;
        count += more.count;
    }

    @Override
    public Double value() {
        return sum;
    }
}
