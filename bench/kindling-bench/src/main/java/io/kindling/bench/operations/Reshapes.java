package io.kindling.bench.operations;

import io.kindling.api.HashPartitioner;
import io.kindling.api.PairRdd;
import io.kindling.api.Rdd;
import io.kindling.api.Tuple2;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Other arrangements of what is there. */
final class Reshapes {

    private final Input in;

    Reshapes(final Input in) {
        this.in = in;
    }

    void addTo(final Map<String, Operation> operations) {
        operations.put("unions", this::unions);
        operations.put("secondarySort", this::secondarySort);
        operations.put("cogroupFour", this::cogroupFour);
        operations.put("fullOuterJoin", this::fullOuterJoin);
        operations.put("words", this::words);
        operations.put("manyFiles", this::manyFiles);
        operations.put("topBeans", this::topBeans);
        operations.put("flatMapValues", this::flatMapValues);
    }

    private long unions() {
        Rdd<Long> all = in.numbers(100_000);
        for (int k = 2; k <= 20; k++) {
            final int factor = k;
            all = all.union(in.numbers(100_000).map(i -> i * factor));
        }
        return all.coalesce(10).filter(i -> i % 3 == 0).mapPartitions(numbers -> {
            long sum = 0;
            while (numbers.hasNext()) {
                sum += numbers.next();
            }
            return List.of(sum).iterator();
        }).reduce(Long::sum);
    }

    /** The first and the last of each user's events, by time. */
    private long secondarySort() {
        return in.numbers(1_000_000).mapToPair(i -> new Tuple2<>((Input.mixed(i) % 10_000 << 32) + i, "event-" + i % 50))
                .repartitionAndSortWithinPartitions(new HashPartitioner(Input.PARTITIONS)).mapPartitions(events -> {
                    long sum = 0;
                    for (long place = 0; events.hasNext(); place++) {
                        final Tuple2<Long, String> event = events.next();
                        sum += event._2().length() * (place % 7);
                    }
                    return List.of(sum).iterator();
                }).reduce(Long::sum);
    }

    private PairRdd<Long, String> keyed(final int prime, final String prefix) {
        return in.numbers(200_000).mapToPair(i -> new Tuple2<>(i * prime % 150_001, prefix + i % 100));
    }

    private long cogroupFour() {
        return keyed(3, "a").cogroup(keyed(5, "b"), keyed(7, "c"), keyed(11, "d"), Input.PARTITIONS)
                .map(all -> length(all._2()._1()) + 2 * length(all._2()._2()) + 3 * length(all._2()._3()) + 4 * length(all._2()._4())).reduce(Long::sum);
    }

    private static long length(final Iterable<String> texts) {
        long length = 0;
        for (final String text : texts) {
            length += text.length();
        }
        return length;
    }

    private long fullOuterJoin() {
        final PairRdd<String, Long> one = in.numbers(300_000).mapToPair(i -> new Tuple2<>("user-" + i % 200_000, i));
        final PairRdd<String, Long> other = in.numbers(300_000).mapToPair(i -> new Tuple2<>("user-" + (i + 100_000), i));
        return one.fullOuterJoin(other, Input.PARTITIONS).map(both -> both._2()._1().or(1L) - both._2()._2().or(2L)).reduce(Long::sum);
    }

    private long words() {
        long sum = 0;
        for (final Map.Entry<String, Long> word : in.context.textFile(in.text).flatMap(line -> Arrays.asList(line.split(" ")).iterator())
                .filter(word -> word.length() > 2).map(word -> word.substring(0, 3)).countByValue().entrySet()) {
            sum += word.getKey().hashCode() * word.getValue();
        }
        return sum;
    }

    private long manyFiles() {
        final String place = in.place();
        in.numbers(200_000).repartition(200).map(i -> i + "," + i % 100).saveAsTextFile(place);
        return in.context.textFile(place).map(line -> Long.parseLong(line.split(",")[1])).reduce(Long::sum);
    }

    private long topBeans() {
        long sum = 0;
        for (final Person person : in.numbers(1_000_000).map(Person::of).top(100, new ByScore())) {
            sum += Math.round(person.score() * 10);
        }
        return sum;
    }

    private long flatMapValues() {
        return in.numbers(300_000).mapToPair(i -> new Tuple2<>(i % 5_000, i)).groupByKey(Input.PARTITIONS)
                .flatMapValues(Iterable::iterator).mapValues(value -> value % 10).reduceByKey(Long::sum)
                .values().reduce(Long::sum);
    }

    /** By score, then by name. */
    private static final class ByScore implements Comparator<Person>, java.io.Serializable {

        private static final long serialVersionUID = 1L;

        @Override
        public int compare(final Person one, final Person other) {
            final int byScore = Double.compare(one.score(), other.score());
            return byScore != 0 ? byScore : one.name().compareTo(other.name());
        }
    }
}
