package io.kindling.api;

/** Sums and counts whole numbers. */
public class LongAccumulator extends AccumulatorV2<Long, Long> {

    private static final long serialVersionUID = 1L;

    private long sum;
    private long count;

    /** With nothing in it. */
    public LongAccumulator() {
        this(0, 0);
    }

    /** For the driver: what a task has gathered. */
    public LongAccumulator(final long sum, final long count) {
        this.sum = sum;
        this.count = count;
    }

    @Override
    public boolean isZero() {
        return sum == 0 && count == 0;
    }

    @Override
    public LongAccumulator copy() {
        return new LongAccumulator(sum, count);
    }

    @Override
    public void reset() {
        sum = 0;
        count = 0;
    }

    @Override
    public void add(final Long value) {
        add(value.longValue());
    }

    /** Adds a number. */
    public void add(final long value) {
        sum += value;
        count++;
    }

    /** How many numbers were added. */
    public long count() {
        return count;
    }

    /** Of the numbers. */
    public long sum() {
        return sum;
    }

    /** Of the numbers; NaN if there are none. */
    public double avg() {
        return (double) sum / count;
    }

    @Override
    public void merge(final AccumulatorV2<Long, Long> other) {
        if (!(other instanceof LongAccumulator more)) {
            throw notMergeable(other);
        }
        sum += more.sum;
        count += more.count;
    }

    @Override
    public Long value() {
        return sum;
    }
}
