package io.kindling.driver.control;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.api.KindlingException;
import io.kindling.cluster.api.Container;
import io.kindling.cluster.api.ContainerId;
import io.kindling.cluster.api.ExecutorTarget;
import io.kindling.cluster.api.ResourceProfile;
import io.kindling.common.ApplicationId;
import io.kindling.common.Clock;
import io.kindling.common.ExecutorId;
import io.kindling.common.JobId;
import io.kindling.common.StageId;
import io.kindling.common.files.DataKey;
import io.kindling.dataflow.RecordCodecs;
import io.kindling.deploy.DeployedClassSpaces;
import io.kindling.driver.code.ApplicationCode;
import io.kindling.driver.shared.SharedState;
import io.kindling.driver.code.RecordCodecSource;
import io.kindling.driver.config.ExecutorSettings;
import io.kindling.plan.JobPlan;
import io.kindling.plan.JobPlanner;
import io.kindling.plan.StagePlan;
import io.kindling.protocol.message.FetchResult;
import io.kindling.protocol.message.LaunchTasks;
import io.kindling.protocol.message.Messages;
import io.kindling.protocol.message.RegisterExecutor;
import io.kindling.protocol.message.Registered;
import io.kindling.protocol.message.ResultChunk;
import io.kindling.protocol.message.StatusUpdates;
import io.kindling.protocol.message.TaskMetrics;
import io.kindling.protocol.message.TaskStatus;
import io.kindling.protocol.stage.Sink;
import io.kindling.protocol.stage.StageSpec;
import io.kindling.protocol.wire.WireFormat;
import io.kindling.protocol.wire.WireMessage;
import io.kindling.scheduler.FifoSchedulerFactory;
import io.kindling.scheduler.api.Scheduler;
import io.kindling.scheduler.api.SchedulerCommand;
import io.kindling.scheduler.api.SchedulerEvent;
import io.kindling.scheduler.api.SchedulerSettings;
import io.kindling.scheduler.api.SchedulerSnapshot;
import io.kindling.scheduler.api.StageNode;
import io.kindling.scheduler.api.TaskAttempt;
import io.kindling.transport.api.Connection;
import io.kindling.transport.api.Frame;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import org.apache.felix.framework.Felix;
import org.junit.After;
import org.junit.Test;

/** The agent on the test's own thread. Whatever it is told, its turn ends: else nobody would ever be answered again. */
public class DriverAgentTest {

    private static final ApplicationId APPLICATION = new ApplicationId("app");
    private static final int TURNS = 20;
    private static final int MOST_UPDATES = 1 << 20;
    private static final int MOST_RESULTS = 3 << 20;

    private final WireFormat format = new WireFormat(Messages.table());
    private final Liveness liveness = new Liveness(Clock.SYSTEM, Duration.ofHours(1), Duration.ofHours(10));
    private final DeployedClassSpaces spaces = new DeployedClassSpaces(Felix.class);
    private final JobPlanner planner = new JobPlanner(new CachedRdds());
    private final ApplicationCode code = new ApplicationCode(spaces, APPLICATION.value(), spaces.ofLoader(getClass().getClassLoader(), List.of()), planner,
            new RecordCodecSource(RecordCodecs.factory(), Map.of()));
    private final ControlInbox inbox = new ControlInbox();
    private final Scheduler fifo = new FifoSchedulerFactory().create(new SchedulerSettings(4, 4, 1, Long.MAX_VALUE));
    private final List<WireMessage> sent = new ArrayList<>();
    private final List<Boolean> knownWhenWelcomed = new ArrayList<>();
    private final JobHandle job = new JobHandle(new JobRequest(0, "count", List.of(0), Map.of()), PartitionListener.NONE);
    private ControlState state;
    private DriverAgent agent;

    @After
    public void close() {
        agent.onClose();
        code.close();
    }

    @Test(timeout = 30_000)
    public void shouldRefuseAJobThatComesAfterTheEnd() {
        open(fifo);
        executor();
        agent.onShutdown("The application's bundle app has been uninstalled");

        submit();

        assertFailed("count cannot run: The application's bundle app has been uninstalled");
    }

    @Test(timeout = 30_000)
    public void shouldFailAJobWhoseStageIsGone() {
        open(fifo);
        submit();
        state.jobs().retire(new StageId(0));

        executor();

        assertFailed("its code has been given up");
    }

    @Test(timeout = 30_000)
    public void shouldNotLaunchAgainOnAnExecutorThatIsGone() {
        open(fifo);
        state.executors().remove(executor());

        submit();

        assertEquals(List.of(), fifo.snapshot().executors());
        executor();
        turns();
        assertEquals("the next one gets it", 1, sent.stream().filter(LaunchTasks.class::isInstance).count());
    }

    @Test(timeout = 30_000)
    public void shouldNotLaunchAgainOnAnExecutorWhoseConnectionHasEnded() {
        open(fifo);
        executor().to(ExecutorState.DISCONNECTED, Clock.SYSTEM.nanoTime());

        submit();

        assertEquals("its slot is free, and not offered", 2, fifo.snapshot().executors().get(0).free());
        executor();
        turns();
        assertEquals("the next one gets it", 1, sent.stream().filter(LaunchTasks.class::isInstance).count());
    }

    /** Schedulers are services: one of another make must not cost the driver its agent. */
    @Test(timeout = 30_000)
    public void shouldReadItsInboxWhateverASchedulerDoes() {
        final Stubborn stubborn = new Stubborn();
        open(stubborn);

        submit();
        agent.onShutdown("The context has been closed");

        assertTrue("it goes on and on", stubborn.launches > TURNS);
        assertFailed("The context has been closed");
    }

    @Test
    public void shouldKnowAnExecutorWhenItIsWelcomed() {
        open(fifo);
        executor();

        assertEquals("a heartbeat may come at once", List.of(true), knownWhenWelcomed);
    }

    @Test(timeout = 30_000)
    public void shouldFailAJobWhoseUpdatesAreRefusedThoughAllItsResultsAreThere() throws InterruptedException {
        open(fifo);
        final ExecutorRecord executor = executor();
        submit();
        final LaunchTasks launch = sent.stream().filter(LaunchTasks.class::isInstance).map(LaunchTasks.class::cast).findFirst().orElseThrow();

        agent.onStatus(executor.id(), executor.connection(), new StatusUpdates(executor.id().value(), List.of(
                new TaskStatus.Succeeded(launch.tasks().get(0).id(), new byte[0], new TaskMetrics(1, 1, 0, 0, 0, 0), new byte[MOST_UPDATES + 1]))));
        final CountDownLatch merged = new CountDownLatch(1);
        state.shared().merger().whenMerged(merged::countDown); // by then the end of the job is in the inbox
        assertTrue(merged.await(10, TimeUnit.SECONDS));

        assertFailed("what tasks have gathered for accumulators waits to be merged and has more than 1");
    }

    /** With speculation both may be long, and each alone is within the limit. */
    @Test(timeout = 30_000)
    public void shouldCountOneResultOfTwoAttemptsAtAPartition() {
        final Copying copying = new Copying();
        open(copying);
        final ExecutorRecord executor = executor();
        submit();
        final byte[] result = new byte[MOST_RESULTS * 2 / 3];
        final CRC32C checksum = new CRC32C();
        checksum.update(result);
        for (int task = 0; task < 2; task++) {
            agent.onStatus(executor.id(), executor.connection(), new StatusUpdates(executor.id().value(), List.of(
                    new TaskStatus.Kept(task, 0, 0, result.length, (int) checksum.getValue(), new TaskMetrics(1, 1, 0, 0, 0, 0), null))));
        }
        assertEquals("whichever comes first", List.of(new FetchResult(0, 0, 4 << 20), new FetchResult(1, 0, 4 << 20)), fetches());
        agent.onResult(executor.id(), executor.connection(), new ResultChunk(executor.id().value(), 1, 0, result, null));

        assertEquals("the other one is not wanted", new FetchResult(0, 0, 0), fetches().get(2));
        assertEquals(List.of("1 Success", "0 Killed"), copying.ended);
        agent.onStatus(executor.id(), executor.connection(), new StatusUpdates(executor.id().value(), List.of(
                new TaskStatus.Kept(2, 0, 1, result.length, 0, new TaskMetrics(1, 1, 0, 0, 0, 0), null))));
        assertEquals("nothing is reserved for them any more", new FetchResult(2, 0, 4 << 20), fetches().get(3));
    }

    private List<WireMessage> fetches() {
        turns();
        return sent.stream().filter(FetchResult.class::isInstance).toList();
    }

    private void open(final Scheduler scheduler) {
        final Map<String, String> configuration = new TreeMap<>(Map.of("kindling.master", "model://here", "kindling.app.name", "app",
                "kindling.driver.maxResultSize", Integer.toString(MOST_RESULTS)));
        final ExecutorTarget target = new ExecutorTarget(new ResourceProfile(2, 1 << 20, 0), 1, ExecutorTarget.AS_MANY_AS_FIT);
        final ExecutorSettings settings = new ExecutorSettings(target, List.of(), Map.of(), "", "", false);
        final EnrolmentTokens tokens = new EnrolmentTokens(APPLICATION, new SecureRandom());
        final ControlSetup setup = new ControlSetup(APPLICATION, configuration, settings, scheduler, planner, new CachedRdds(), Clock.SYSTEM);
        final Entrance entrance = new Entrance(APPLICATION, inbox, format, liveness, new ArtifactServer(code, true, format, Runnable::run),
                new SharedState(new SharedState.Setup(APPLICATION.value(), code, new SharedState.Packing(null, DataKey.NONE), MOST_UPDATES, format, Runnable::run, operation -> operation)));
        state = new ControlAssembly(setup, entrance, new LaunchSpecFactory(APPLICATION, "1", new DriverAddress("h", 1, "f", "t"), settings, tokens), tokens,
                new Progress(APPLICATION, Clock.SYSTEM, List::of), new ApplicationEvents(APPLICATION, Clock.SYSTEM, List::of), List::of).assemble();
        agent = new DriverAgent(inbox, Clock.SYSTEM, state, planner);
        agent.onStart();
    }

    /** An executor of two slots comes and registers. */
    private ExecutorRecord executor() {
        final ExecutorRecord executor = state.executors().grant(state.claims().current(), new Container(new ContainerId("c"), "h", 2), Clock.SYSTEM.nanoTime());
        final ExecutorId id = executor.id();
        final Connection connection = (Connection) Proxy.newProxyInstance(Connection.class.getClassLoader(), new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "send" -> sent.add(format.decode((int) arguments[0], (byte[]) arguments[1]));
                    case "reply" -> {
                        assertEquals(null, ((Registered) format.decode((int) arguments[1], (byte[]) arguments[2])).refusal());
                        yield knownWhenWelcomed.add(liveness.heard(id));
                    }
                    default -> null;
                });
        agent.onRegister(id, connection, new Frame(Messages.REGISTER_EXECUTOR, 1, new byte[0]), new RegisterExecutor(id.value(), "1", 2, "h", 1, 1));
        return executor;
    }

    private void submit() {
        final StageNode node = new StageNode(new StageId(0), "count", 1, List.of(), null, true, List.of());
        agent.onSubmit(new JobPlan(List.of(new StagePlan(node, new StageSpec(List.of(), new Sink.Count()), List.of(), List.of()))), job);
        turns();
    }

    private void turns() {
        for (int i = 0; i < TURNS; i++) {
            agent.doWork();
        }
    }

    private void assertFailed(final String text) {
        turns();
        final KindlingException e = assertThrows(KindlingException.class, () -> job.await(() -> false));
        assertTrue("'" + e.getMessage() + "' contains '" + text + "'", e.getMessage().contains(text));
    }

    /** Launches two attempts at the same partition. */
    private static final class Copying implements Scheduler {

        private final List<String> ended = new ArrayList<>();

        @Override
        public List<SchedulerCommand> onEvent(final SchedulerEvent event, final long nowNanos) {
            if (event instanceof SchedulerEvent.TaskEnded end) {
                ended.add(end.task() + " " + end.reason().getClass().getSimpleName());
            } else if (event instanceof SchedulerEvent.TasksEnded all) {
                all.ends().forEach(end -> onEvent(end, nowNanos));
            }
            return event instanceof SchedulerEvent.JobSubmitted ? List.of(new SchedulerCommand.LaunchTasks(new ExecutorId(0), new StageId(0), 0,
                    List.of(new TaskAttempt(0, 0, 0), new TaskAttempt(1, 0, 1)))) : List.of();
        }

        @Override
        public SchedulerSnapshot snapshot() {
            return new SchedulerSnapshot(List.of(new JobId(0)), List.of(), 0, 0);
        }
    }

    /** Launches a task on an executor that never was, whatever comes of it. */
    private static final class Stubborn implements Scheduler {

        private int launches;

        @Override
        public List<SchedulerCommand> onEvent(final SchedulerEvent event, final long nowNanos) {
            if (event instanceof SchedulerEvent.Tick || event instanceof SchedulerEvent.JobCancelled) {
                return List.of();
            }
            return List.of(new SchedulerCommand.LaunchTasks(new ExecutorId(7), new StageId(0), 0, List.of(new TaskAttempt(launches++, 0, 0))));
        }

        @Override
        public SchedulerSnapshot snapshot() {
            return new SchedulerSnapshot(List.of(new JobId(0)), List.of(), 0, 0);
        }
    }
}
