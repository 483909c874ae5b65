package io.kindling.plan;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import io.kindling.common.RddId;
import io.kindling.common.ShuffleId;
import io.kindling.protocol.stage.Aggregator;
import io.kindling.protocol.stage.Builtin;
import io.kindling.protocol.stage.FunctionBlob;
import io.kindling.protocol.stage.KeyOrder;
import io.kindling.protocol.stage.Operator;
import io.kindling.protocol.stage.Partitioning;
import io.kindling.protocol.stage.PayloadBundle;
import io.kindling.protocol.stage.Sink;
import io.kindling.protocol.stage.TransformKind;
import java.util.HashSet;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.Test;

public class JobPlannerTest {

    private static final FunctionBlob SUM = FunctionBlob.builtin(Builtin.SUM_LONG);
    private static final Aggregator REDUCE = new Aggregator.Reduce(SUM);
    private static final Aggregator NONE = new Aggregator.None();
    private static final Sink COLLECT = new Sink.Collect();

    private final Lineage lineage = new Lineage();
    private final Set<RddId> cached = new HashSet<>();
    private final JobPlanner planner = new JobPlanner(new CachedData() {

        @Override
        public boolean isCached(final RddId rdd) {
            return cached.contains(rdd);
        }

        @Override
        public List<String> locations(final RddId rdd, final int partition) {
            return partition == 1 ? List.of("executor_7") : List.of();
        }
    });

    @Test
    public void shouldMakeOneStageOfNarrowSteps() {
        final RddNode mapped = map(map(source(3)));

        final JobPlan plan = plan(mapped);

        assertEquals(1, plan.stages().size());
        assertEquals(3, plan.result().node().partitions());
        assertNull(plan.result().node().writes());
        assertEquals(3, plan.result().spec().operators().size());
        assertEquals(new Operator.Transform(TransformKind.MAP, 1, SUM), plan.result().spec().operators().get(2));
        assertEquals(COLLECT, plan.result().spec().sink());
        assertEquals("collect", plan.result().node().name());
    }

    @Test
    public void shouldSplitAtAShuffle() {
        final RddNode reduced = reduce(map(source(3)), 5);

        final JobPlan plan = plan(map(reduced));

        assertEquals(2, plan.stages().size());
        final StagePlan first = plan.stages().get(0);
        final ShuffleId shuffle = first.node().writes();
        assertEquals(new Sink.ShuffleWrite(shuffle.value(), new Partitioning.Hash(5), REDUCE), first.spec().sink());
        assertEquals(3, first.node().partitions());
        assertEquals(List.of(shuffle), plan.result().node().reads());
        assertEquals(5, plan.result().node().partitions());
        assertEquals(new Operator.ShuffleRead(shuffle.value(), REDUCE, null), plan.result().spec().operators().get(0));
    }

    @Test
    public void shouldUseAMapStageAgainInLaterJobs() {
        final RddNode reduced = reduce(source(3), 5);

        final JobPlan one = plan(reduced);
        final JobPlan two = plan(map(reduced));

        assertSame(one.stages().get(0), two.stages().get(0));
        assertNotEquals(one.result().node().id(), two.result().node().id());
    }

    @Test
    public void shouldPlanASharedShuffleOnceInADiamond() {
        final RddNode shared = reduce(source(2), 2);
        final RddNode left = reduce(map(shared), 2);
        final RddNode right = reduce(map(shared), 2);

        final JobPlan plan = plan(lineage.union("union", List.of(left, right)));

        assertEquals(4, plan.stages().size());
        final ShuffleId first = plan.stages().get(0).node().writes();
        assertEquals(List.of(first), plan.stages().get(1).node().reads());
        assertEquals(List.of(first), plan.stages().get(2).node().reads());
        assertEquals(Set.of(plan.stages().get(1).node().writes(), plan.stages().get(2).node().writes()),
                Set.copyOf(plan.result().node().reads()));
    }

    @Test
    public void shouldGiveEachPartOfAUnionItsOwnPayloads() {
        final RddNode inner = lineage.union("union", List.of(source(2, 10), source(1, 20)));
        final RddNode union = lineage.union("union", List.of(source(1, 0), map(inner), reduce(source(2), 4)));

        final StagePlan stage = plan(union).result();

        assertEquals(8, stage.node().partitions());
        assertEquals(Set.of(0), Set.of((int) only(stage, 0)));
        assertEquals(10, only(stage, 1));
        assertEquals(11, only(stage, 2));
        assertEquals(20, only(stage, 3));
        assertTrue(stage.payloads(4).isEmpty());
        assertTrue(stage.payloads(7).isEmpty());
        final Operator.Union last = (Operator.Union) stage.spec().operators().get(stage.spec().operators().size() - 1);
        assertEquals(List.of(1, 3, 4), last.partitions());
    }

    @Test
    public void shouldSendEveryPayloadThatACoalescedPartitionReads() {
        final RddNode both = lineage.union("union", List.of(source(3, 10), source(2, 20)));
        final StagePlan stage = plan(lineage.coalesce("coalesce", map(both), 2)).result();

        assertEquals(2, stage.node().partitions());
        assertEquals(10, bundled(stage, 0, 0, 0));
        assertEquals(11, bundled(stage, 0, 0, 1));
        assertEquals(12, bundled(stage, 1, 0, 2));
        assertEquals(20, bundled(stage, 1, 1, 0));
        assertEquals(21, bundled(stage, 1, 1, 1));
        assertEquals(new Operator.Coalesce(3, 5, 2), stage.spec().operators().get(4));
    }

    @Test
    public void shouldSendBothSidesOfACartesianProductTheirPayloads() {
        final StagePlan stage = plan(lineage.cartesian("cartesian", source(2, 10), source(3, 20))).result();

        assertEquals(6, stage.node().partitions());
        assertEquals(11, stage.payloads(4).get(0)[0]);
        assertEquals(21, stage.payloads(4).get(1)[0]);
    }

    @Test
    public void shouldTakeWhatDependsOnTheOrderOfArrivalForIndeterminate() {
        final RddNode shuffled = reduce(source(2), 4);
        assertEquals(Determinism.UNORDERED, lineage.transform("map", TransformKind.MAP_PARTITIONS_WITH_INDEX, shuffled, SUM, false).determinism());
        assertEquals(Determinism.INDETERMINATE, lineage.transform("number", TransformKind.MAP_PARTITIONS_WITH_INDEX, shuffled, SUM, true).determinism());
        assertEquals(Determinism.ORDERED, lineage.transform("number", TransformKind.MAP_PARTITIONS_WITH_INDEX, source(2), SUM, true).determinism());
        assertEquals(Determinism.INDETERMINATE, lineage.zip("zip", source(4), shuffled, SUM, true).determinism());
    }

    @Test
    public void shouldShuffleBothSidesOfACogroup() {
        final RddNode both = lineage.coGroup("cogroup", List.of(source(2), source(3)), new Partitioning.Hash(4));

        final JobPlan plan = plan(both);

        assertEquals(3, plan.stages().size());
        final List<Operator> operators = plan.result().spec().operators();
        assertEquals(new Operator.CoGroup(List.of(0, 1)), operators.get(2));
        assertEquals(NONE, ((Operator.ShuffleRead) operators.get(0)).aggregator());
        assertEquals(2, plan.result().node().reads().size());
        assertEquals(new Partitioning.Hash(4), both.partitioner());
    }

    @Test
    public void shouldNotShuffleWhatIsPartitionedAlikeForACogroup() {
        final RddNode alike = lineage.transform("mapValues", TransformKind.MAP_VALUES, reduce(source(2), 4), SUM);
        final RddNode both = lineage.coGroup("cogroup", List.of(alike, source(3)), new Partitioning.Hash(4));

        final JobPlan plan = plan(both);

        assertEquals(3, plan.stages().size());
        assertTrue(plan.result().spec().operators().get(1) instanceof Operator.Transform);
        assertEquals(new Operator.CoGroup(List.of(1, 2)), plan.result().spec().operators().get(3));
    }

    @Test
    public void shouldShuffleForACogroupWhenPartitionsOrKeysDiffer() {
        final RddNode fewer = reduce(source(2), 3);
        final RddNode changed = map(reduce(source(2), 4));

        assertEquals(5, plan(lineage.coGroup("cogroup", List.of(fewer, changed), new Partitioning.Hash(4))).stages().size());
    }

    @Test
    public void shouldKeepWhatIsCachedBehindItsStep() {
        final RddNode kept = map(source(2));
        cached.add(kept.id());

        final StagePlan stage = plan(lineage.union("union", List.of(source(3), kept))).result();

        assertTrue(stage.spec().operators().contains(new Operator.Cache(2, kept.id().value(), "memory+objects+x1")));
        assertEquals(kept.id(), stage.caches().get(0).rdd());
        assertEquals(List.of(List.of(), List.of(), List.of(), List.of(0), List.of(1)),
                IntStream.range(0, 5).mapToObj(i -> locals(stage.caches().get(0).partitions(), i)).toList());
        assertEquals(List.of(List.of(), List.of(), List.of(), List.of(), List.of("executor_7")), stage.node().preferred());
    }

    @Test
    public void shouldPreferTheHostsThatASourceNamesUnlessItIsCachedSomewhere() {
        final List<byte[]> payloads = List.of(new byte[1], new byte[1], new byte[1]);
        final RddNode placed = map(lineage.source("makeRDD", new Operator.CollectionSource(), payloads, List.of(List.of("a", "b"), List.of(), List.of("c"))));

        assertEquals(List.of(List.of("a", "b"), List.of(), List.of("c")), plan(placed).result().node().preferred());
        assertEquals(List.of(List.of(), List.of(), List.of("a", "b"), List.of(), List.of("c")),
                plan(lineage.union("union", List.of(source(2), placed))).result().node().preferred());
        assertEquals("two read together", List.of(List.of("a", "b"), List.of("c")), plan(lineage.coalesce("coalesce", lineage.union("union",
                List.of(placed, source(1))), 2)).result().node().preferred());
        assertEquals("nobody has a preference", List.of(), plan(source(2)).result().node().preferred());

        cached.add(placed.id());
        assertEquals(List.of(List.of("a", "b"), List.of("executor_7"), List.of("c")), plan(placed).result().node().preferred());
    }

    @Test
    public void shouldNotKeepPartitionsThatBelongTogether() {
        final RddNode even = map(lineage.repartition("repartition", map(source(2)), 3));
        final RddNode uneven = map(lineage.repartition("repartition", reduce(source(2), 3), 3));
        cached.add(even.id());
        cached.add(uneven.id());

        assertEquals(1, plan(even).result().caches().size());
        assertEquals(List.of(), plan(uneven).result().caches());
        assertTrue(plan(uneven).result().spec().operators().stream().noneMatch(Operator.Cache.class::isInstance));
    }

    @Test
    public void shouldWalkDeepLineageWithoutDeepCalls() {
        RddNode narrow = source(2);
        for (int i = 0; i < 10_000; i++) {
            narrow = map(narrow);
        }
        assertEquals(10_001, plan(narrow).result().spec().operators().size());

        RddNode wide = source(2);
        for (int i = 0; i < 10_000; i++) {
            wide = reduce(wide, 2);
        }
        final JobPlan plan = plan(wide);
        assertEquals(10_001, plan.stages().size());
        for (int i = 1; i <= 10_000; i++) {
            assertEquals(List.of(plan.stages().get(i - 1).node().writes()), plan.stages().get(i).node().reads());
        }
    }

    @Test
    public void shouldCallSourcesAndHashedShufflesDeterminate() {
        final JobPlan plan = plan(reduce(map(reduce(source(2), 2)), 2));

        plan.stages().forEach(stage -> assertTrue(stage.node().name(), stage.node().determinate()));
    }

    @Test
    public void shouldCallSpreadingInOrderOfArrivalIndeterminate() {
        final RddNode spread = lineage.repartition("repartition", map(source(2)), 3);
        assertTrue("a source's order is known", plan(spread).stages().get(0).node().determinate());

        final JobPlan plan = plan(reduce(lineage.repartition("repartition", reduce(source(2), 3), 3), 2));

        assertTrue(plan.stages().get(0).node().determinate());
        assertFalse(plan.stages().get(1).node().determinate());
        assertFalse("what reads it is no better", plan.stages().get(2).node().determinate());
    }

    @Test
    public void shouldNotCallASortOrderedSinceEqualKeysComeAsTheyWill() {
        final Partitioning.Range ranges = new Partitioning.Range(2, new KeyOrder(FunctionBlob.builtin(Builtin.NATURAL_ORDER), true), new byte[1]);
        final RddNode sorted = lineage.sort("sortByKey", source(2), ranges);

        assertEquals(Determinism.UNORDERED, sorted.determinism());
        assertEquals(ranges.order(), ((Operator.ShuffleRead) plan(sorted).result().spec().operators().get(0)).order());
        assertFalse(planner.plan(sorted, new Sink.Take(3), "take").result().node().determinate());
    }

    @Test
    public void shouldTellWhichShufflesNobodyCanReadAgain() throws Exception {
        final int shuffle = planAndForget();

        List<UnreachableShuffle> found = List.of();
        for (int i = 0; i < 100 && found.isEmpty(); i++) {
            System.gc();
            Thread.onSpinWait();
            found = planner.takeUnreachable();
        }
        assertEquals(List.of(shuffle), found.stream().map(u -> u.shuffle().value()).toList());
        assertTrue(planner.takeUnreachable().isEmpty());
    }

    @Test
    public void shouldNotReadOnOneCodeWhatWasWrittenOnAnother() {
        final RddNode counted = reduce(source(1), 1);
        final JobPlan first = planner.plan(counted, COLLECT, "collect", 0);
        final JobPlan changed = planner.plan(counted, COLLECT, "collect", 1);
        final JobPlan again = planner.plan(counted, COLLECT, "collect", 1);

        assertEquals(List.of(0, 0), first.stages().stream().map(stage -> stage.spec().code()).toList());
        assertEquals(List.of(1, 1), changed.stages().stream().map(stage -> stage.spec().code()).toList());
        assertFalse(first.stages().get(0).node().writes().equals(changed.stages().get(0).node().writes()));
        assertEquals(changed.stages().get(0), again.stages().get(0));

        planner.retire(0);
        assertEquals(List.of(first.stages().get(0).node().id()), planner.takeUnreachable().stream().map(UnreachableShuffle::stage).toList());
        assertEquals(changed.stages().get(0), planner.plan(counted, COLLECT, "collect", 1).stages().get(0));
    }

    private int planAndForget() {
        return plan(reduce(source(1), 1)).stages().get(0).node().writes().value();
    }

    private JobPlan plan(final RddNode node) {
        return planner.plan(node, COLLECT, "collect");
    }

    private RddNode source(final int partitions) {
        return source(partitions, 0);
    }

    private RddNode source(final int partitions, final int firstByte) {
        return lineage.source("parallelize", new Operator.CollectionSource(),
                IntStream.range(0, partitions).mapToObj(i -> new byte[] {(byte) (firstByte + i)}).toList());
    }

    private RddNode map(final RddNode input) {
        return lineage.transform("map", TransformKind.MAP, input, SUM);
    }

    private RddNode reduce(final RddNode input, final int partitions) {
        return lineage.aggregate("reduceByKey", input, new Partitioning.Hash(partitions), REDUCE, REDUCE);
    }

    private static byte only(final StagePlan stage, final int partition) {
        assertEquals(1, stage.payloads(partition).size());
        return stage.payloads(partition).values().iterator().next()[0];
    }

    private static byte bundled(final StagePlan stage, final int partition, final int source, final int local) {
        return PayloadBundle.find(stage.payloads(partition).get(source), local)[0];
    }

    private static List<Integer> locals(final PartitionMap map, final int partition) {
        return Arrays.stream(map.locals(partition)).boxed().toList();
    }
}
