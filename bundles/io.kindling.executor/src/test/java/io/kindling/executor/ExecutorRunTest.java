package io.kindling.executor;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotSame;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import io.kindling.api.KindlingContext;
import io.kindling.api.function.Function;
import io.kindling.dataflow.FetchFailedException;
import io.kindling.dataflow.RecordCodecException;
import io.kindling.dataflow.ShuffleAccess;
import io.kindling.dataflow.StageCompiler;
import io.kindling.dataflow.StageProgram;
import io.kindling.dataflow.TaskEnvironment;
import io.kindling.deploy.Artifact;
import io.kindling.deploy.ClassSpace;
import io.kindling.protocol.message.FetchResult;
import io.kindling.protocol.message.Heartbeat;
import io.kindling.protocol.message.KillTasks;
import io.kindling.protocol.message.MapOutputs;
import io.kindling.protocol.message.RegisterExecutor;
import io.kindling.protocol.message.Registered;
import io.kindling.protocol.message.ResultChunk;
import io.kindling.protocol.message.Shutdown;
import io.kindling.protocol.message.TaskStatus;
import io.kindling.protocol.stage.FunctionBlob;
import io.kindling.protocol.stage.FunctionBlob.Language;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.Test;

public class ExecutorRunTest extends DriverCase {

    private final Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());

    private static StageCompiler running(final StageProgram program) {
        return stage -> program;
    }

    private TaskStatus.Failed failure(final StageProgram program) throws Exception {
        driver.start(0, 1, running(program));
        driver.stage(0, 1);
        driver.launch(0, 1, 7);
        return (TaskStatus.Failed) driver.status();
    }

    @Test
    public void shouldRegisterAndRunABatchOfTasks() throws Exception {
        final AtomicInteger compiled = new AtomicInteger();
        final Set<String> threads = java.util.concurrent.ConcurrentHashMap.newKeySet();
        final RegisterExecutor registered = driver.start(0, 2, stage -> {
            compiled.incrementAndGet();
            return task -> {
                threads.add(Thread.currentThread().getName());
                assertEquals(TestDriver.APPLICATION, task.application());
                task.counters().recordsRead = task.partition();
                return new byte[] {(byte) (task.payload(0)[0] * 2), (byte) task.payload(1).length};
            };
        });
        assertEquals(2, registered.slots());
        assertEquals("test", registered.runtimeVersion());
        driver.stage(0, 1);
        driver.launch(0, 1, 1, 2, 3, 4, 5, 6, 7, 8);
        final Set<Long> seen = new HashSet<>();
        for (int i = 0; i < 8; i++) {
            final TaskStatus.Succeeded status = (TaskStatus.Succeeded) driver.status();
            assertArrayEquals(new byte[] {(byte) (status.task() * 2), 0}, status.result());
            assertEquals(status.task(), status.metrics().recordsRead());
            seen.add(status.task());
        }
        assertEquals(8, seen.size());
        assertEquals(1, compiled.get());
        assertTrue(threads.toString(), Set.of("kindling-task-1", "kindling-task-2").containsAll(threads));
    }

    @Test
    public void shouldTellHowTasksFailAndLiveOn() throws Exception {
        final List<Throwable> errors = List.of(new IllegalStateException("bad luck", new java.io.IOException("disk")), new NoClassDefFoundError("com/acme/Missing"),
                new StackOverflowError(), new RecordCodecException("com.acme.Db is not Serializable"),
                new RuntimeException(new FetchFailedException(3, 4, 5, 6, "gone", null)), new OutOfMemoryErrorStandIn());
        driver.start(0, 1, running(task -> {
            final Throwable error = errors.get(task.partition());
            if (error instanceof Exception e) {
                throw e;
            }
            throw (Error) error;
        }));
        driver.stage(0, 1);
        driver.launch(0, 1, 0, 1, 2, 3, 4, 5);
        final TaskStatus.Failed first = (TaskStatus.Failed) driver.status();
        assertEquals("java.lang.IllegalStateException: bad luck", first.summary());
        assertTrue(first.exception(), first.exception().contains("Caused by: java.io.IOException: disk"));
        assertFalse(first.fatal());
        final TaskStatus.Failed linkage = (TaskStatus.Failed) driver.status();
        assertTrue(linkage.summary(), linkage.summary().contains("com/acme/Missing; the class is not among the application's artifacts"));
        driver.status();
        assertTrue(((TaskStatus.Failed) driver.status()).fatal());
        final TaskStatus.FetchFailed fetch = (TaskStatus.FetchFailed) driver.status();
        assertEquals(List.of(3, 4, 5, 6), List.of(fetch.shuffle(), fetch.map(), fetch.executor(), fetch.epoch()));
        assertEquals("io.kindling.executor.ExecutorRunTest$OutOfMemoryErrorStandIn", ((TaskStatus.Failed) driver.status()).summary());
    }

    private static final class OutOfMemoryErrorStandIn extends Error {
    }

    @Test
    public void shouldEndItsProcessWhenMemoryIsOut() throws Exception {
        driver.start(0, 1, running(task -> {
            throw new RuntimeException(new OutOfMemoryError("Java heap space"));
        }));
        driver.stage(0, 1);
        driver.launch(0, 1, 1);
        assertEquals(52, driver.exitCode(0));
    }

    @Test
    public void shouldSayThatTheCodeOfAStageIsMissing() throws Exception {
        driver.start(0, 1, running(task -> new byte[0]));
        driver.launch(0, 9, 1);
        assertTrue(((TaskStatus.Failed) driver.status()).summary().contains("The code of stage 9 has not come to executor 0"));
    }

    @Test
    public void shouldKeepALongResultUntilTheDriverHasFetchedIt() throws Exception {
        driver.welcome = new Registered(null, Map.of("kindling.task.maxDirectResultSize", "1k"), List.of(), 50, 20_000);
        final byte[] result = new byte[3_000];
        new Random(1).nextBytes(result);
        driver.start(0, 1, running(task -> task.partition() == 0 ? new byte[1_024] : result));
        driver.stage(0, 4);
        driver.launch(0, 4, 0, 1, 2);
        assertEquals("short enough", 1_024, ((TaskStatus.Succeeded) driver.status()).result().length);
        final TaskStatus.Kept kept = (TaskStatus.Kept) driver.status();
        final TaskStatus.Kept unwanted = (TaskStatus.Kept) driver.status();
        assertEquals(List.of(4, 3_000L), List.of(kept.stage(), kept.size()));
        final CRC32C checksum = new CRC32C();
        checksum.update(result);
        assertEquals((int) checksum.getValue(), kept.checksum());
        assertEquals(2, resultFiles());

        driver.send(0, new FetchResult(kept.task(), 0, 2_000));
        assertArrayEquals(Arrays.copyOf(result, 2_000), chunk().bytes());
        driver.send(0, new FetchResult(kept.task(), 2_000, 2_000));
        assertArrayEquals(Arrays.copyOfRange(result, 2_000, 3_000), chunk().bytes());
        assertEquals("what has been fetched is deleted", 1, resultFiles());
        driver.send(0, new FetchResult(kept.task(), 0, 2_000));
        final ResultChunk gone = chunk();
        assertTrue(gone.problem(), gone.bytes() == null && gone.problem().contains("no result of task " + kept.task()));
        driver.send(0, new FetchResult(unwanted.task(), 0, 0));
        driver.send(0, new FetchResult(unwanted.task(), 0, 1));
        assertTrue(chunk().bytes() == null);
        assertEquals(0, resultFiles());
    }

    private ResultChunk chunk() throws InterruptedException {
        final ResultChunk chunk = driver.chunks.poll(20, TimeUnit.SECONDS);
        assertTrue("no part came", chunk != null);
        return chunk;
    }

    private long resultFiles() throws IOException {
        try (Stream<Path> files = Files.walk(folder.getRoot().toPath())) {
            return files.filter(file -> file.getFileName().toString().startsWith("result-")).count();
        }
    }

    @Test
    public void shouldKillTasksThatWaitAndTasksThatLoop() throws Exception {
        final CountDownLatch started = new CountDownLatch(2);
        final CountDownLatch never = new CountDownLatch(1);
        driver.start(0, 2, running(task -> {
            started.countDown();
            if (task.partition() == 1) {
                never.await();
            }
            while (task.partition() == 2) {
                task.checkKilled();
            }
            assertFalse("the interrupt of another attempt", Thread.currentThread().isInterrupted());
            return new byte[0];
        }));
        driver.stage(0, 1);
        driver.launch(0, 1, 1, 2, 3, 4);
        assertTrue(started.await(20, TimeUnit.SECONDS));
        driver.send(0, new KillTasks(new long[] {3, 1, 2, 99}, "not wanted")); // the one that waits first: it would begin when another ends
        final Set<Long> killed = new HashSet<>();
        for (int i = 0; i < 4; i++) {
            final TaskStatus status = driver.status();
            if (status instanceof TaskStatus.Killed) {
                killed.add(status.task());
            } else {
                assertEquals(4, status.task());
            }
        }
        assertEquals(Set.of(1L, 2L, 3L), killed);
    }

    @Test
    public void shouldGiveBackTasksThatHaveNotBegunAndEndThemAtOnceWhenKilled() throws Exception {
        final CountDownLatch started = new CountDownLatch(1);
        final CountDownLatch go = new CountDownLatch(1);
        final Set<Integer> ran = ConcurrentHashMap.newKeySet();
        driver.start(0, 1, running(task -> {
            ran.add(task.partition());
            started.countDown();
            assertTrue(go.await(20, TimeUnit.SECONDS));
            return new byte[0];
        }));
        driver.stage(0, 1);
        driver.launch(0, 1, 1, 2, 3, 4);
        assertTrue(started.await(20, TimeUnit.SECONDS));
        driver.send(0, new KillTasks(new long[] {1, 2, 99}, "wanted elsewhere", true));
        assertEquals("the first one has begun", new TaskStatus.Killed(2), driver.status());
        driver.send(0, new KillTasks(new long[] {3}, "not wanted"));
        assertEquals("it need not wait for those before it", new TaskStatus.Killed(3), driver.status());
        go.countDown();
        final Set<Long> succeeded = new HashSet<>();
        for (int i = 0; i < 2; i++) {
            final TaskStatus status = driver.status();
            assertTrue(status.toString(), status instanceof TaskStatus.Succeeded);
            succeeded.add(status.task());
        }
        assertEquals(Set.of(1L, 4L), succeeded);
        assertEquals(Set.of(1, 4), ran);
    }

    /** Its slots are what the driver counts on, whatever it lets wait. */
    @Test
    public void shouldRunNoMoreTasksAtOnceThanItsSlotsAllow() throws Exception {
        final AtomicInteger now = new AtomicInteger();
        final AtomicInteger most = new AtomicInteger();
        driver.welcome = new Registered(null, Map.of("kindling.task.cpus", "2"), List.of(), 50, 20_000);
        driver.start(0, 4, running(task -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            Thread.yield();
            now.decrementAndGet();
            return new byte[0];
        }));
        driver.stage(0, 1);
        final long[] tasks = LongStream.rangeClosed(1, 200).toArray();
        driver.launch(0, 1, tasks);
        for (int i = 0; i < tasks.length; i++) {
            assertTrue(driver.status() instanceof TaskStatus.Succeeded);
        }
        assertTrue("at once: " + most, most.get() <= 2);
    }

    /** Nothing but its end frees the slot of a task that does not look at its interrupts. */
    @Test
    public void shouldEndWhenAKilledTaskGoesOn() throws Exception {
        final CountDownLatch started = new CountDownLatch(1);
        final AtomicBoolean over = new AtomicBoolean();
        driver.welcome = new Registered(null, Map.of("kindling.task.killTimeout", "1s"), List.of(), 50, 20_000);
        driver.start(0, 1, running(task -> {
            started.countDown();
            while (!over.get()) {
                Thread.onSpinWait();
            }
            return new byte[0];
        }));
        try {
            driver.stage(0, 1);
            driver.launch(0, 1, 1);
            assertTrue(started.await(20, TimeUnit.SECONDS));
            driver.send(0, new KillTasks(new long[] {1}, "not wanted"));
            assertEquals(1, driver.exitCode(0));
        } finally {
            over.set(true);
        }
    }

    @Test
    public void shouldSendHeartbeatsWithTheRunningTasks() throws Exception {
        final CountDownLatch go = new CountDownLatch(1);
        driver.start(0, 1, running(task -> {
            assertTrue(go.await(20, TimeUnit.SECONDS));
            return new byte[0];
        }));
        driver.stage(0, 1);
        driver.launch(0, 1, 5);
        Heartbeat heartbeat;
        do {
            heartbeat = driver.heartbeats.poll(20, TimeUnit.SECONDS);
        } while (heartbeat != null && heartbeat.running().length == 0);
        assertArrayEquals(new long[] {5}, heartbeat.running());
        go.countDown();
        driver.status();
    }

    @Test
    public void shouldEndWhenTheDriverHasGivenItUp() throws Exception {
        driver.known = false;
        driver.begin(0, 1, running(task -> new byte[0]));
        assertEquals(1, driver.exitCode(0));
    }

    @Test
    public void shouldEndWhenTheDriverRefusesIt() throws Exception {
        driver.welcome = new Registered("it runs build 1, the driver 2", Map.of(), List.of(), 0, 0);
        driver.begin(0, 1, running(task -> new byte[0]));
        assertEquals(1, driver.exitCode(0));
    }

    @Test
    public void shouldEndInOrderWhenToldTo() throws Exception {
        driver.start(0, 1, running(task -> new byte[0]));
        driver.send(0, new Shutdown("the application has ended"));
        assertEquals(0, driver.exitCode(0));
    }

    /** The end of its log is all that users see of an executor that fails, and not all of them log what is only informative. */
    @Test
    public void shouldWarnWhyItFailsAndOnlyThen() throws Exception {
        final String none = Warnings.of(ExecutorRun.class, () -> {
            driver.start(0, 1, running(task -> new byte[0]));
            driver.send(0, new Shutdown("the application has ended"));
            assertEquals(0, driver.exitCode(0));
        });
        assertFalse(none, none.contains("Executor 0 of app-1"));

        driver.known = false;
        final String log = Warnings.of(ExecutorRun.class, () -> {
            driver.begin(1, 1, running(task -> new byte[0]));
            assertEquals(1, driver.exitCode(1));
        });
        assertTrue(log, log.contains("Executor 1 of app-1 ends: the driver has given this executor up"));
    }

    @Test
    public void shouldLeaveNothingBehindWhenTheDriverIsLost() throws Exception {
        final CountDownLatch started = new CountDownLatch(1);
        driver.start(0, 1, running(task -> {
            Files.writeString(task.newSpillFile(), "spilled");
            task.memory().acquire(100);
            started.countDown();
            new CountDownLatch(1).await();
            return new byte[0];
        }));
        driver.stage(0, 1);
        driver.launch(0, 1, 1);
        assertTrue(started.await(20, TimeUnit.SECONDS));
        driver.controls.get(0).close();
        driver.exitCode(0);
        try (Stream<Path> left = Files.list(folder.getRoot().toPath().resolve("local"))) {
            assertEquals(List.of(), left.toList());
        }
        for (final Thread thread : Thread.getAllStackTraces().keySet()) {
            if (!before.contains(thread) && thread.getName().startsWith("kindling-") && !thread.getName().startsWith("kindling-local-")) {
                thread.join(10_000);
                assertFalse(thread.getName(), thread.isAlive() && !thread.getName().contains("transport"));
            }
        }
    }

    @Test
    public void shouldRunTheApplicationsCodeFromItsArtifacts() throws Exception {
        final Path jar = folder.getRoot().toPath().resolve("app.jar");
        try (OutputStream out = Files.newOutputStream(jar); JarOutputStream zip = new JarOutputStream(out)) {
            final String name = Doubler.class.getName().replace('.', '/') + ".class";
            zip.putNextEntry(new JarEntry(name));
            zip.write(Doubler.class.getClassLoader().getResourceAsStream(name).readAllBytes());
        }
        final ClassLoader application = driver.classSpaces.applicationLoader(List.of(jar), KindlingContext.class.getClassLoader());
        final ClassSpace space = driver.classSpaces.ofLoader(application, List.of(jar));
        final Artifact artifact = space.artifacts().get(0);
        driver.artifacts.put(artifact.hash(), jar);
        driver.welcome = new Registered(null, Map.of(), List.of(TestDriver.ref(artifact)), 50, 20_000);
        final Object doubler = application.loadClass(Doubler.class.getName()).getConstructor().newInstance();
        final FunctionBlob blob = new FunctionBlob(Language.JAVA, space.writeFunction(doubler, "the function"), false);
        final FunctionBlob shared = new FunctionBlob(Language.JAVA, blob.bytes(), true);
        final ConcurrentLinkedQueue<Object> functions = new ConcurrentLinkedQueue<>();
        final ConcurrentLinkedQueue<Object> sharedFunctions = new ConcurrentLinkedQueue<>();
        driver.start(0, 1, running(task -> call(task, blob, shared, functions, sharedFunctions)));
        driver.stage(0, 1);
        driver.launch(0, 1, 10, 11);
        assertEquals("each attempt has a fresh copy", 21, ((TaskStatus.Succeeded) driver.status()).result()[0]);
        assertEquals(23, ((TaskStatus.Succeeded) driver.status()).result()[0]);
        final Object function = functions.poll();
        assertNotSame(Doubler.class, function.getClass());
        assertSame(function.getClass().getClassLoader(), functions.peek().getClass().getClassLoader());
        assertNotSame(function, functions.poll());
        assertSame(sharedFunctions.poll(), sharedFunctions.poll());
        ((java.io.Closeable) application).close();
        space.close();
    }

    @SuppressWarnings("unchecked")
    private static byte[] call(final TaskEnvironment task, final FunctionBlob blob, final FunctionBlob shared, final ConcurrentLinkedQueue<Object> functions,
                               final ConcurrentLinkedQueue<Object> sharedFunctions) throws Exception {
        final Object function = task.function(blob);
        assertSame(function.getClass().getClassLoader(), Thread.currentThread().getContextClassLoader());
        functions.add(function);
        sharedFunctions.add(task.function(shared));
        return new byte[] {((Function<Integer, Integer>) function).call(task.partition()).byteValue()};
    }

    @Test
    public void shouldEndWhenAnArtifactIsNotWhatWasAnnounced() throws Exception {
        final Path jar = folder.getRoot().toPath().resolve("app.jar");
        try (OutputStream out = Files.newOutputStream(jar); JarOutputStream zip = new JarOutputStream(out)) {
            zip.putNextEntry(new JarEntry("a"));
        }
        final Artifact artifact = driver.classSpaces.read(jar);
        final Artifact other = new Artifact("00" + artifact.hash().substring(2), artifact.kind(), artifact.name(), jar, artifact.size());
        driver.artifacts.put(other.hash(), jar);
        driver.welcome = new Registered(null, Map.of(), List.of(TestDriver.ref(other)), 50, 20_000);
        driver.begin(0, 1, running(task -> new byte[0]));
        assertEquals(1, driver.exitCode(0));
    }

    @Test
    public void shouldReadMapOutputsOfAnotherExecutor() throws Exception {
        final StageCompiler compiler = running(task -> task.partition() < 10 ? write(task) : read(task));
        final List<MapOutputs.Location> locations = new ArrayList<>();
        for (int executor = 0; executor < 2; executor++) {
            final RegisterExecutor registered = driver.start(executor, 2, compiler);
            locations.add(new MapOutputs.Location(executor, registered.host(), registered.dataPort()));
            driver.stage(executor, 1);
            driver.launch(executor, 1, executor);
            assertTrue(driver.status() instanceof TaskStatus.Succeeded);
        }
        driver.send(0, new MapOutputs(4, 1, locations, new int[] {0, 1}, new long[] {0, 1}));
        driver.launch(0, 1, 10);
        final TaskStatus status = driver.status();
        assertTrue(status.toString(), status instanceof TaskStatus.Succeeded);
        final byte[] result = ((TaskStatus.Succeeded) status).result().clone();
        java.util.Arrays.sort(result);
        assertArrayEquals(new byte[] {0, 1}, result);
    }

    private static byte[] write(final TaskEnvironment task) throws Exception {
        final ShuffleAccess.PartitionedOutput output = task.shuffles().write(4, 1);
        output.append(0, new byte[] {(byte) task.partition()}, 0, 1);
        output.commit();
        return new byte[0];
    }

    private static byte[] read(final TaskEnvironment task) {
        final java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        for (final Iterator<byte[]> blocks = task.shuffles().read(4, 0); blocks.hasNext();) {
            bytes.writeBytes(blocks.next());
        }
        return bytes.toByteArray();
    }
}
