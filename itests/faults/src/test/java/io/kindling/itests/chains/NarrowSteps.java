package io.kindling.itests.chains;

import io.kindling.api.Rdd;
import io.kindling.api.Tuple2;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;

/** Transformations without a shuffle. */
final class NarrowSteps {

    private NarrowSteps() {
    }

    static Map<String, Step> all() {
        final Map<String, Step> steps = new LinkedHashMap<>();
        steps.put("map", NarrowSteps::map);
        steps.put("filter", NarrowSteps::filter);
        steps.put("flatMap", NarrowSteps::flatMap);
        steps.put("mapPartitions", NarrowSteps::mapPartitions);
        steps.put("perPartition", NarrowSteps::perPartition);
        steps.put("withIndex", NarrowSteps::withIndex);
        steps.put("glom", NarrowSteps::glom);
        steps.put("coalesce", NarrowSteps::coalesce);
        steps.put("union", NarrowSteps::union);
        steps.put("indexes", NarrowSteps::indexes);
        steps.put("uniqueIds", NarrowSteps::uniqueIds);
        steps.put("zip", NarrowSteps::zip);
        steps.put("zipPartitions", NarrowSteps::zipPartitions);
        steps.put("sample", NarrowSteps::sample);
        steps.put("randomSplit", NarrowSteps::randomSplit);
        steps.put("cartesian", NarrowSteps::cartesian);
        steps.put("doubles", NarrowSteps::doubles);
        steps.put("flaky", NarrowSteps::flaky);
        return steps;
    }

    private static Node map(final Program program, final Node in, final SplittableRandom random) {
        final int kind = Sources.kind(random);
        final int domain = 1 + random.nextInt(500);
        return program.node(in, "map(kind " + kind + ", code % " + domain + ")", in.rdd().map(record -> Values.of(kind, Values.code(record) % domain)),
                in.model().map1(record -> Values.of(kind, Values.code(record) % domain)));
    }

    private static Node filter(final Program program, final Node in, final SplittableRandom random) {
        final int divisor = 1 + random.nextInt(8);
        final boolean equal = random.nextBoolean();
        return program.node(in, "filter(code % " + divisor + (equal ? " == 0)" : " != 0)"),
                in.rdd().filter(record -> Values.code(record) % divisor == 0 == equal),
                in.model().each(record -> Values.code(record) % divisor == 0 == equal ? Program.one(record) : List.of()));
    }

    private static List<Object> copies(final Object record, final int kind) {
        final int code = Values.code(record);
        final List<Object> copies = new ArrayList<>();
        for (int i = 0; i < code % 4; i++) {
            copies.add(i == 2 ? Values.of(kind, code % 100) : record);
        }
        return copies;
    }

    private static Node flatMap(final Program program, final Node in, final SplittableRandom random) {
        final int kind = Sources.kind(random);
        return program.small(program.node(in, "flatMap(none to three, kind " + kind + ")", in.rdd().flatMap(record -> copies(record, kind).iterator()),
                in.model().each(record -> copies(record, kind))));
    }

    private static Node mapPartitions(final Program program, final Node in, final SplittableRandom random) {
        final boolean late = random.nextBoolean();
        final Rdd<Object> made = in.rdd().mapPartitions(records -> {
            if (late) {
                return new Hashing(records);
            }
            final List<Object> all = new ArrayList<>();
            records.forEachRemaining(record -> all.add(Values.code(record)));
            return all.iterator();
        });
        return program.node(in, "mapPartitions(codes" + (late ? ", as they come)" : ")"), made, in.model().map1(Values::code));
    }

    /** Reads only when asked. */
    private record Hashing(Iterator<Object> records) implements Iterator<Object> {
        @Override
        public boolean hasNext() {
            return records.hasNext();
        }

        @Override
        public Object next() {
            return Values.code(records.next());
        }
    }

    /** What depends on where records are. */
    private static Node perPartition(final Program program, final Node in, final SplittableRandom random) {
        if (!in.model().placed()) {
            return map(program, in, random);
        }
        final int limit = random.nextInt(5);
        if (in.model().sequenced() && limit > 0) {
            return program.node(in, "mapPartitions(first " + limit + ")", in.rdd().mapPartitions(records -> {
                final List<Object> first = new ArrayList<>();
                while (first.size() < limit && records.hasNext()) {
                    first.add(records.next());
                }
                return first.iterator();
            }), in.model().eachPart(part -> new ArrayList<>(part.subList(0, Math.min(limit, part.size())))));
        }
        return program.node(in, "mapPartitions(sum)", in.rdd().mapPartitions(records -> {
            final List<Object> all = new ArrayList<>();
            records.forEachRemaining(all::add);
            return List.<Object>of(Values.sum(all)).iterator();
        }), new Model(in.model().eachPart(part -> Program.one(Values.sum(part))).parts(), true, true));
    }

    private static Node withIndex(final Program program, final Node in, final SplittableRandom random) {
        if (!in.model().placed()) {
            return filter(program, in, random);
        }
        final Rdd<Object> made = in.rdd().mapPartitionsWithIndex((index, records) -> {
            final List<Object> all = new ArrayList<>();
            records.forEachRemaining(record -> all.add(new Tuple2<>(index, record)));
            return all.iterator();
        }, false);
        final List<List<Object>> parts = new ArrayList<>();
        for (int i = 0; i < in.model().parts().size(); i++) {
            final List<Object> part = new ArrayList<>();
            for (final Object record : in.model().parts().get(i)) {
                part.add(new Tuple2<>(i, record));
            }
            parts.add(part);
        }
        return program.node(in, "mapPartitionsWithIndex(with the index)", made, new Model(parts, true, in.model().sequenced()));
    }

    private static Node glom(final Program program, final Node in, final SplittableRandom random) {
        return program.node(in, "glom().flatMap(same)", in.rdd().glom().flatMap(List::iterator), in.model());
    }

    private static Node coalesce(final Program program, final Node in, final SplittableRandom random) {
        final int partitions = Sources.partitions(random);
        final int expected = Math.min(partitions, in.rdd().getNumPartitions());
        final Rdd<Object> made = in.rdd().coalesce(partitions);
        if (made.getNumPartitions() != expected) {
            throw new AssertionError("coalesce(" + partitions + ") of " + in.rdd().getNumPartitions() + " made " + made.getNumPartitions());
        }
        return program.node(in, "coalesce(" + partitions + ")", made, in.model().displaced());
    }

    private static Node union(final Program program, final Node in, final SplittableRandom random) {
        final Node other = program.other(random);
        if (other.isPairs() != in.isPairs()) {
            return program.small(program.node(in, "map(same).union(" + other.name() + ".map(same))",
                    in.rdd().map(record -> record).union(other.rdd().map(record -> record)), in.model().union(other.model())));
        }
        return program.small(program.node(in, "union(" + other.name() + ")", in.rdd().union(other.rdd()), in.model().union(other.model())));
    }

    private static Node indexes(final Program program, final Node in, final SplittableRandom random) {
        if (in.model().sequenced()) {
            final List<Object> indexed = new ArrayList<>();
            for (final Object record : in.model().all()) {
                indexed.add(new Tuple2<>(record, (long) indexed.size()));
            }
            return program.node(in, "zipWithIndex()", in.rdd().zipWithIndex(), Model.sequence(indexed));
        }
        final List<Object> numbers = new ArrayList<>();
        for (long i = 0; i < in.model().size(); i++) {
            numbers.add(i);
        }
        return program.node(in, "zipWithIndex().values()", in.rdd().zipWithIndex().values(), Model.sequence(numbers));
    }

    private static Node uniqueIds(final Program program, final Node in, final SplittableRandom random) {
        return program.node(in, "zipWithUniqueId().keys()", in.rdd().zipWithUniqueId().keys(), in.model());
    }

    private static Node zip(final Program program, final Node in, final SplittableRandom random) {
        if (!in.model().sequenced()) {
            return map(program, in, random);
        }
        return program.node(in, "zip(itself.map(code))", in.rdd().zip(in.rdd().map(record -> Values.code(record))),
                in.model().map1(record -> new Tuple2<>(record, Values.code(record))));
    }

    private static Node zipPartitions(final Program program, final Node in, final SplittableRandom random) {
        if (!in.model().placed()) {
            return glom(program, in, random);
        }
        return program.node(in, "zipPartitions(itself, sums)", in.rdd().zipPartitions(in.rdd(), (here, there) -> {
            final List<Object> all = new ArrayList<>();
            there.forEachRemaining(all::add);
            here.forEachRemaining(all::add);
            return List.<Object>of(Values.sum(all)).iterator();
        }), new Model(in.model().eachPart(part -> {
            final List<Object> twice = new ArrayList<>(part);
            twice.addAll(part);
            return Program.one(Values.sum(twice));
        }).parts(), true, true));
    }

    private static Node sample(final Program program, final Node in, final SplittableRandom random) {
        final boolean full = random.nextInt(3) > 0;
        return program.node(in, "sample(false, " + (full ? 1 : 0) + ")", in.rdd().sample(false, full ? 1 : 0),
                full ? in.model() : in.model().each(record -> List.of()));
    }

    private static Node randomSplit(final Program program, final Node in, final SplittableRandom random) {
        if (!in.model().sequenced()) {
            // Which record falls where depends on their order, and that may be another one in each job.
            return glom(program, in, random);
        }
        final Rdd<Object>[] parts = in.rdd().map(record -> record).randomSplit(new double[] {1, 2, 0, 1}, random.nextLong());
        return program.node(in, "map(same).randomSplit(1, 2, 0, 1) united", parts[3].union(parts[1]).union(parts[2]).union(parts[0]),
                in.model().shuffled());
    }

    private static Node cartesian(final Program program, final Node in, final SplittableRandom random) {
        final Node here = program.small(in, 60);
        final Node there = program.small(program.other(random), 20);
        if (here.rdd().getNumPartitions() * there.rdd().getNumPartitions() > 60) {
            return filter(program, in, random);
        }
        final List<Object> all = new ArrayList<>();
        for (final Object first : here.model().all()) {
            for (final Object second : there.model().all()) {
                all.add(new Tuple2<>(first, second));
            }
        }
        return program.node(here, "cartesian(" + there.name() + ")", here.rdd().cartesian(there.rdd()), Model.bag(all));
    }

    private static Node doubles(final Program program, final Node in, final SplittableRandom random) {
        final boolean flat = random.nextBoolean();
        final Rdd<Double> made = flat ? in.rdd().flatMapToDouble(record -> Collections.nCopies(Values.code(record) % 3, Values.code(record) / 2.0).iterator())
                : in.rdd().mapToDouble(record -> Values.code(record) % 9 == 0 ? Double.NaN : Values.code(record) / 4.0);
        return program.node(in, flat ? "flatMapToDouble(none to two)" : "mapToDouble(code / 4, or NaN)", made, flat
                ? in.model().each(record -> Collections.nCopies(Values.code(record) % 3, Values.code(record) / 2.0))
                : in.model().map1(record -> Values.code(record) % 9 == 0 ? Double.NaN : Values.code(record) / 4.0));
    }

    /** Tasks fail now and then, at their beginning or late. */
    private static Node flaky(final Program program, final Node in, final SplittableRandom random) {
        final int chance = program.settings().flaky();
        return program.node(in, "mapPartitions(same, now and then failing)", in.rdd().mapPartitions(records -> {
            final int drawn = ThreadLocalRandom.current().nextInt(2_000);
            if (drawn < chance) {
                throw new IllegalStateException("this attempt fails early by chance");
            }
            return new Failing(records, drawn < 2 * chance);
        }), in.model());
    }

    /** Fails when all has been read, if it is to. */
    private record Failing(Iterator<Object> records, boolean fails) implements Iterator<Object> {
        @Override
        public boolean hasNext() {
            final boolean more = records.hasNext();
            if (fails && !more) {
                throw new IllegalStateException("this attempt fails late by chance");
            }
            return more;
        }

        @Override
        public Object next() {
            return records.next();
        }
    }
}
