package io.kindling.bench.operations;

import io.kindling.api.Tuple2;
import io.kindling.api.Tuple3;
import java.util.ArrayList;
import java.util.Map;

/** What is done by key. */
final class Groups {

    private final Input in;

    Groups(final Input in) {
        this.in = in;
    }

    void addTo(final Map<String, Operation> operations) {
        operations.put("groupByString", this::groupByString);
        operations.put("groupBeans", this::groupBeans);
        operations.put("aggregateBeans", this::aggregateBeans);
        operations.put("reduceByTuple", this::reduceByTuple);
        operations.put("combineLists", this::combineLists);
        operations.put("countByKey", this::countByKey);
        operations.put("distinct", () -> in.numbers(5_000_000).map(i -> Input.mixed(i) % 1_000_000).distinct(Input.PARTITIONS).count());
        operations.put("partitions200x200", () -> in.numbers(1_000_000).repartition(200)
                .mapToPair(i -> new Tuple2<>(i % 10_000, 1L)).reduceByKey(Long::sum, 200).count());
    }

    private long groupByString() {
        return in.numbers(2_000_000).mapToPair(i -> new Tuple2<>("key-" + Input.mixed(i) % 200_000, (int) (i % 100)))
                .groupByKey(Input.PARTITIONS)
                .mapValues(values -> {
                    long sum = 0;
                    for (final int value : values) {
                        sum += value;
                    }
                    return sum;
                }).values().reduce(Long::sum);
    }

    private long groupBeans() {
        return in.numbers(1_000_000).map(Person::of).repartition(Input.PARTITIONS).mapToPair(person -> new Tuple2<>(person.age(), person))
                .groupByKey(Input.PARTITIONS)
                .mapValues(people -> {
                    long sum = 0;
                    for (final Person person : people) {
                        sum += person.tags().size() + person.name().length();
                    }
                    return sum;
                }).values().reduce(Long::sum);
    }

    private long aggregateBeans() {
        return in.numbers(2_000_000).map(Person::of).mapToPair(person -> new Tuple2<>(person.name(), person))
                .aggregateByKey(0L, Input.PARTITIONS, (sum, person) -> sum + Math.round(person.score() * 10) + person.tags().get(1), Long::sum)
                .values().reduce(Long::sum);
    }

    private long reduceByTuple() {
        return in.numbers(2_000_000).mapToPair(i -> {
            final long drawn = Input.mixed(i);
            return new Tuple2<>(new Tuple3<>((int) (drawn % 100), "c" + drawn % 70, drawn % 33), 1);
        }).reduceByKey(Integer::sum, Input.PARTITIONS).map(counted -> counted._1()._1() * (long) counted._2()).reduce(Long::sum);
    }

    private long combineLists() {
        return in.numbers(1_000_000).mapToPair(i -> new Tuple2<>(Input.mixed(i) % 50_000, i)).combineByKey(value -> {
            final ArrayList<Long> list = new ArrayList<>();
            list.add(value);
            return list;
        }, (list, value) -> {
            list.add(value);
            return list;
        }, (list, other) -> {
            list.addAll(other);
            return list;
        }).map(list -> (long) list._2().size()).reduce(Long::sum);
    }

    private long countByKey() {
        long sum = 0;
        for (final Map.Entry<String, Long> count : in.numbers(3_000_000).mapToPair(i -> new Tuple2<>("k" + i % 1000, i)).countByKey().entrySet()) {
            sum += count.getValue() * count.getKey().length();
        }
        return sum;
    }
}
