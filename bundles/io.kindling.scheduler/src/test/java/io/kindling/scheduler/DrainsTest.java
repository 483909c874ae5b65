package io.kindling.scheduler;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.kindling.common.ExecutorId;
import io.kindling.common.ShuffleId;
import io.kindling.scheduler.api.SchedulerCommand.ExecutorDrained;
import io.kindling.scheduler.api.SchedulerCommand.JobFailed;
import io.kindling.scheduler.api.SchedulerCommand.LaunchTasks;
import io.kindling.scheduler.api.SchedulerCommand.MoveOutputs;
import io.kindling.scheduler.api.SchedulerCommand.PublishMapOutputs;
import io.kindling.scheduler.api.SchedulerEvent;
import io.kindling.scheduler.api.SchedulerEvent.OutputsMoved;
import io.kindling.scheduler.api.TaskEndReason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.Test;

public class DrainsTest {

    private final Harness harness = new Harness();

    @Test
    public void shouldGiveADrainingExecutorNothingNew() {
        harness.executor(0, 1);
        harness.executor(1, 1);
        harness.submit(0, Harness.result(0, 4));
        drain(0);
        harness.succeed(0, 0);
        harness.succeed(0, 1);
        assertEquals(List.of("0/2@1"), harness.lastLaunches());
    }

    @Test
    public void shouldLetGoAtOnceOfAnExecutorThatHasNothing() {
        harness.executor(0, 1);
        drain(0);
        assertEquals(List.of(new ExecutorDrained(new ExecutorId(0))), harness.last);
        drain(0);
        harness.on(new SchedulerEvent.Tick());
        assertEquals("told once", 1, drained().size());
        harness.lose(0, false);
        assertEquals(List.of(), harness.last);
    }

    @Test
    public void shouldMoveMapOutputsBeforeItLetsGo() {
        mapsOnBoth();
        drain(0);
        final MoveOutputs move = onlyMove();
        assertEquals(new ExecutorId(0), move.from());
        assertEquals(new ExecutorId(1), move.to());
        assertEquals(new ShuffleId(7), move.shuffle());
        assertEquals(List.of(0, 2), move.maps());
        assertEquals(List.of(harness.find(0, 0).task().id(), harness.find(0, 2).task().id()), move.attempts());
        assertEquals("not before they have moved", List.of(), drained());
        moved(move);
        assertEquals(List.of(0), drained());
        harness.lose(0, true);
        assertEquals("its loss costs nothing", List.of(), harness.last);
        harness.submit(1, Harness.map(0, 4, 7), Harness.result(2, 2, 7));
        final PublishMapOutputs told = harness.last(PublishMapOutputs.class).get(0);
        assertEquals(Set.of(new ExecutorId(1)), Set.copyOf(told.byMap()));
        assertEquals("the same outputs", harness.find(0, 0).task().id(), told.attempts()[0]);
    }

    @Test
    public void shouldWaitForReadersThatWereToldTheOldPlace() {
        mapsOnBoth();
        harness.submit(1, Harness.map(0, 4, 7), Harness.result(2, 3, 7));
        drain(0);
        moved(onlyMove());
        assertEquals("two readers run here, one there", List.of(), drained());
        succeedAt(2, 0);
        assertEquals("the one there may still read from here", List.of(), drained());
        succeedAt(2, 1);
        assertEquals(List.of(0), drained());
        assertTrue(harness.succeeded(1));
    }

    @Test
    public void shouldTellReadersThatComeLaterTheNewPlace() {
        mapsOnBoth();
        harness.submit(1, Harness.map(0, 4, 7), Harness.result(2, 8, 7));
        drain(0);
        moved(onlyMove());
        harness.succeed(harness.find(2, 1));
        final PublishMapOutputs told = harness.last(PublishMapOutputs.class).get(0);
        assertEquals(Set.of(new ExecutorId(1)), Set.copyOf(told.byMap()));
    }

    @Test
    public void shouldLetAttemptsGoOnAndMoveWhatTheyMake() {
        harness.executor(0, 1);
        harness.executor(1, 1);
        harness.submit(0, Harness.map(0, 2, 7), Harness.result(1, 1, 7));
        drain(0);
        assertEquals(List.of(), harness.last);
        harness.succeed(0, 1);
        harness.succeed(0, 0);
        assertEquals(List.of(0), onlyMove().maps());
        moved(onlyMove());
        harness.succeed(1, 0);
        assertTrue(harness.succeeded(0));
        assertEquals("no map task ran twice", 2, launches(0));
        assertEquals(List.of(0), drained());
    }

    @Test
    public void shouldWaitForAnExecutorThatStays() {
        mapsOnBoth();
        drain(0);
        drain(1);
        moved(onlyMove());
        assertEquals("0 has nothing more", List.of(0), drained());
        assertEquals(1, moves().size());
        harness.executor(2, 2);
        assertEquals(List.of(0, 1, 2, 3), harness.last(MoveOutputs.class).get(0).maps());
        moved(harness.last(MoveOutputs.class).get(0));
        assertEquals(List.of(0, 1), drained());
    }

    @Test
    public void shouldNotLetGoOfATargetThatMapOutputsAreOnTheirWayTo() {
        mapsOnBoth();
        harness.executor(2, 1);
        drain(0);
        final List<MoveOutputs> moves = moves();
        assertEquals("one for each that stays", 2, moves.size());
        final MoveOutputs second = moves.get(1);
        drain(second.to().value());
        assertEquals(List.of(), drained());
        moved(second);
        final MoveOutputs on = harness.last(MoveOutputs.class).get(0);
        assertEquals(second.to(), on.from());
        assertTrue(on.maps().containsAll(second.maps()) || harness.last(MoveOutputs.class).size() > 1);
        everythingMoves();
        assertEquals(Set.of(0, second.to().value()), new TreeSet<>(drained()));
    }

    @Test
    public void shouldTryOthersAndThenMakeTheOutputAgain() {
        mapsOnBoth();
        harness.executor(2, 1);
        harness.submit(1, Harness.map(0, 4, 7), Harness.result(2, 8, 7));
        drain(0);
        final Set<ExecutorId> asked = new TreeSet<>();
        for (int i = 0; i < 3; i++) {
            final MoveOutputs move = moves().stream().filter(m -> m.maps().contains(0)).reduce((a, b) -> b).orElseThrow();
            asked.add(move.to());
            failed(move, move.maps());
        }
        assertEquals(Set.of(new ExecutorId(1), new ExecutorId(2)), asked);
        everythingMoves();
        succeedAll();
        assertEquals(5, launches(0));
        assertTrue(harness.succeeded(1));
        assertEquals(List.of(0), drained());
    }

    @Test
    public void shouldRatherWaitThanMakeAgainWhatCouldComeOutOtherwise() {
        harness.executor(0, 1);
        harness.executor(1, 1);
        harness.submit(0, Harness.node(0, 2, 7, false), Harness.result(1, 3, 7));
        harness.succeed(0, 0, 1);
        harness.succeed(1, 0);
        drain(0);
        for (int i = 0; i < 3; i++) {
            failed(moves().get(moves().size() - 1), List.of(0));
        }
        assertEquals(3, moves().size());
        harness.tickAt(29);
        assertEquals(3, moves().size());
        harness.tickAt(31);
        assertEquals("tried again", 4, moves().size());
        failed(moves().get(3), List.of(0));
        succeedAll();
        assertTrue(harness.succeeded(0));
        assertEquals(2, launches(0));
        harness.tickAt(62);
        failed(moves().get(4), List.of(0));
        assertEquals("nobody needs it now: it may go", List.of(0), drained());
    }

    @Test
    public void shouldSpreadThemEvenlyInBatches() {
        harness.executor(0, 4);
        harness.submit(0, Harness.map(0, 500, 7), Harness.result(1, 1, 7));
        while (launches(1) == 0) {
            succeedAll(0);
        }
        for (int id = 1; id <= 3; id++) {
            harness.executor(id, 1);
        }
        drain(0);
        assertEquals(HandOver.MOVES_FROM_EACH, moves().size());
        final Map<ExecutorId, Integer> given = new HashMap<>();
        for (int i = 0; i < moves().size(); i++) {
            assertTrue("under way: " + (moves().size() - i), moves().size() - i <= HandOver.MOVES_FROM_EACH);
            assertTrue(moves().get(i).maps().size() <= HandOver.MAPS_AT_A_TIME);
            given.merge(moves().get(i).to(), moves().get(i).maps().size(), Integer::sum);
            moved(moves().get(i));
        }
        assertEquals(500, given.values().stream().mapToInt(Integer::intValue).sum());
        given.forEach((id, count) -> assertTrue(id + " was given " + count, Math.abs(count - 167) <= HandOver.MAPS_AT_A_TIME));
    }

    @Test
    public void shouldTakeAnswersInParts() {
        mapsOnBoth();
        drain(0);
        harness.on(new OutputsMoved(new ExecutorId(1), onlyMove().move(), List.of(2), List.of(), null));
        assertEquals(List.of(), drained());
        harness.on(new OutputsMoved(new ExecutorId(1), onlyMove().move(), List.of(0), List.of(), null));
        assertEquals(List.of(0), drained());
    }

    @Test
    public void shouldBelieveNoAnswerThatIsLateOrFromSomebodyElse() {
        mapsOnBoth();
        harness.executor(2, 1);
        drain(0);
        final MoveOutputs move = moves().get(0);
        harness.on(new OutputsMoved(new ExecutorId(2), move.move(), move.maps(), List.of(), null));
        harness.on(new OutputsMoved(move.to(), 99, move.maps(), List.of(), null));
        harness.on(new OutputsMoved(move.to(), move.move(), List.of(-1, 3, 4_711), List.of(1 << 20), "nonsense"));
        assertEquals(List.of(), drained());
        harness.lose(0, false);
        moved(move);
        harness.submit(1, Harness.map(0, 4, 7), Harness.result(2, 1, 7));
        assertEquals("lost with the executor", Set.of("0/0", "0/2"), partitionsLaunched());
    }

    @Test
    public void shouldSendThemElsewhereWhenATargetIsLost() {
        mapsOnBoth();
        drain(0);
        harness.executor(2, 1);
        final MoveOutputs move = onlyMove();
        harness.lose(1, false);
        final MoveOutputs other = harness.last(MoveOutputs.class).get(0);
        assertEquals(new ExecutorId(2), other.to());
        assertEquals(move.maps(), other.maps());
        moved(move);
        assertEquals("that one is gone", List.of(), drained());
        moved(other);
        assertEquals(List.of(0), drained());
    }

    @Test
    public void shouldGiveUpAMoveThatNothingIsHeardOf() {
        mapsOnBoth();
        drain(0);
        final MoveOutputs move = onlyMove();
        harness.executor(2, 1);
        harness.tickAt(299);
        assertEquals(1, moves().size());
        harness.tickAt(301);
        moved(move);
        assertEquals("too late", List.of(), drained());
        assertEquals(List.of(new ExecutorId(2), new ExecutorId(2)), moves().subList(1, 3).stream().map(MoveOutputs::to).toList());
        everythingMoves();
        assertEquals(List.of(0), drained());
    }

    @Test
    public void shouldNotMoveWhatWasReleased() {
        mapsOnBoth();
        drain(0);
        harness.on(new SchedulerEvent.ShuffleReleased(new ShuffleId(7)));
        moved(onlyMove());
        assertEquals(List.of(0), drained());
        assertEquals(1, moves().size());
    }

    @Test
    public void shouldDrainWhenItsJobIsCancelled() {
        harness.executor(0, 1);
        harness.executor(1, 1);
        harness.submit(0, Harness.map(0, 4, 7), Harness.result(1, 1, 7));
        drain(0);
        harness.cancel(0);
        assertEquals("its task has not ended yet", List.of(), drained());
        harness.end(harness.find(0, 0), new TaskEndReason.Killed());
        assertEquals(List.of(0), drained());
    }

    @Test
    public void shouldMakeAgainWhatWasLostWithIt() {
        mapsOnBoth();
        harness.submit(1, Harness.map(0, 4, 7), Harness.result(2, 3, 7));
        drain(0);
        harness.lose(0, true);
        succeedAll();
        assertTrue(harness.succeeded(1));
        assertEquals(List.of(), drained());
    }

    @Test
    public void shouldLetAJobEndOnExecutorsThatDrainThoughTheClusterGivesNoOthers() {
        harness.executor(0, 2);
        harness.submit(0, Harness.result(0, 2));
        drain(0);
        harness.on(new SchedulerEvent.ClusterFailed("no more"));
        assertEquals(List.of(), harness.last(JobFailed.class));
        harness.succeed(0, 0, 1);
        assertTrue(harness.succeeded(0));
        harness.submit(1, Harness.result(1, 1));
        assertTrue(harness.failure(1).cause().contains("no more"));
    }

    @Test
    public void shouldNotWaitForEverWhenAllDrainAndNobodyComes() {
        harness.executor(0, 1);
        harness.submit(0, Harness.result(0, 2));
        drain(0);
        harness.succeed(0, 0);
        harness.tickAt(119);
        assertFalse(harness.all.stream().anyMatch(JobFailed.class::isInstance));
        harness.tickAt(130);
        assertTrue(harness.failure(0).cause().contains("No executor"));
    }

    /** Shuffle 7 of four maps: 0 and 2 on executor 0, 1 and 3 on executor 1. */
    private void mapsOnBoth() {
        harness.executor(0, 2);
        harness.executor(1, 2);
        harness.submit(0, Harness.map(0, 4, 7), Harness.result(1, 1, 7));
        harness.succeed(0, 0, 1, 2, 3);
        harness.succeed(1, 0);
        assertTrue(harness.succeeded(0));
        assertEquals(List.of(0, 1, 0, 1), IntStream.range(0, 4).mapToObj(map -> harness.find(0, map).executor().value()).toList());
    }

    private void drain(final int executor) {
        harness.on(new SchedulerEvent.ExecutorDraining(new ExecutorId(executor)));
    }

    private List<MoveOutputs> moves() {
        return Harness.of(MoveOutputs.class, harness.all);
    }

    private MoveOutputs onlyMove() {
        assertEquals(moves().toString(), 1, moves().size());
        return moves().get(0);
    }

    private void moved(final MoveOutputs move) {
        harness.on(new OutputsMoved(move.to(), move.move(), move.maps(), List.of(), null));
    }

    private void failed(final MoveOutputs move, final List<Integer> maps) {
        harness.on(new OutputsMoved(move.to(), move.move(), List.of(), maps, "no space"));
    }

    /** Carries out every move, those that this brings about too. */
    private void everythingMoves() {
        for (int i = 0; i < moves().size(); i++) {
            moved(moves().get(i));
        }
    }

    private List<Integer> drained() {
        return Harness.of(ExecutorDrained.class, harness.all).stream().map(gone -> gone.executor().value()).toList();
    }

    private int launches(final int stage) {
        return (int) harness.launched.values().stream().filter(one -> one.stage().value() == stage).count();
    }

    private Set<String> partitionsLaunched() {
        final Set<String> launches = new TreeSet<>();
        harness.last(LaunchTasks.class).forEach(launch -> launch.tasks().forEach(task -> launches.add(launch.stage() + "/" + task.partition())));
        return launches;
    }

    private void succeedAt(final int stage, final int executor) {
        for (final Harness.Launched one : new ArrayList<>(harness.launched.values())) {
            if (one.stage().value() == stage && one.executor().value() == executor) {
                harness.succeed(one);
            }
        }
    }

    private void succeedAll(final int stage) {
        new ArrayList<>(harness.launched.values()).stream().filter(one -> one.stage().value() == stage).forEach(harness::succeed);
    }

    /** Lets whatever was launched succeed until nothing more is. */
    private void succeedAll() {
        for (int before = -1; before < harness.launched.size();) {
            before = harness.launched.size();
            new ArrayList<>(harness.launched.values()).forEach(harness::succeed);
            everythingMoves();
        }
    }
}
