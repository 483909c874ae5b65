package io.kindling.bench.operations;

import io.kindling.api.Rdd;
import io.kindling.api.Tuple2;
import java.util.Map;

/** What orders. */
final class Sorts {

    private final Input in;

    Sorts(final Input in) {
        this.in = in;
    }

    void addTo(final Map<String, Operation> operations) {
        operations.put("sortStrings", () -> everyThousandth(in.numbers(2_000_000).map(i -> Long.toString(Input.mixed(i), 36))
                .sortBy(text -> text, true, Input.PARTITIONS)));
        operations.put("sortBeans", () -> everyThousandth(in.numbers(1_000_000).mapToPair(i -> new Tuple2<>(Input.mixed(i), Person.of(i)))
                .sortByKey(true, Input.PARTITIONS).values().map(Person::name)));
        operations.put("takeOrdered", this::takeOrdered);
    }

    private static long everyThousandth(final Rdd<String> sorted) {
        return sorted.zipWithIndex().filter(numbered -> numbered._2() % 1000 == 0).map(numbered -> (long) numbered._1().hashCode()).reduce(Long::sum);
    }

    private long takeOrdered() {
        long sum = 0;
        for (final Long number : in.numbers(3_000_000).map(Input::mixed).takeOrdered(1000)) {
            sum += number % 1000;
        }
        return sum;
    }
}
