package io.kindling.bench.operations;

import io.kindling.api.Broadcast;
import io.kindling.api.Tuple2;
import java.util.HashMap;
import java.util.Map;

/** What is done with two data sets. */
final class Joins {

    private final Input in;

    Joins(final Input in) {
        this.in = in;
    }

    void addTo(final Map<String, Operation> operations) {
        operations.put("cogroup", this::cogroup);
        operations.put("leftOuterJoin", this::leftOuterJoin);
        operations.put("joinSkewed", this::joinSkewed);
        operations.put("joinBroadcast", this::joinBroadcast);
        operations.put("intersection", () -> in.numbers(1_000_000).map(i -> (int) (i * 2))
                .intersection(in.numbers(1_000_000).map(i -> (int) (i * 3))).count());
        operations.put("subtract", () -> in.numbers(1_000_000).map(i -> "s" + i * 2).subtract(in.numbers(1_000_000).map(i -> "s" + i * 3)).count());
        operations.put("cartesian", () -> in.numbers(3000).cartesian(in.numbers(1500)).filter(pair -> (pair._1() + pair._2()) % 7 == 0).count());
    }

    private long cogroup() {
        return in.numbers(1_000_000).mapToPair(i -> new Tuple2<>("k" + Input.mixed(i) % 300_000, i))
                .cogroup(in.numbers(1_000_000).mapToPair(i -> new Tuple2<>("k" + Input.mixed(i + 7) % 300_000, "v" + i)), Input.PARTITIONS)
                .map(groups -> {
                    long sum = 0;
                    for (final Long number : groups._2()._1()) {
                        sum += number % 3;
                    }
                    for (final String text : groups._2()._2()) {
                        sum += text.length();
                    }
                    return sum;
                }).reduce(Long::sum);
    }

    private long leftOuterJoin() {
        return in.numbers(1_000_000).mapToPair(i -> new Tuple2<>((int) (Input.mixed(i) % 500_000), "left" + i))
                .leftOuterJoin(in.numbers(300_000).mapToPair(i -> new Tuple2<>(i.intValue(), i * 1.5)), Input.PARTITIONS)
                .map(joined -> joined._2()._2().isPresent() ? 1L : 0L).reduce(Long::sum);
    }

    /** Nine of ten records have one key. */
    private long joinSkewed() {
        return in.numbers(1_000_000).mapToPair(i -> new Tuple2<>(i % 10 == 0 ? i : 0L, i))
                .join(in.numbers(1000).mapToPair(i -> new Tuple2<>(i, "r" + i)), Input.PARTITIONS)
                .map(joined -> (long) joined._2()._2().length()).reduce(Long::sum);
    }

    private long joinBroadcast() {
        final Map<Long, String> table = new HashMap<>();
        for (long i = 0; i < 100_000; i++) {
            table.put(i, "value" + i);
        }
        final Broadcast<Map<Long, String>> names = in.context.broadcast(table);
        final long sum = in.numbers(3_000_000).map(i -> (long) names.value().get(Input.mixed(i) % 100_000).length()).reduce(Long::sum);
        names.destroy();
        return sum;
    }
}
