package io.kindling.itests.chains;

import io.kindling.api.DoubleRdd;
import io.kindling.api.LongAccumulator;
import io.kindling.api.StatCounter;
import io.kindling.api.Tuple2;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/** Actions, each held against the model. */
final class Checks {

    /** One kind of action. */
    @FunctionalInterface
    interface Check {
        void run(Program program, Node node, SplittableRandom random);
    }

    private static final Comparator<Object> BY_RANK = (Comparator<Object> & Serializable) (a, b) -> Values.rank(a).compareTo(Values.rank(b));

    private Checks() {
    }

    static Map<String, Check> all() {
        final Map<String, Check> checks = new LinkedHashMap<>();
        checks.put("collect", (program, node, random) -> collect(node));
        checks.put("count", (program, node, random) -> same("count", (long) node.model().size(), node.rdd().count()));
        checks.put("partitions", (program, node, random) -> partitions(node, random));
        checks.put("walk", (program, node, random) -> bag("toLocalIterator", node.model().all(), list(node.rdd().toLocalIterator())));
        checks.put("take", (program, node, random) -> take(node, random));
        checks.put("extremes", (program, node, random) -> extremes(node, random));
        checks.put("fold", (program, node, random) -> fold(node, random));
        checks.put("countByValue", (program, node, random) -> countByValue(node));
        checks.put("takeSample", (program, node, random) -> takeSample(node, random));
        checks.put("numbers", (program, node, random) -> numbers(node));
        checks.put("keys", (program, node, random) -> keys(program, node, random));
        checks.put("accumulator", (program, node, random) -> accumulator(program, node));
        checks.put("async", (program, node, random) -> async(node));
        checks.put("save", (program, node, random) -> save(program, node));
        return checks;
    }

    private static void same(final String what, final Object expected, final Object found) {
        if (!Values.rank(expected).equals(Values.rank(found))) {
            throw new AssertionError(what + ": expected " + brief(expected) + ", found " + brief(found));
        }
    }

    private static String brief(final Object value) {
        final String text = String.valueOf(value);
        return text.length() > 2_000 ? text.substring(0, 2_000) + "…" : text;
    }

    static void bag(final String what, final List<?> expected, final List<?> found) {
        final Map<String, Integer> counts = new TreeMap<>();
        expected.forEach(record -> counts.merge(Values.rank(record), 1, Integer::sum));
        found.forEach(record -> counts.merge(Values.rank(record), -1, Integer::sum));
        counts.values().removeIf(count -> count == 0);
        if (!counts.isEmpty()) {
            throw new AssertionError(what + ": expected " + expected.size() + " records, found " + found.size()
                    + "; missing (+) or too many (-): " + brief(counts));
        }
    }

    private static List<Object> list(final Iterator<?> records) {
        final List<Object> all = new ArrayList<>();
        records.forEachRemaining(all::add);
        return all;
    }

    private static void collect(final Node node) {
        final List<Object> found = node.rdd().collect();
        bag("collect", node.model().all(), found);
        if (node.model().sequenced()) {
            same("collect in order", node.model().all(), found);
        }
    }

    private static void partitions(final Node node, final SplittableRandom random) {
        final int count = node.rdd().getNumPartitions();
        final List<List<Object>> found = new ArrayList<>();
        if (random.nextBoolean()) {
            final int[] all = new int[count];
            for (int i = 0; i < count; i++) {
                all[i] = i;
            }
            found.addAll(Arrays.asList(node.rdd().collectPartitions(all)));
        } else {
            found.addAll(node.rdd().glom().collect());
        }
        same("partitions", count, found.size());
        if (node.model().placed()) {
            same("number of partitions", node.model().parts().size(), count);
            for (int i = 0; i < count; i++) {
                bag("partition " + i, node.model().parts().get(i), found.get(i));
                if (node.model().sequenced()) {
                    same("partition " + i + " in order", node.model().parts().get(i), found.get(i));
                }
            }
        } else {
            bag("all partitions", node.model().all(), found.stream().flatMap(List::stream).toList());
        }
    }

    private static void part(final String what, final List<Object> all, final int size, final List<Object> found) {
        same(what + ": how many", Math.min(size, all.size()), found.size());
        final Map<String, Integer> counts = new HashMap<>();
        all.forEach(record -> counts.merge(Values.rank(record), 1, Integer::sum));
        for (final Object record : found) {
            if (counts.merge(Values.rank(record), -1, Integer::sum) < 0) {
                throw new AssertionError(what + ": " + brief(record) + " is not there, or not that often");
            }
        }
    }

    private static void take(final Node node, final SplittableRandom random) {
        final List<Object> all = node.model().all();
        final int limit = random.nextInt(3) == 0 ? random.nextInt(2_000) : random.nextInt(12);
        final List<Object> found = node.rdd().take(limit);
        part("take(" + limit + ")", all, limit, found);
        if (node.model().sequenced()) {
            same("take(" + limit + ") in order", all.subList(0, Math.min(limit, all.size())), found);
        }
        same("isEmpty", all.isEmpty(), node.rdd().isEmpty());
        if (!all.isEmpty()) {
            part("first", all, 1, Program.one(node.rdd().first()));
        }
    }

    private static void takeSample(final Node node, final SplittableRandom random) {
        final int number = random.nextInt(40);
        part("takeSample(" + number + ")", node.model().all(), number, node.rdd().takeSample(false, number, random.nextLong()));
        same("takeSample with replacement", node.model().size() == 0 ? 0 : number, node.rdd().takeSample(true, number, random.nextLong()).size());
    }

    private static void extremes(final Node node, final SplittableRandom random) {
        final List<Object> sorted = new ArrayList<>(node.model().all());
        sorted.sort(BY_RANK);
        final int number = random.nextInt(20);
        same("takeOrdered", sorted.subList(0, Math.min(number, sorted.size())), node.rdd().takeOrdered(number, BY_RANK));
        final List<Object> reversed = new ArrayList<>(node.model().all());
        reversed.sort(BY_RANK.reversed());
        same("top", reversed.subList(0, Math.min(number, reversed.size())), node.rdd().top(number, BY_RANK));
        if (!sorted.isEmpty()) {
            same("min", sorted.get(0), node.rdd().min(BY_RANK));
            same("max", reversed.get(0), node.rdd().max(BY_RANK));
        }
    }

    private static void fold(final Node node, final SplittableRandom random) {
        final long expected = node.model().all().stream().mapToLong(Values::code).sum();
        final var codes = node.rdd().map(record -> (long) Values.code(record));
        final int depth = 1 + random.nextInt(4);
        switch (random.nextInt(5)) {
            case 0 -> same("fold", expected, codes.fold(0L, Long::sum));
            case 1 -> same("aggregate", expected, node.rdd().aggregate(0L, (sum, record) -> sum + Values.code(record), Long::sum));
            case 2 -> same("treeAggregate", expected, node.rdd().treeAggregate(0L, (sum, record) -> sum + Values.code(record), Long::sum, depth));
            case 3 -> {
                if (node.model().size() > 0) {
                    same("reduce", expected, codes.reduce(Long::sum));
                }
            }
            default -> {
                if (node.model().size() > 0) {
                    same("treeReduce", expected, codes.treeReduce(Long::sum, depth));
                }
            }
        }
    }

    private static void countByValue(final Node node) {
        final Map<String, Long> expected = new TreeMap<>();
        node.model().all().forEach(record -> expected.merge(Values.rank(record), 1L, Long::sum));
        final Map<String, Long> found = new TreeMap<>();
        node.rdd().countByValue().forEach((record, count) -> found.merge(Values.rank(record), count, Long::sum));
        if (!expected.equals(found)) {
            throw new AssertionError("countByValue: expected " + brief(expected) + ", found " + brief(found));
        }
    }

    private static void numbers(final Node node) {
        final DoubleRdd numbers = node.rdd().mapToDouble(record -> Values.code(record) % 1_000);
        final StatCounter expected = new StatCounter();
        node.model().all().forEach(record -> expected.merge(Values.code(record) % 1_000));
        final StatCounter found = numbers.stats();
        same("count of numbers", expected.count(), found.count());
        same("max of numbers", expected.max(), found.max());
        same("min of numbers", expected.min(), found.min());
        if (Math.abs(expected.sum() - numbers.sum()) > 1e-3) {
            throw new AssertionError("sum: expected " + expected.sum() + ", found " + numbers.sum());
        }
        final long[] columns = numbers.histogram(new double[] {0, 250, 500, 999});
        final long[] counted = new long[3];
        node.model().all().forEach(record -> counted[Math.min(2, Values.code(record) % 1_000 / 250)]++);
        for (int i = 0; i < 3; i++) {
            same("histogram " + i, counted[i], columns[i]);
        }
    }

    private static void keys(final Program program, final Node node, final SplittableRandom random) {
        final Node pairs = KeyedSteps.asPairs(program, node, random);
        final Groups groups = Groups.of(pairs.model());
        final List<Object> counts = new ArrayList<>();
        pairs.pairs().countByKey().forEach((key, count) -> counts.add(new Tuple2<>(key, count)));
        bag("countByKey", groups.each(values -> (long) values.size()), counts);
        final Map<Object, Object> map = pairs.pairs().collectAsMap();
        same("size of collectAsMap", groups.each(List::size).size(), map.size());
        if (pairs.model().size() > 0) {
            final Object key = KeyedSteps.key(pairs.model().all().get(random.nextInt(pairs.model().size())));
            bag("lookup", groups.of(Values.rank(key)), pairs.pairs().lookup(key));
        }
    }

    /** Counted once for each partition, however many attempts it took. */
    private static void accumulator(final Program program, final Node node) {
        final LongAccumulator seen = program.context.longAccumulator();
        node.rdd().foreach(record -> seen.add(1L + Values.code(record) % 10));
        same("accumulator", node.model().all().stream().mapToLong(record -> 1L + Values.code(record) % 10).sum(), seen.value());
    }

    private static void async(final Node node) {
        try {
            final var counted = node.rdd().countAsync();
            bag("collectAsync", node.model().all(), node.rdd().collectAsync().get());
            same("countAsync", (long) node.model().size(), counted.get());
        } catch (final ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new AssertionError(e);
        } catch (final InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void save(final Program program, final Node node) {
        final Path directory = program.settings().folder().resolve("saved-" + System.nanoTime());
        node.rdd().map(record -> Integer.toString(Values.code(record))).saveAsTextFile(directory.toString());
        final List<Object> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (final Path file : files.sorted().toList()) {
                found.addAll(Files.readAllLines(file));
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        final List<Object> expected = new ArrayList<>();
        node.model().all().forEach(record -> expected.add(Integer.toString(Values.code(record))));
        bag("saveAsTextFile", expected, found);
    }
}
