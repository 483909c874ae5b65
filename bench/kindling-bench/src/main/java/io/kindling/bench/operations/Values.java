package io.kindling.bench.operations;

import io.kindling.api.Rdd;
import io.kindling.api.Tuple2;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Keys and values that are neither numbers nor short text. */
final class Values {

    private static final int LENGTH = 20;

    private final Input in;

    Values(final Input in) {
        this.in = in;
    }

    void addTo(final Map<String, Operation> operations) {
        operations.put("sumVectors", this::sumVectors);
        operations.put("sumDecimals", this::sumDecimals);
        operations.put("distinctUuids", () -> in.numbers(1_000_000).map(i -> new UUID(Input.mixed(i % 300_000), i % 300_000)).distinct(Input.PARTITIONS).count());
        operations.put("groupMaps", this::groupMaps);
        operations.put("largeRecords", this::largeRecords);
        operations.put("cells", this::cells);
    }

    private static double[] vector(final long i) {
        final double[] vector = new double[LENGTH];
        for (int k = 0; k < LENGTH; k++) {
            vector[k] = Input.mixed(i + k) % 1000;
        }
        return vector;
    }

    private long sumVectors() {
        return in.numbers(500_000).mapToPair(i -> new Tuple2<>(i % 20_000, vector(i))).reduceByKey((one, other) -> {
            final double[] sum = new double[LENGTH];
            for (int k = 0; k < LENGTH; k++) {
                sum[k] = one[k] + other[k];
            }
            return sum;
        }, Input.PARTITIONS).map(sum -> (long) (sum._2()[0] + sum._2()[LENGTH - 1])).reduce(Long::sum);
    }

    private long sumDecimals() {
        return in.numbers(1_000_000).mapToPair(i -> {
            final long drawn = Input.mixed(i);
            return new Tuple2<>(LocalDate.ofEpochDay(drawn % 5_000), BigDecimal.valueOf(drawn % 100_000, 2));
        }).reduceByKey(BigDecimal::add, Input.PARTITIONS).map(sum -> sum._2().unscaledValue().longValue() * sum._1().getDayOfYear()).reduce(Long::sum);
    }

    private long groupMaps() {
        return in.numbers(300_000).mapToPair(i -> {
            final Map<String, List<Integer>> map = new HashMap<>();
            map.put("a" + i % 3, new ArrayList<>(List.of((int) (i % 100), 2, 3)));
            map.put("b", new ArrayList<>(List.of((int) (i % 7))));
            return new Tuple2<>(Input.mixed(i) % 30_000, map);
        }).groupByKey(Input.PARTITIONS).mapValues(maps -> {
            long sum = 0;
            for (final Map<String, List<Integer>> map : maps) {
                sum += map.size() + map.get("b").get(0);
            }
            return sum;
        }).values().reduce(Long::sum);
    }

    private long largeRecords() {
        return in.numbers(4_000).map(i -> {
            final byte[] record = new byte[50_000];
            for (int k = 0; k < record.length; k += 8) {
                record[k] = (byte) (i + k);
            }
            return record;
        }).repartition(Input.PARTITIONS).map(record -> (long) record.length + record[800]).reduce(Long::sum);
    }

    /** Conway's game of life, four generations. */
    private long cells() {
        Rdd<Tuple2<Integer, Integer>> living = in.numbers(160_000).filter(i -> Input.mixed(i) % 3 == 0).map(i -> new Tuple2<>((int) (i % 400), (int) (i / 400)));
        for (int generation = 0; generation < 4; generation++) {
            living = living.flatMapToPair(cell -> {
                final List<Tuple2<Tuple2<Integer, Integer>, Integer>> near = new ArrayList<>(9);
                for (int x = -1; x <= 1; x++) {
                    for (int y = -1; y <= 1; y++) {
                        near.add(new Tuple2<>(new Tuple2<>(cell._1() + x, cell._2() + y), x == 0 && y == 0 ? 10 : 1));
                    }
                }
                return near.iterator();
            }).reduceByKey(Integer::sum, Input.PARTITIONS).filter(cell -> cell._2() == 3 || cell._2() == 12 || cell._2() == 13).keys();
        }
        return living.count();
    }
}
