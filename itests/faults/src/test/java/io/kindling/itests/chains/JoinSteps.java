package io.kindling.itests.chains;

import io.kindling.api.PairRdd;
import io.kindling.api.Partitioner;
import io.kindling.api.Tuple2;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Transformations of several data sets. */
final class JoinSteps {

    private static final int MOST_JOINED = 4_000;

    private JoinSteps() {
    }

    static Map<String, Step> all() {
        final Map<String, Step> steps = new LinkedHashMap<>();
        steps.put("join", JoinSteps::join);
        steps.put("outerJoin", JoinSteps::outerJoin);
        steps.put("cogroup", JoinSteps::cogroup);
        steps.put("cogroupMany", JoinSteps::cogroupMany);
        steps.put("subtractByKey", JoinSteps::subtractByKey);
        steps.put("subtract", JoinSteps::subtract);
        steps.put("intersection", JoinSteps::intersection);
        return steps;
    }

    /** Two sides with keys in common. */
    private record Sides(Node here, Node there) {

        static Sides of(final Program program, final Node in, final SplittableRandom random) {
            final Node other = program.other(random);
            if (in.isPairs() && other.isPairs()) {
                return new Sides(in, other);
            }
            final long seed = random.nextLong();
            return new Sides(KeyedSteps.pairs(program, in, new SplittableRandom(seed)), KeyedSteps.pairs(program, other, new SplittableRandom(seed)));
        }

        Sides small(final Program program) {
            Sides sides = this;
            for (int most = 1_000; Groups.joined(Groups.of(sides.here.model()), Groups.of(sides.there.model())) > MOST_JOINED; most /= 3) {
                sides = new Sides(program.small(sides.here, most), program.small(sides.there, most));
            }
            return sides;
        }

        List<Object> joined(final boolean allHere, final boolean allThere) {
            return Groups.join(Groups.of(here.model()), Groups.of(there.model()), allHere, allThere);
        }
    }

    private static Node join(final Program program, final Node in, final SplittableRandom random) {
        final Sides sides = Sides.of(program, in, random).small(program);
        final PairRdd<Object, Object> here = sides.here.pairs();
        final PairRdd<Object, Object> there = sides.there.pairs();
        final List<Object> expected = sides.joined(false, false);
        final Node made = switch (random.nextInt(3)) {
            case 0 -> program.node(sides.here, "join(" + sides.there.name() + ")", here.join(there), Model.bag(expected));
            case 1 -> {
                final int partitions = Sources.partitions(random);
                yield program.node(sides.here, "join(" + sides.there.name() + ", " + partitions + ")", here.join(there, partitions), Model.bag(expected));
            }
            default -> {
                final Partitioner partitioner = KeyedSteps.partitioner(random);
                yield program.node(sides.here, "join(" + sides.there.name() + ", " + KeyedSteps.name(partitioner) + ")", here.join(there, partitioner),
                        KeyedSteps.partitioned(partitioner, expected, false));
            }
        };
        return program.small(made);
    }

    private static Node outerJoin(final Program program, final Node in, final SplittableRandom random) {
        final Sides sides = Sides.of(program, in, random).small(program);
        final PairRdd<Object, Object> here = sides.here.pairs();
        final PairRdd<Object, Object> there = sides.there.pairs();
        final int partitions = Sources.partitions(random);
        final Node made = switch (random.nextInt(3)) {
            case 0 -> program.node(sides.here, "leftOuterJoin(" + sides.there.name() + ")", here.leftOuterJoin(there), Model.bag(sides.joined(true, false)));
            case 1 -> program.node(sides.here, "rightOuterJoin(" + sides.there.name() + ", " + partitions + ")", here.rightOuterJoin(there, partitions),
                    Model.bag(sides.joined(false, true)));
            default -> program.node(sides.here, "fullOuterJoin(" + sides.there.name() + ", " + partitions + ")", here.fullOuterJoin(there, partitions),
                    Model.bag(sides.joined(true, true)));
        };
        return program.small(made);
    }

    private static Node cogroup(final Program program, final Node in, final SplittableRandom random) {
        final Sides sides = Sides.of(program, in, random);
        final Partitioner partitioner = KeyedSteps.partitioner(random);
        final boolean own = random.nextBoolean();
        final PairRdd<Object, Tuple2<Iterable<Object>, Iterable<Object>>> made = own ? sides.here.pairs().cogroup(sides.there.pairs(), partitioner)
                : sides.here.pairs().cogroup(sides.there.pairs());
        final List<Object> expected = Groups.cogroup(List.of(Groups.of(sides.here.model()), Groups.of(sides.there.model())));
        return program.node(sides.here, "cogroup(" + sides.there.name() + (own ? ", " + KeyedSteps.name(partitioner) : "") + ").mapValues(sums)",
                made.mapValues(both -> new ArrayList<>(Arrays.asList(Values.sum(both._1), Values.sum(both._2)))),
                own ? KeyedSteps.partitioned(partitioner, expected, false) : Model.bag(expected));
    }

    private static Node cogroupMany(final Program program, final Node in, final SplittableRandom random) {
        final Sides sides = Sides.of(program, in, random);
        final Node third = KeyedSteps.asPairs(program, program.other(random), random);
        final Groups first = Groups.of(sides.here.model());
        final Groups second = Groups.of(sides.there.model());
        if (random.nextBoolean()) {
            return program.node(sides.here, "cogroup(" + sides.there.name() + ", " + third.name() + ").mapValues(sums)",
                    sides.here.pairs().cogroup(sides.there.pairs(), third.pairs())
                            .mapValues(all -> new ArrayList<>(Arrays.asList(Values.sum(all._1()), Values.sum(all._2()), Values.sum(all._3())))),
                    Model.bag(Groups.cogroup(List.of(first, second, Groups.of(third.model())))));
        }
        final Node fourth = KeyedSteps.asPairs(program, program.other(random), random);
        final int partitions = Sources.partitions(random);
        return program.node(sides.here, "cogroup(" + sides.there.name() + ", " + third.name() + ", " + fourth.name() + ", " + partitions + ").mapValues(sums)",
                sides.here.pairs().cogroup(sides.there.pairs(), third.pairs(), fourth.pairs(), partitions).mapValues(all ->
                        new ArrayList<>(Arrays.asList(Values.sum(all._1()), Values.sum(all._2()), Values.sum(all._3()), Values.sum(all._4())))),
                Model.bag(Groups.cogroup(List.of(first, second, Groups.of(third.model()), Groups.of(fourth.model())))));
    }

    private static Node subtractByKey(final Program program, final Node in, final SplittableRandom random) {
        final Sides sides = Sides.of(program, in, random);
        final Groups there = Groups.of(sides.there.model());
        return program.node(sides.here, "subtractByKey(" + sides.there.name() + ")", sides.here.pairs().subtractByKey(sides.there.pairs()),
                sides.here.model().shuffled().each(pair -> there.has(KeyedSteps.key(pair)) ? List.of() : Program.one(pair)));
    }

    private static Map<String, Object> once(final Node node) {
        final Map<String, Object> once = new LinkedHashMap<>();
        node.model().all().forEach(record -> once.putIfAbsent(Values.rank(record), record));
        return once;
    }

    private static Node subtract(final Program program, final Node in, final SplittableRandom random) {
        final Node other = program.other(random);
        final Map<String, Object> there = once(other);
        final int partitions = Sources.partitions(random);
        return program.node(in, "subtract(" + other.name() + ", " + partitions + ")", in.rdd().subtract(other.rdd(), partitions),
                in.model().shuffled().each(record -> there.containsKey(Values.rank(record)) ? List.of() : Program.one(record)));
    }

    private static Node intersection(final Program program, final Node in, final SplittableRandom random) {
        final Node other = program.other(random);
        final Map<String, Object> both = once(in);
        both.keySet().retainAll(once(other).keySet());
        return program.node(in, "intersection(" + other.name() + ")", in.rdd().intersection(other.rdd()), Model.bag(new ArrayList<>(both.values())));
    }
}
