package io.kindling.scheduler;

import static io.kindling.scheduler.Harness.SECOND;
import static io.kindling.scheduler.Harness.map;
import static io.kindling.scheduler.Harness.result;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.kindling.common.ExecutorId;
import io.kindling.common.ShuffleId;
import io.kindling.scheduler.api.SchedulerCommand.ExecutorDrained;
import io.kindling.scheduler.api.SchedulerCommand.JobFailed;
import io.kindling.scheduler.api.SchedulerCommand.JobSucceeded;
import io.kindling.scheduler.api.SchedulerCommand.MoveOutputs;
import io.kindling.scheduler.api.SchedulerCommand.OutputsWanted;
import io.kindling.scheduler.api.SchedulerCommand.PublishMapOutputs;
import io.kindling.scheduler.api.SchedulerEvent;
import io.kindling.scheduler.api.SchedulerSettings;
import io.kindling.scheduler.api.Speculation;
import io.kindling.scheduler.api.TaskEndReason;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.Test;

/** Map outputs that lie where other executors can read them outlive those that wrote them. */
public class LeftOutputsTest {

    private static final long WAIT = 30 * SECOND;
    private final Harness harness = new Harness(new SchedulerSettings(4, 4, 1, 120 * SECOND, 0, Speculation.OFF, WAIT));

    private void executor(final int id, final int slots, final String place) {
        harness.on(new SchedulerEvent.ExecutorRegistered(new ExecutorId(id), "host", slots, place));
    }

    /** Both map outputs of shuffle 0 are on executor 1, and the result stage has not begun there. */
    private void mapsOn1() {
        executor(1, 2, "disk");
        harness.submit(0, map(0, 2, 0), result(1, 2, 0));
        harness.succeed(0, 0, 1);
        harness.succeed(1, 0, 1);
        assertEquals(1, Harness.of(JobSucceeded.class, harness.all).size());
    }

    private List<Integer> owners() {
        final List<PublishMapOutputs> told = harness.last(PublishMapOutputs.class);
        return told.get(told.size() - 1).byMap().stream().map(ExecutorId::value).toList();
    }

    private void job(final int id) {
        harness.submit(id, map(0, 2, 0), result(10 + id, 2, 0));
    }

    @Test
    public void shouldReadFromAnotherExecutorThatIsThere() {
        mapsOn1();
        executor(2, 2, "elsewhere");
        executor(3, 2, "disk");
        harness.lose(1, true);
        job(1);

        assertEquals(List.of("11/0", "11/1"), withoutPlace(harness.lastLaunches()));
        assertEquals(List.of(3, 3), owners());
    }

    @Test
    public void shouldWaitForAnExecutorThatCanReadThem() {
        mapsOn1();
        harness.lose(1, true);
        executor(2, 2, "elsewhere");
        job(1);
        assertEquals(List.of(), harness.lastLaunches());
        harness.now += WAIT - 1;
        harness.on(new SchedulerEvent.Tick());
        assertEquals(List.of(), harness.lastLaunches());

        executor(3, 2, "disk");

        assertEquals(List.of("11/0", "11/1"), withoutPlace(harness.lastLaunches()));
        assertEquals(List.of(3, 3), owners());
    }

    @Test
    public void shouldMakeThemAgainWhenNobodyComesInTime() {
        mapsOn1();
        harness.lose(1, true);
        executor(2, 2, "elsewhere");
        job(1);
        harness.on(new SchedulerEvent.Tick());
        harness.now += WAIT;
        harness.on(new SchedulerEvent.Tick());

        assertEquals(List.of("0/0", "0/1"), withoutPlace(harness.lastLaunches()));
    }

    /** Waiting costs only those who could go on. */
    @Test
    public void shouldCountNoTimeInWhichNobodyCouldMakeThemAgain() {
        mapsOn1();
        harness.lose(1, true);
        harness.now += 10 * WAIT;
        harness.on(new SchedulerEvent.Tick());
        job(1);
        harness.now += WAIT;
        harness.on(new SchedulerEvent.Tick());
        executor(2, 2, "disk");

        assertEquals(List.of("11/0", "11/1"), withoutPlace(harness.lastLaunches()));
    }

    /** As a job that has its map outputs still to make. */
    @Test
    public void shouldNotWaitForEverWhenNoExecutorComes() {
        mapsOn1();
        harness.lose(1, true);
        job(1);
        harness.now += 120 * SECOND - 1;
        harness.on(new SchedulerEvent.Tick());
        assertEquals(List.of(), harness.last(JobFailed.class));
        harness.now++;
        harness.on(new SchedulerEvent.Tick());

        final String cause = harness.failure(1).cause();
        assertTrue(cause, cause.contains("No executor has been there for 120 s"));
    }

    @Test
    public void shouldLoseThoseThatGoWithTheirExecutor() {
        executor(1, 2, null);
        executor(2, 2, "disk");
        harness.submit(0, map(0, 4, 0), result(1, 1, 0));
        harness.succeed(0, 0, 1, 2, 3);
        harness.succeed(1, 0);
        final List<Integer> on1 = IntStream.range(0, 4).filter(map -> harness.find(0, map).executor().value() == 1).boxed().toList();
        harness.lose(1, true);
        harness.submit(1, map(0, 4, 0), result(11, 1, 0));

        assertEquals(on1.stream().map(map -> "0/" + map).toList(), withoutPlace(harness.lastLaunches()));
    }

    /** A reader notices before the driver knows more than that the executor does not answer. */
    @Test
    public void shouldNotMakeAgainWhatASuspectedExecutorCannotGive() {
        mapsOn1();
        executor(2, 2, "disk");
        job(1);
        final Harness.Launched reader = harness.find(11, 0);
        harness.on(new SchedulerEvent.ExecutorSuspected(new ExecutorId(1)));

        harness.end(reader, new TaskEndReason.FetchFailed(new ShuffleId(0), 1, new ExecutorId(1), epoch(), "connection refused"));

        assertTrue(harness.lastLaunches().toString(), withoutPlace(harness.lastLaunches()).contains("11/0"));
        assertEquals(List.of(2, 2), owners());
    }

    @Test
    public void shouldReadFromASuspectedExecutorThatIsTrustedAgain() {
        mapsOn1();
        executor(2, 1, "elsewhere");
        harness.submit(1, map(0, 2, 0), result(11, 3, 0));
        final Harness.Launched reader = onExecutor2();
        harness.on(new SchedulerEvent.ExecutorSuspected(new ExecutorId(1)));
        harness.end(reader, new TaskEndReason.FetchFailed(new ShuffleId(0), 1, new ExecutorId(1), epoch(), "connection refused"));
        assertEquals(List.of(), harness.lastLaunches());

        harness.on(new SchedulerEvent.ExecutorTrusted(new ExecutorId(1)));

        assertEquals(List.of("11/" + reader.task().partition()), withoutPlace(harness.lastLaunches()));
        assertEquals(List.of(1, 1), owners());
    }

    private Harness.Launched onExecutor2() {
        return IntStream.range(0, 3).mapToObj(partition -> harness.find(11, partition)).filter(task -> task.executor().value() == 2).findFirst().orElseThrow();
    }

    /** It does not answer the driver, and is still asked by whoever takes its map outputs over. */
    @Test
    public void shouldReadWhatHasBeenTakenOverFromASuspectedExecutor() {
        mapsOn1();
        executor(2, 1, "elsewhere");
        harness.submit(1, map(0, 2, 0), result(11, 3, 0));
        final Harness.Launched reader = onExecutor2();
        harness.on(new SchedulerEvent.ExecutorDraining(new ExecutorId(1)));
        final MoveOutputs move = harness.last(MoveOutputs.class).get(0);
        harness.on(new SchedulerEvent.ExecutorSuspected(new ExecutorId(1)));
        harness.end(reader, new TaskEndReason.FetchFailed(new ShuffleId(0), 1, new ExecutorId(1), epoch(), "connection refused"));
        assertEquals(List.of(), harness.lastLaunches());

        harness.on(new SchedulerEvent.OutputsMoved(new ExecutorId(2), move.move(), List.of(0, 1), List.of(), null));

        assertEquals(List.of("11/" + reader.task().partition()), withoutPlace(harness.lastLaunches()));
        assertEquals(List.of(2, 2), owners());
    }

    /** A file that is gone or damaged is made again, as anywhere. */
    @Test
    public void shouldMakeAgainWhatTheOtherExecutorCannotReadEither() {
        mapsOn1();
        executor(2, 2, "disk");
        harness.lose(1, true);
        job(1);
        harness.end(harness.find(11, 0), new TaskEndReason.FetchFailed(new ShuffleId(0), 1, new ExecutorId(2), epoch(), "damaged"));

        assertEquals(List.of("0/1"), withoutPlace(harness.lastLaunches()));
    }

    @Test
    public void shouldLetADrainedExecutorGoWithoutCopies() {
        mapsOn1();
        executor(2, 2, "disk");
        harness.on(new SchedulerEvent.ExecutorDraining(new ExecutorId(1)));

        assertEquals(List.of(new ExecutorDrained(new ExecutorId(1))), harness.last(ExecutorDrained.class));
        assertEquals(0, Harness.of(MoveOutputs.class, harness.all).size());
        job(1);
        assertEquals(List.of(2, 2), owners());
    }

    @Test
    public void shouldLetTheLastExecutorGoThoughNobodyTakesOver() {
        mapsOn1();
        harness.on(new SchedulerEvent.ExecutorDraining(new ExecutorId(1)));
        assertEquals(List.of(new ExecutorDrained(new ExecutorId(1))), harness.last(ExecutorDrained.class));
        harness.lose(1, false);
        job(1);
        executor(2, 2, "disk");

        assertEquals(List.of("11/0", "11/1"), withoutPlace(harness.lastLaunches()));
        assertEquals(List.of(2, 2), owners());
    }

    /** Copies are better than waiting for somebody. */
    @Test
    public void shouldCopyIfOnlyOthersElsewhereStay() {
        mapsOn1();
        executor(2, 2, "elsewhere");
        harness.on(new SchedulerEvent.ExecutorDraining(new ExecutorId(1)));

        assertEquals(1, harness.last(MoveOutputs.class).size());
        assertEquals(0, Harness.of(ExecutorDrained.class, harness.all).size());
    }

    /** The first executor of the cluster that it moves to has yet to come, and will see none of it. */
    @Test
    public void shouldCopyWhatLiesWhereNobodyWillCome() {
        mapsOn1();
        harness.on(new SchedulerEvent.ExecutorDraining(new ExecutorId(1), true));
        assertEquals(0, Harness.of(ExecutorDrained.class, harness.all).size());

        executor(2, 2, "elsewhere");
        final MoveOutputs move = harness.last(MoveOutputs.class).get(0);
        harness.on(new SchedulerEvent.OutputsMoved(new ExecutorId(2), move.move(), List.of(0, 1), List.of(), null));

        assertEquals(List.of(new ExecutorDrained(new ExecutorId(1))), harness.last(ExecutorDrained.class));
        job(1);
        assertEquals(List.of(2, 2), owners());
    }

    @Test
    public void shouldForgetWhatIsLeftOfAReleasedShuffle() {
        mapsOn1();
        harness.lose(1, true);
        harness.on(new SchedulerEvent.ShuffleReleased(new ShuffleId(0)));
        harness.on(new SchedulerEvent.Tick());
        executor(2, 2, "disk");
        job(1);

        assertEquals(List.of("0/0", "0/1"), withoutPlace(harness.lastLaunches()));
    }

    private void custodian(final int id, final String place) {
        executor(id, 0, place);
    }

    private List<OutputsWanted> wantedAfter(final long nanos) {
        harness.now += nanos;
        harness.on(new SchedulerEvent.Tick());
        return harness.last(OutputsWanted.class);
    }

    /** One that is just to come in the place of another is worth a moment. */
    @Test
    public void shouldWantACustodianWhenNobodyComes() {
        mapsOn1();
        executor(2, 2, "elsewhere");
        harness.lose(1, true);
        job(1);

        assertEquals(List.of(), wantedAfter(LeftOutputs.CUSTODIAN_NANOS - 1));
        assertEquals(List.of(new OutputsWanted("disk")), wantedAfter(1));
        assertEquals("as long as it is so", List.of(new OutputsWanted("disk")), wantedAfter(SECOND));
    }

    @Test
    public void shouldWantNoCustodianForWhatNoStageReads() {
        mapsOn1();
        executor(2, 2, "elsewhere");
        harness.lose(1, true);
        harness.submit(1, result(11, 1));

        assertEquals(List.of(), wantedAfter(SECOND));
    }

    @Test
    public void shouldWantNoCustodianWithoutAnybodyToRead() {
        mapsOn1();
        harness.lose(1, true);
        job(1);

        assertEquals(List.of(), wantedAfter(SECOND));
    }

    @Test
    public void shouldReadFromACustodianThatGetsNothingElse() {
        mapsOn1();
        executor(2, 2, "elsewhere");
        harness.lose(1, true);
        job(1);
        custodian(3, "disk");

        assertEquals(List.of("11/0@2", "11/1@2"), harness.lastLaunches());
        assertEquals(List.of(3, 3), owners());
        assertEquals(List.of(2), harness.scheduler.snapshot().executors().stream().map(view -> view.id().value()).toList());
        assertEquals(List.of(), wantedAfter(SECOND));
    }

    /** It goes when its readers have. */
    @Test
    public void shouldLetACustodianGoWhenAnExecutorIsThere() {
        mapsOn1();
        executor(2, 2, "elsewhere");
        harness.lose(1, true);
        job(1);
        custodian(3, "disk");
        executor(4, 2, "disk");
        assertEquals(0, Harness.of(ExecutorDrained.class, harness.all).size());
        assertEquals(0, Harness.of(MoveOutputs.class, harness.all).size());

        harness.succeed(11, 0, 1);

        assertEquals(List.of(new ExecutorDrained(new ExecutorId(3))), harness.last(ExecutorDrained.class));
        job(2);
        assertEquals(List.of(4, 4), owners());
    }

    @Test
    public void shouldLetACustodianGoThatHasNothingToGive() {
        mapsOn1();
        executor(2, 2, "elsewhere");
        harness.lose(1, true);
        custodian(3, "disk");
        wantedAfter(SECOND);
        assertEquals(List.of(), harness.last(ExecutorDrained.class));
        harness.on(new SchedulerEvent.ShuffleReleased(new ShuffleId(0)));
        wantedAfter(SECOND);

        assertEquals(List.of(new ExecutorDrained(new ExecutorId(3))), harness.last(ExecutorDrained.class));
    }

    @Test
    public void shouldWantAnotherCustodianWhenOneIsLost() {
        mapsOn1();
        executor(2, 2, "elsewhere");
        harness.lose(1, true);
        custodian(3, "disk");
        harness.lose(3, false);
        job(1);

        assertEquals(List.of(), harness.lastLaunches());
        assertEquals(List.of(new OutputsWanted("disk")), wantedAfter(SECOND));
    }

    /** It has readers yet, and gives nothing to new ones. */
    @Test
    public void shouldWantAnotherCustodianBesideOneThatGoes() {
        mapsOn1();
        executor(2, 1, "elsewhere");
        harness.lose(1, true);
        job(1);
        custodian(3, "disk");
        executor(4, 1, "disk");
        harness.lose(4, true);
        assertEquals(0, Harness.of(ExecutorDrained.class, harness.all).size());

        assertEquals(List.of(new OutputsWanted("disk")), wantedAfter(SECOND));
        custodian(5, "disk");

        harness.succeed(11, 0);
        assertEquals(List.of(5, 5), owners());
        assertEquals(List.of(new ExecutorDrained(new ExecutorId(3))), harness.last(ExecutorDrained.class));
    }

    /** Copies to one that is to go soon are no use, and it is no executor that tasks could wait for. */
    @Test
    public void shouldNotTakeACustodianForAnExecutor() {
        mapsOn1();
        executor(2, 2, "elsewhere");
        harness.lose(1, true);
        custodian(3, "disk");
        harness.on(new SchedulerEvent.ExecutorDraining(new ExecutorId(2)));
        assertEquals(List.of(new ExecutorDrained(new ExecutorId(2))), harness.last(ExecutorDrained.class));
        harness.lose(2, false);
        job(1);
        harness.now += 120 * SECOND;
        harness.on(new SchedulerEvent.Tick());

        final String cause = harness.failure(1).cause();
        assertTrue(cause, cause.contains("No executor has been there for 120 s"));
    }

    private int epoch() {
        final List<PublishMapOutputs> told = Harness.of(PublishMapOutputs.class, harness.all);
        return told.get(told.size() - 1).epoch();
    }

    private static List<String> withoutPlace(final List<String> launches) {
        return launches.stream().map(launch -> launch.substring(0, launch.indexOf('@'))).toList();
    }
}
