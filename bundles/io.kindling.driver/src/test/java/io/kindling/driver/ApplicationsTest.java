package io.kindling.driver;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.api.KindlingContext;
import io.kindling.api.KindlingException;
import io.kindling.api.admin.ApplicationEvent;
import io.kindling.api.admin.ApplicationEvent.Topic;
import io.kindling.api.admin.ApplicationListener;
import io.kindling.api.admin.ApplicationStatus;
import io.kindling.api.admin.ClusterStatus;
import io.kindling.api.admin.ExecutorStatus;
import io.kindling.api.admin.JobStatus;
import io.kindling.cluster.api.LossCause;
import io.kindling.driver.control.ControlReport;
import io.kindling.driver.kit.TaskRunner;
import io.kindling.driver.kit.TestExecutor;
import io.kindling.protocol.message.LaunchTasks;
import io.kindling.protocol.message.TaskMetrics;
import io.kindling.protocol.message.TaskStatus;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.After;
import org.junit.Test;

/** What is told of an application while it runs, and in which order. */
public class ApplicationsTest {

    private static final Set<Topic> OF_EXECUTORS = EnumSet.of(Topic.EXECUTOR_GRANTED, Topic.EXECUTOR_LAUNCHED, Topic.EXECUTOR_REGISTERED,
            Topic.EXECUTOR_DRAINING, Topic.EXECUTOR_RELEASED, Topic.EXECUTOR_LOST);

    private final TestDriver driver = new TestDriver(1);

    @After
    public void close() {
        driver.close();
    }

    @Test
    public void shouldTellTheStoryOfAnApplicationInOrderAndOnce() throws Exception {
        final KindlingContext context = driver.scripted();
        final TestExecutor executor = driver.executor();
        final CompletableFuture<Long> count = TestDriver.async(() -> context.parallelize(List.of(1), 1).count());
        succeed(context, executor);
        assertEquals(Long.valueOf(1), count.get(10, TimeUnit.SECONDS));
        context.close();

        final List<Topic> topics = driver.events.stream().map(ApplicationEvent::topic).toList();
        assertEquals(List.of(Topic.APPLICATION_STARTED, Topic.CLUSTER_PRESENT, Topic.EXECUTOR_GRANTED, Topic.EXECUTOR_LAUNCHED,
                Topic.EXECUTOR_REGISTERED, Topic.JOB_STARTED, Topic.STAGE_STARTED, Topic.STAGE_ENDED, Topic.JOB_ENDED, Topic.EXECUTOR_RELEASED,
                Topic.APPLICATION_ENDED), topics);
        final ApplicationEvent registered = event(Topic.EXECUTOR_REGISTERED);
        assertEquals("{executor=0, host=127.0.0.1, process=1, slots=2}", new TreeMap<>(registered.properties()).toString());
        assertEquals("SUCCEEDED", event(Topic.JOB_ENDED).properties().get("state"));
        assertEquals("COMPLETE", event(Topic.STAGE_ENDED).properties().get("state"));
        assertEquals("The context has been closed", event(Topic.APPLICATION_ENDED).properties().get("reason"));
        assertTrue(driver.events.stream().allMatch(each -> each.application().equals(context.applicationId())));
    }

    @Test
    public void shouldTellWhatAStageHasCost() throws Exception {
        final KindlingContext context = driver.scripted();
        final TestExecutor executor = driver.executor();
        final CompletableFuture<Long> count = TestDriver.async(() -> context.parallelize(List.of(1, 2), 2).count());
        final List<Long> tasks = new ArrayList<>();
        while (tasks.size() < 2) {
            executor.next(LaunchTasks.class).tasks().forEach(task -> tasks.add(task.id()));
        }
        executor.fail(tasks.get(0), "java.io.IOException: passing");
        final long again = executor.next(LaunchTasks.class).tasks().get(0).id();
        for (final long task : List.of(tasks.get(1), again, again)) {
            executor.status(new TaskStatus.Succeeded(task, one(context), new TaskMetrics(3_600_000, 1_500_000, 5, 7, 11, 13)));
        }
        assertEquals(Long.valueOf(2), count.get(10, TimeUnit.SECONDS));
        context.close();

        assertEquals("{attempt=0, cpuMillis=3, failed=1, job=0, recordsRead=10, runMillis=7, shuffleBytesRead=14, shuffleBytesWritten=22, spilledBytes=26, "
                + "stage=0, state=COMPLETE}", new TreeMap<>(event(Topic.STAGE_ENDED).properties()).toString());
    }

    @Test
    public void shouldLetListenersGetReadyAndFinish() {
        final List<String> told = new CopyOnWriteArrayList<>();
        driver.services.applicationListeners().add(new ApplicationListener() {

            @Override
            public void onOpening(final String application, final Map<String, String> configuration) {
                told.add("opening " + configuration.get("kindling.app.name") + driver.events);
                throw new IllegalStateException("this is the listener's own trouble");
            }

            @Override
            public void onEvent(final ApplicationEvent event) {
                told.add(event.topic().name());
            }

            @Override
            public void onClosed(final String application) {
                told.add("closed " + application.equals(driver.context.applicationId()));
            }
        });
        driver.scripted().close();

        assertEquals("opening test[]", told.get(0));
        assertEquals(Topic.APPLICATION_STARTED.name(), told.get(1));
        assertEquals(List.of(Topic.APPLICATION_ENDED.name(), "closed true"), told.subList(told.size() - 2, told.size()));
    }

    @Test
    public void shouldNotStartWhatAListenerRefuses() {
        final List<String> told = new CopyOnWriteArrayList<>();
        driver.services.applicationListeners().add(new ApplicationListener() {

            @Override
            public void onOpening(final String application, final Map<String, String> configuration) {
                throw new KindlingException("there is no room for the log");
            }

            @Override
            public void onEvent(final ApplicationEvent event) {
                told.add(event.topic().name());
            }

            @Override
            public void onClosed(final String application) {
                told.add("closed");
            }
        });

        assertEquals("there is no room for the log", assertThrows(KindlingException.class, driver::open).getMessage());
        assertEquals(List.of("closed"), told);
        assertEquals(List.of(), driver.cluster.calls);
    }

    @Test
    public void shouldShowJobsStagesAndExecutors() throws Exception {
        final KindlingContext context = driver.scripted();
        final TestExecutor executor = driver.executor();
        final ControlReport report = driver.context.control().report();
        final CompletableFuture<Long> count = TestDriver.async(() -> context.parallelize(List.of(1), 1).count());
        final long first = executor.next(LaunchTasks.class).tasks().get(0).id();

        final JobStatus job = report.jobs().get(0);
        assertEquals("RUNNING", job.state());
        assertTrue(job.name(), job.name().startsWith("count"));
        assertEquals("RUNNING", report.stages().get(0).state());
        final ExecutorStatus status = report.executors().get(0);
        assertEquals(List.of("REGISTERED", "127.0.0.1", "fake", "fake"), List.of(status.state(), status.host(), status.manager(), status.masterUrl()));
        assertEquals(1, status.running());
        assertEquals(1, status.process());

        executor.fail(first, "java.io.IOException: passing");
        succeed(context, executor);
        count.get(10, TimeUnit.SECONDS);
        final JobStatus done = report.jobs().get(0);
        assertEquals("SUCCEEDED", done.state());
        assertEquals(1, done.done());
        assertEquals(1, done.tasks());
        final ApplicationStatus application = driver.context.status();
        assertEquals(application.started().toEpochMilli(), context.startTime().longValue());
        assertEquals("1.2.3", context.version());
        assertEquals(1, application.failedTasks());
        assertEquals(2, application.slots());
        assertEquals("RUNNING", application.state());
        assertEquals("COMPLETE", report.stages().get(0).state());
    }

    @Test
    public void shouldRememberExecutorsThatHaveEnded() {
        driver.scripted();
        final TestExecutor executor = driver.executor();

        driver.cluster.lose(executor.id, new LossCause.NodeLost("n1"));

        TestDriver.await("it is lost", () -> driver.context.control().report().executors().get(0).state().equals("LOST"));
        assertEquals("its node n1 was lost", driver.context.control().report().executors().get(0).text());
        assertEquals("its node n1 was lost", event(Topic.EXECUTOR_LOST).properties().get("cause"));
    }

    @Test
    public void shouldSayThatTheClusterManagerIsAbsentAndSinceWhen() {
        final KindlingContext context = driver.scripted();
        driver.executor();
        assertEquals(ClusterStatus.State.PRESENT, context.cluster().state());
        assertEquals("1.0.0", context.cluster().version());

        driver.goes(driver.cluster);
        final ClusterStatus absent = context.cluster();
        assertEquals(ClusterStatus.State.ABSENT, absent.state());
        assertTrue(absent.text(), absent.text().matches("cluster manager fake absent since \\d\\d:\\d\\d:\\d\\d; executors go on, and requests wait for its return"));
        assertTrue(driver.notices.toString(), driver.notices.contains("C" + absent.text().substring(1)));

        driver.comes(driver.cluster);
        TestDriver.await("it is back", () -> context.cluster().state() == ClusterStatus.State.PRESENT);
        awaitTold(topic -> topic.name().startsWith("CLUSTER"), Topic.CLUSTER_PRESENT, Topic.CLUSTER_ABSENT, Topic.CLUSTER_PRESENT);
    }

    @Test
    public void shouldSayThatTheClusterDoesNotAnswer() {
        final KindlingContext context = driver.scripted();
        driver.executor();

        driver.cluster.listener.onUnreachable("the master is silent");
        TestDriver.await("it is shown", () -> context.cluster().state() == ClusterStatus.State.UNREACHABLE);
        assertTrue(context.cluster().text(), context.cluster().text().contains("the master is silent; executors go on"));
        driver.cluster.listener.onReachable();
        TestDriver.await("it is shown", () -> context.cluster().state() == ClusterStatus.State.PRESENT);
        assertEquals(1, driver.events.stream().filter(each -> each.topic() == Topic.CLUSTER_UNREACHABLE).count());
    }

    @Test
    public void shouldCancelAJobAndLeaveThoseAloneThatHaveEnded() {
        final KindlingContext context = driver.scripted();
        final TestExecutor executor = driver.executor();
        final CompletableFuture<Long> count = TestDriver.async(() -> context.parallelize(List.of(1), 1).count());
        executor.next(LaunchTasks.class);

        driver.context.control().canceller().job(0, "it takes too long");

        final ExecutionException e = assertThrows(ExecutionException.class, () -> count.get(10, TimeUnit.SECONDS));
        assertTrue(e.getCause().getMessage(), e.getCause().getMessage().contains("it takes too long"));
        driver.context.control().canceller().job(0, "again");
        assertThrows(KindlingException.class, () -> driver.context.control().canceller().job(7, "never was"));
        assertEquals("FAILED", driver.context.control().report().jobs().get(0).state());
    }

    @Test
    public void shouldDrainAnExecutorThatIsGivenBackAndLowerTheTarget() {
        driver.with("kindling.executor.instances", "2");
        final KindlingContext context = driver.scripted();
        final TestExecutor executor = driver.executor();

        context.killExecutor(executor.id);

        TestDriver.await("it is released", () -> driver.cluster.released.size() == 1);
        assertEquals(1, driver.cluster.target.executors());
        assertThrows(KindlingException.class, () -> context.killExecutor(99));
        context.killExecutor(executor.id);
        context.requestTotalExecutors(5);
        TestDriver.await("more are asked for", () -> driver.cluster.target.executors() == 5);
        TestDriver.await("its connection is ended", () -> executor.closed);
        awaitTold(OF_EXECUTORS::contains, Topic.EXECUTOR_GRANTED, Topic.EXECUTOR_LAUNCHED, Topic.EXECUTOR_REGISTERED, Topic.EXECUTOR_DRAINING,
                Topic.EXECUTOR_RELEASED);
    }

    @Test
    public void shouldNotMindListenersThatFailOrAskBack() {
        final List<Integer> seen = new CopyOnWriteArrayList<>();
        driver.services.applicationListeners().add(event -> {
            throw new IllegalStateException("broken");
        });
        driver.services.applicationListeners().add(event -> {
            if (event.topic() == Topic.EXECUTOR_REGISTERED) {
                seen.add(driver.context == null ? 0 : driver.context.status().executors());
            }
        });
        driver.scripted();
        driver.executor();
        TestDriver.await("the second has been told", () -> seen.size() == 1);
    }

    /** Events are told after what they tell of can be seen. */
    private void awaitTold(final Predicate<Topic> which, final Topic... topics) {
        TestDriver.await("all are told, and no other: " + List.of(topics),
                () -> driver.events.stream().map(ApplicationEvent::topic).filter(which).toList().equals(List.of(topics)));
    }

    private ApplicationEvent event(final Topic topic) {
        return driver.events.stream().filter(each -> each.topic() == topic).findFirst().orElseThrow();
    }

    private void succeed(final KindlingContext context, final TestExecutor executor) {
        executor.succeed(executor.next(LaunchTasks.class).tasks().get(0).id(), one(context));
    }

    private byte[] one(final KindlingContext context) {
        return TaskRunner.codec(driver.spaces.lent(context.applicationId())).encode(List.of((Object) 1L).iterator());
    }
}
