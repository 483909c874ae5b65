package io.kindling.bench.operations;

import io.kindling.api.Tuple2;
import java.util.Map;

/** What comes to the driver. */
final class Summaries {

    private final Input in;

    Summaries(final Input in) {
        this.in = in;
    }

    void addTo(final Map<String, Operation> operations) {
        operations.put("collectTuples", this::collectTuples);
        operations.put("approxDistinct", () -> Math.round(in.numbers(3_000_000).map(i -> Input.mixed(i) % 500_000).countApproxDistinct(0.02) / 1e5));
        operations.put("statistics", () -> Math.round(in.numbers(3_000_000)
                .mapToDouble(i -> (double) (Input.mixed(i) % 1000)).stats().stdev() * 1000));
        operations.put("treeAggregate", this::treeAggregate);
    }

    private long collectTuples() {
        long sum = 0;
        for (final Tuple2<Long, String> pair : in.numbers(500_000).map(i -> new Tuple2<>(i, "x" + i)).collect()) {
            sum += pair._1() + pair._2().length();
        }
        return sum;
    }

    private long treeAggregate() {
        final long[] counts = in.numbers(2_000_000).treeAggregate(new long[100], (sums, i) -> {
            sums[(int) (Input.mixed(i) % 100)]++;
            return sums;
        }, (sums, others) -> {
            for (int k = 0; k < sums.length; k++) {
                sums[k] += others[k];
            }
            return sums;
        }, 3);
        long sum = 0;
        for (final long count : counts) {
            sum = (sum * 31 + count) % 1_000_000_007;
        }
        return sum;
    }
}
