package io.kindling.itests.chains;

import io.kindling.api.HashPartitioner;
import io.kindling.api.PairRdd;
import io.kindling.api.Partitioner;
import io.kindling.api.Tuple2;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Transformations of one data set of pairs. */
final class KeyedSteps {

    private KeyedSteps() {
    }

    static Map<String, Step> all() {
        final Map<String, Step> steps = new LinkedHashMap<>();
        steps.put("pairs", KeyedSteps::pairs);
        steps.put("keys", KeyedSteps::keys);
        steps.put("mapValues", KeyedSteps::mapValues);
        steps.put("reduceByKey", KeyedSteps::reduceByKey);
        steps.put("groupByKey", KeyedSteps::groupByKey);
        steps.put("bytes", KeyedSteps::bytes);
        steps.put("aggregateByKey", KeyedSteps::aggregateByKey);
        steps.put("foldByKey", KeyedSteps::foldByKey);
        steps.put("combineByKey", KeyedSteps::combineByKey);
        steps.put("partitionBy", KeyedSteps::partitionBy);
        steps.put("sortWithin", KeyedSteps::sortWithin);
        steps.put("sortByKey", KeyedSteps::sortByKey);
        steps.put("sortByComparator", KeyedSteps::sortByComparator);
        steps.put("sortBy", KeyedSteps::sortBy);
        steps.put("distinct", KeyedSteps::distinct);
        steps.put("repartition", KeyedSteps::repartition);
        steps.put("sampleByKey", KeyedSteps::sampleByKey);
        steps.put("filterByRange", KeyedSteps::filterByRange);
        steps.put("groupBy", KeyedSteps::groupBy);
        return steps;
    }

    /** The pairs that it is, or some made of it. */
    static Node asPairs(final Program program, final Node in, final SplittableRandom random) {
        return in.isPairs() ? in : pairs(program, in, random);
    }

    static Node pairs(final Program program, final Node in, final SplittableRandom random) {
        final int kind = Sources.kind(random);
        final int domain = 1 + random.nextInt(random.nextBoolean() ? 6 : 200);
        return program.node(in, "mapToPair(key: kind " + kind + ", code % " + domain + "; value: code)",
                in.rdd().mapToPair(record -> new Tuple2<Object, Object>(Values.of(kind, Values.code(record) % domain), (long) Values.code(record))),
                in.model().map1(record -> new Tuple2<Object, Object>(Values.of(kind, Values.code(record) % domain), (long) Values.code(record))));
    }

    /** Pairs whose values are numbers. */
    private static Node numbers(final Program program, final Node in, final SplittableRandom random) {
        final Node pairs = asPairs(program, in, random);
        return program.node(pairs, "mapValues(code)", pairs.pairs().mapValues(value -> (Object) (long) Values.code(value)),
                pairs.model().map1(pair -> new Tuple2<>(key(pair), (Object) (long) Values.code(value(pair)))));
    }

    static Object key(final Object pair) {
        return ((Tuple2<?, ?>) pair)._1;
    }

    static Object value(final Object pair) {
        return ((Tuple2<?, ?>) pair)._2;
    }

    static Partitioner partitioner(final SplittableRandom random) {
        final int partitions = Sources.partitions(random);
        return switch (random.nextInt(4)) {
            case 0 -> new Partitions.Skewed(partitions);
            case 1 -> new HashPartitioner(partitions);
            default -> new Partitions.ByCode(partitions);
        };
    }

    static String name(final Partitioner partitioner) {
        return partitioner.getClass().getSimpleName() + "(" + partitioner.numPartitions() + ")";
    }

    /** Records of pairs where a partitioner puts them. Where hash codes differ between processes, nobody can say. */
    static Model partitioned(final Partitioner partitioner, final List<Object> pairs, final boolean sequenced) {
        if (partitioner instanceof HashPartitioner) {
            return Model.bag(pairs);
        }
        final List<List<Object>> parts = new ArrayList<>();
        for (int i = 0; i < partitioner.numPartitions(); i++) {
            parts.add(new ArrayList<>());
        }
        pairs.forEach(pair -> parts.get(partitioner.getPartition(key(pair))).add(pair));
        return new Model(parts, true, sequenced);
    }

    private static Node keys(final Program program, final Node in, final SplittableRandom random) {
        final Node pairs = asPairs(program, in, random);
        return random.nextBoolean() ? program.node(pairs, "keys()", pairs.pairs().keys(), pairs.model().map1(KeyedSteps::key))
                : program.node(pairs, "values()", pairs.pairs().values(), pairs.model().map1(KeyedSteps::value));
    }

    private static Node mapValues(final Program program, final Node in, final SplittableRandom random) {
        final Node pairs = asPairs(program, in, random);
        final int kind = Sources.kind(random);
        if (random.nextBoolean()) {
            return program.node(pairs, "mapValues(kind " + kind + ")", pairs.pairs().mapValues(value -> Values.of(kind, Values.code(value) % 99)),
                    pairs.model().map1(pair -> new Tuple2<>(key(pair), Values.of(kind, Values.code(value(pair)) % 99))));
        }
        return program.small(program.node(pairs, "flatMapValues(none to two)",
                pairs.pairs().flatMapValues(value -> Arrays.asList(value, null).subList(0, Values.code(value) % 3).iterator()),
                pairs.model().each(pair -> {
                    final List<Object> made = new ArrayList<>();
                    Arrays.asList(value(pair), null).subList(0, Values.code(value(pair)) % 3).forEach(value -> made.add(new Tuple2<>(key(pair), value)));
                    return made;
                })));
    }

    private static long sum(final List<Object> values) {
        return values.stream().mapToLong(value -> (Long) value).sum();
    }

    private static Node reduceByKey(final Program program, final Node in, final SplittableRandom random) {
        final Node pairs = numbers(program, in, random);
        final List<Object> expected = Groups.of(pairs.model()).each(KeyedSteps::sum);
        final int how = random.nextInt(3);
        if (how == 0) {
            return program.node(pairs, "reduceByKey(sum)", pairs.pairs().reduceByKey((a, b) -> (Long) a + (Long) b), Model.bag(expected));
        }
        if (how == 1) {
            final int partitions = Sources.partitions(random);
            return program.node(pairs, "reduceByKey(sum, " + partitions + ")", pairs.pairs().reduceByKey((a, b) -> (Long) a + (Long) b, partitions),
                    Model.bag(expected));
        }
        final Partitioner partitioner = partitioner(random);
        return program.node(pairs, "reduceByKey(" + name(partitioner) + ", sum)", pairs.pairs().reduceByKey(partitioner, (a, b) -> (Long) a + (Long) b),
                partitioned(partitioner, expected, false));
    }

    private static Node groupByKey(final Program program, final Node in, final SplittableRandom random) {
        final Node pairs = asPairs(program, in, random);
        final List<Object> expected = Groups.of(pairs.model()).each(Values::sum);
        final int how = random.nextInt(3);
        if (how == 0) {
            return program.node(pairs, "groupByKey().mapValues(sum)", pairs.pairs().groupByKey().mapValues(values -> (Object) Values.sum(values)),
                    Model.bag(expected));
        }
        if (how == 1) {
            final int partitions = Sources.partitions(random);
            return program.node(pairs, "groupByKey(" + partitions + ").mapValues(sum)",
                    pairs.pairs().groupByKey(partitions).mapValues(values -> (Object) Values.sum(values)), Model.bag(expected));
        }
        final Partitioner partitioner = partitioner(random);
        return program.node(pairs, "groupByKey(" + name(partitioner) + ").mapValues(sum)",
                pairs.pairs().groupByKey(partitioner).mapValues(values -> (Object) Values.sum(values)), partitioned(partitioner, expected, false));
    }

    /** Values that are arrays, of many lengths. */
    private static Node bytes(final Program program, final Node in, final SplittableRandom random) {
        final Node pairs = numbers(program, in, random);
        return program.node(pairs, "mapValues(bytes).groupByKey().mapValues(sum)",
                pairs.pairs().mapValues(value -> new byte[(int) ((Long) value % 300)]).groupByKey().mapValues(values -> (Object) Values.sum(values)),
                Model.bag(Groups.of(pairs.model()).each(group -> Values.sum(group.stream().map(value -> new byte[(int) ((Long) value % 300)]).toList()))));
    }

    private static Node aggregateByKey(final Program program, final Node in, final SplittableRandom random) {
        final Node pairs = asPairs(program, in, random);
        final List<Object> expected = Groups.of(pairs.model()).each(Values::sum);
        final int partitions = Sources.partitions(random);
        return program.node(pairs, "aggregateByKey([], " + partitions + ", add).mapValues(sum)",
                pairs.pairs().aggregateByKey(new ArrayList<Object>(), partitions, (list, value) -> {
                    list.add(value);
                    return list;
                }, (list, more) -> {
                    list.addAll(more);
                    return list;
                }).mapValues(values -> (Object) Values.sum(values)), Model.bag(expected));
    }

    private static Node foldByKey(final Program program, final Node in, final SplittableRandom random) {
        final Node pairs = numbers(program, in, random);
        return program.node(pairs, "foldByKey(0, max)", pairs.pairs().foldByKey((Object) 0L, (a, b) -> Math.max((Long) a, (Long) b)),
                Model.bag(Groups.of(pairs.model()).each(values -> values.stream().mapToLong(value -> (Long) value).max().orElse(0))));
    }

    private static Node combineByKey(final Program program, final Node in, final SplittableRandom random) {
        final Node pairs = numbers(program, in, random);
        return program.node(pairs, "combineByKey(count and sum)", pairs.pairs().combineByKey(value -> new Tuple2<>(1L, (Long) value),
                        (both, value) -> new Tuple2<>(both._1 + 1, both._2 + (Long) value), (a, b) -> new Tuple2<>(a._1 + b._1, a._2 + b._2)),
                Model.bag(Groups.of(pairs.model()).each(values -> new Tuple2<>((long) values.size(), sum(values)))));
    }

    private static Node partitionBy(final Program program, final Node in, final SplittableRandom random) {
        final Node pairs = asPairs(program, in, random);
        final Partitioner partitioner = partitioner(random);
        return program.node(pairs, "partitionBy(" + name(partitioner) + ")", pairs.pairs().partitionBy(partitioner),
                partitioned(partitioner, pairs.model().all(), false));
    }

    private static Node groupBy(final Program program, final Node in, final SplittableRandom random) {
        final int divisor = 1 + random.nextInt(9);
        final Model keyed = in.model().map1(record -> new Tuple2<>(Values.code(record) % divisor, record));
        return program.node(in, "groupBy(code % " + divisor + ").mapValues(sum)",
                in.rdd().groupBy(record -> Values.code(record) % divisor).mapValues(Values::sum), Model.bag(Groups.of(keyed).each(Values::sum)));
    }

    private static Node sampleByKey(final Program program, final Node in, final SplittableRandom random) {
        final Node pairs = asPairs(program, in, random);
        final Map<Object, Double> fractions = new HashMap<>();
        pairs.model().all().forEach(pair -> fractions.put(key(pair), Values.code(key(pair)) % 3 == 0 ? 0.0 : 1.0));
        return program.node(pairs, "sampleByKey(0 or 1)", pairs.pairs().sampleByKey(false, fractions, random.nextLong()),
                pairs.model().each(pair -> Values.code(key(pair)) % 3 == 0 ? List.of() : Program.one(pair)));
    }

    private static Node distinct(final Program program, final Node in, final SplittableRandom random) {
        final Map<String, Object> once = new LinkedHashMap<>();
        in.model().all().forEach(record -> once.putIfAbsent(Values.rank(record), record));
        final Model expected = Model.bag(new ArrayList<>(once.values()));
        final int partitions = Sources.partitions(random);
        return random.nextBoolean() ? program.node(in, "distinct()", in.rdd().distinct(), expected)
                : program.node(in, "distinct(" + partitions + ")", in.rdd().distinct(partitions), expected);
    }

    private static Node repartition(final Program program, final Node in, final SplittableRandom random) {
        final int partitions = Sources.partitions(random);
        return program.node(in, "repartition(" + partitions + ")", random.nextBoolean() ? in.rdd().repartition(partitions)
                : in.rdd().coalesce(partitions, true), in.model().shuffled());
    }

    /** Pairs of comparable keys, whose values follow from them, so that the order of equal ones makes no difference. */
    private static Node comparable(final Program program, final Node in, final SplittableRandom random) {
        final int kind = new int[] {0, 1, 2, 3, 5, 8, 10, 11, 13, 15}[random.nextInt(10)];
        final int domain = 1 + random.nextInt(random.nextBoolean() ? 6 : 400);
        return program.node(in, "mapToPair(key: kind " + kind + ", code % " + domain + "; value: of the key)",
                in.rdd().mapToPair(record -> of(kind, Values.code(record) % domain)),
                in.model().map1(record -> of(kind, Values.code(record) % domain)));
    }

    private static Tuple2<Object, Object> of(final int kind, final int code) {
        final Object key = Values.of(kind, code);
        return new Tuple2<>(key, (long) Values.code(key));
    }

    @SuppressWarnings("unchecked")
    static int compare(final Object first, final Object second) {
        return ((Comparable<Object>) first).compareTo(second);
    }

    private static List<Object> sorted(final List<Object> pairs, final Comparator<Object> order) {
        final List<Object> sorted = new ArrayList<>(pairs);
        sorted.sort((first, second) -> order.compare(key(first), key(second)));
        return sorted;
    }

    private static Node sortByKey(final Program program, final Node in, final SplittableRandom random) {
        final Node pairs = comparable(program, in, random);
        final boolean ascending = random.nextBoolean();
        final int partitions = Sources.partitions(random);
        final Comparator<Object> order = ascending ? KeyedSteps::compare : (a, b) -> compare(b, a);
        return program.node(pairs, "sortByKey(" + ascending + ", " + partitions + ")", pairs.pairs().sortByKey(ascending, partitions),
                Model.sequence(sorted(pairs.model().all(), order)));
    }

    private static Node sortByComparator(final Program program, final Node in, final SplittableRandom random) {
        final int kind = Sources.kind(random);
        final int domain = 1 + random.nextInt(50);
        final Node pairs = program.node(in, "mapToPair(key: kind " + kind + ", code % " + domain + "; value: of the key)",
                in.rdd().mapToPair(record -> of(kind, Values.code(record) % domain)), in.model().map1(record -> of(kind, Values.code(record) % domain)));
        final Comparator<Object> order = (Comparator<Object> & Serializable) (a, b) -> Values.rank(a).compareTo(Values.rank(b));
        return program.node(pairs, "sortByKey(by rank)", pairs.pairs().sortByKey(order, true), Model.sequence(sorted(pairs.model().all(), order)));
    }

    private static Node sortBy(final Program program, final Node in, final SplittableRandom random) {
        final boolean ascending = random.nextBoolean();
        final int partitions = Sources.partitions(random);
        final List<Object> sorted = new ArrayList<>(in.model().all());
        final Comparator<Object> order = Comparator.comparing(Values::rank);
        sorted.sort(ascending ? order : order.reversed());
        return program.node(in, "sortBy(rank, " + ascending + ", " + partitions + ")", in.rdd().sortBy(Values::rank, ascending, partitions), Model.sequence(sorted));
    }

    private static Node sortWithin(final Program program, final Node in, final SplittableRandom random) {
        final Node pairs = comparable(program, in, random);
        final Partitioner partitioner = partitioner(random);
        final boolean reversed = random.nextBoolean();
        final Comparator<Object> order = reversed ? (Comparator<Object> & Serializable) (a, b) -> compare(b, a) : KeyedSteps::compare;
        final PairRdd<Object, Object> made = reversed ? pairs.pairs().repartitionAndSortWithinPartitions(partitioner, order)
                : pairs.pairs().repartitionAndSortWithinPartitions(partitioner);
        return program.node(pairs, "repartitionAndSortWithinPartitions(" + name(partitioner) + (reversed ? ", reversed)" : ")"), made,
                partitioned(partitioner, sorted(pairs.model().all(), order), true).placed()
                        ? partitioned(partitioner, sorted(pairs.model().all(), order), true) : pairs.model().shuffled());
    }

    private static Node filterByRange(final Program program, final Node in, final SplittableRandom random) {
        final Node pairs = program.node(in, "mapToPair(code, same)", in.rdd().mapToPair(record -> new Tuple2<Object, Object>(Values.code(record), record)),
                in.model().map1(record -> new Tuple2<Object, Object>(Values.code(record), record)));
        final int lower = random.nextInt(900_000);
        final int upper = lower + random.nextInt(300_000);
        return program.node(pairs, "filterByRange(" + lower + ", " + upper + ")", pairs.pairs().filterByRange(lower, upper),
                pairs.model().each(pair -> lower <= (Integer) key(pair) && (Integer) key(pair) <= upper ? Program.one(pair) : List.of()));
    }
}
