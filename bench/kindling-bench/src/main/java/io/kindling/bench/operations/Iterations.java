package io.kindling.bench.operations;

import io.kindling.api.PairRdd;
import io.kindling.api.Rdd;
import io.kindling.api.Tuple2;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Programs that go over kept data many times. */
final class Iterations {

    private static final int CENTRES = 10;
    private static final int DIMENSIONS = 4;

    private final Input in;

    Iterations(final Input in) {
        this.in = in;
    }

    void addTo(final Map<String, Operation> operations) {
        operations.put("kMeans", this::kMeans);
        operations.put("pageRank", this::pageRank);
    }

    private long kMeans() {
        final Rdd<double[]> points = in.numbers(1_000_000).map(Iterations::point).cache();
        final List<double[]> centres = new ArrayList<>(points.take(CENTRES));
        for (int round = 0; round < 8; round++) {
            final double[][] now = centres.toArray(new double[0][]);
            final Map<Integer, Tuple2<double[], Long>> sums = points.mapToPair(point -> new Tuple2<>(nearest(now, point), new Tuple2<>(point, 1L)))
                    .reduceByKey((one, other) -> new Tuple2<>(sum(one._1(), other._1()), one._2() + other._2())).collectAsMap();
            sums.forEach((index, sum) -> centres.set(index, mean(sum._1(), sum._2())));
        }
        points.unpersist();
        double sum = 0;
        for (final double[] centre : centres) {
            for (final double coordinate : centre) {
                sum += coordinate;
            }
        }
        return Math.round(sum);
    }

    private static double[] point(final long index) {
        final double[] point = new double[DIMENSIONS];
        long drawn = Input.mixed(index);
        for (int k = 0; k < DIMENSIONS; k++) {
            point[k] = drawn % 1000;
            drawn /= 1000;
        }
        return point;
    }

    private static int nearest(final double[][] centres, final double[] point) {
        int best = 0;
        double least = Double.MAX_VALUE;
        for (int c = 0; c < centres.length; c++) {
            double distance = 0;
            for (int k = 0; k < DIMENSIONS; k++) {
                final double apart = point[k] - centres[c][k];
                distance += apart * apart;
            }
            if (distance < least) {
                least = distance;
                best = c;
            }
        }
        return best;
    }

    private static double[] sum(final double[] one, final double[] other) {
        final double[] sum = new double[DIMENSIONS];
        for (int k = 0; k < DIMENSIONS; k++) {
            sum[k] = one[k] + other[k];
        }
        return sum;
    }

    /** Whole numbers, so that nothing depends on the order of additions. */
    private static double[] mean(final double[] sum, final long count) {
        final double[] mean = new double[DIMENSIONS];
        for (int k = 0; k < DIMENSIONS; k++) {
            mean[k] = Math.round(sum[k] / count);
        }
        return mean;
    }

    /** Five rounds over 100,000 pages with ten links each. */
    private long pageRank() {
        final PairRdd<Integer, Iterable<Integer>> links = in.numbers(1_000_000)
                .mapToPair(i -> new Tuple2<>((int) (i / 10), (int) (Input.mixed(i) % 100_000))).groupByKey(Input.PARTITIONS).cache();
        PairRdd<Integer, Double> ranks = links.mapValues(targets -> 1.0);
        for (int round = 0; round < 5; round++) {
            ranks = links.join(ranks).values().flatMapToPair(page -> {
                final List<Tuple2<Integer, Double>> given = new ArrayList<>();
                for (final Integer target : page._1()) {
                    given.add(new Tuple2<>(target, page._2() / 10));
                }
                return given.iterator();
            }).reduceByKey(Double::sum).mapValues(rank -> 0.15 + 0.85 * rank);
        }
        final long sum = Math.round(ranks.values().reduce(Double::sum));
        links.unpersist();
        return sum;
    }
}
