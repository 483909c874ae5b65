package io.kindling.executor;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.kindling.common.RddId;
import io.kindling.dataflow.StageCompiler;
import io.kindling.dataflow.TaskEnvironment;
import io.kindling.protocol.message.KeepCopy;
import io.kindling.protocol.message.LaunchTasks;
import io.kindling.protocol.message.MapOutputs;
import io.kindling.protocol.message.RegisterExecutor;
import io.kindling.protocol.message.Release;
import io.kindling.protocol.message.TaskStatus;
import io.kindling.protocol.stage.KeptPlaces;
import io.kindling.storage.api.BlockDraft;
import io.kindling.storage.api.BlockEncoder;
import io.kindling.storage.api.BlockId;
import io.kindling.storage.api.FrameReader;
import io.kindling.storage.api.KeepLevel;
import io.kindling.storage.api.StoredBlock;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.Test;

/** Partitions that are kept by one executor and read, or copied, by another. */
public class KeptPartitionsTest extends DriverCase {

    private static final int BATCHES = 40;
    private static final BlockEncoder ENCODER = (records, from, target) -> {
        final byte[] bytes = batch(records[from].toString());
        target.accept(bytes, 0, bytes.length);
        return from + 1;
    };

    private CountDownLatch going = new CountDownLatch(1);
    private CountDownLatch end = new CountDownLatch(1);

    /** Long enough for several messages. */
    private static byte[] batch(final String text) {
        return (text + "-".repeat(100_000)).getBytes(StandardCharsets.UTF_8);
    }

    private static BlockId block(final int partition) {
        return new BlockId(TestDriver.APPLICATION, new RddId(3), partition);
    }

    /**
     * Tasks below 100 keep a partition of their number at the level that their stage stands for, those below 200 read what the driver's payload says,
     * those below 300 look what is here, others keep and go on until the test ends them.
     */
    private MapOutputs.Location start(final int executor, final KeepLevel level) throws Exception {
        final StageCompiler compiler = stage -> task -> task.taskId() < 100 ? keep(task, level) : task.taskId() < 200 ? read(task)
                : task.taskId() < 300 ? look(task) : keepAndGoOn(task, level);
        final RegisterExecutor registered = driver.start(executor, 2, compiler);
        driver.stage(executor, 1);
        return new MapOutputs.Location(executor, registered.host(), registered.dataPort());
    }

    private static byte[] keep(final TaskEnvironment task, final KeepLevel level) {
        try (BlockDraft draft = task.blocks().draft(block(task.partition()), level)) {
            if (level.objects()) {
                final Object[] records = new Object[BATCHES];
                for (int i = 0; i < BATCHES; i++) {
                    records[i] = i;
                }
                return new byte[] {(byte) (draft.keep(records, 1_000, ENCODER) ? 1 : 0)};
            }
            for (int i = 0; i < BATCHES; i++) {
                final byte[] bytes = batch(Integer.toString(i));
                draft.append(bytes, 0, bytes.length);
            }
            return new byte[] {(byte) (draft.commit() ? 1 : 0)};
        }
    }

    private byte[] keepAndGoOn(final TaskEnvironment task, final KeepLevel level) throws Exception {
        final byte[] kept = keep(task, level);
        assertEquals("it sees its own", 1, look(task)[0]);
        going.countDown();
        assertTrue(end.await(20, TimeUnit.SECONDS));
        if (task.taskId() >= 400) {
            throw new IllegalStateException("it fails after all");
        }
        return kept;
    }

    private static byte[] look(final TaskEnvironment task) {
        try (StoredBlock here = task.blocks().get(block(task.partition()))) {
            return new byte[] {(byte) (here == null ? -1 : 1)};
        }
    }

    private static byte[] read(final TaskEnvironment task) throws Exception {
        int right = 0;
        try (FrameReader frames = task.fetchBlock(block(5), task.payload(0))) {
            if (frames == null) {
                return new byte[] {-1};
            }
            for (byte[] next; (next = frames.next()) != null;) {
                right += java.util.Arrays.equals(next, batch(Integer.toString(right))) ? 1 : 100;
            }
        }
        return new byte[] {(byte) right};
    }

    private int result(final int executor, final long task, final MapOutputs.Location... places) throws Exception {
        final byte[] payload = KeptPlaces.encode(java.util.Arrays.stream(places).map(place ->
                new KeptPlaces.Place(5, place.executor(), place.host(), place.port())).toList());
        driver.send(executor, new LaunchTasks(1, 0, List.of(new LaunchTasks.TaskDescription(task, (int) (task % 100), 0, Map.of(0, payload)))));
        final TaskStatus status = driver.status();
        assertTrue(status.toString(), status instanceof TaskStatus.Succeeded);
        return ((TaskStatus.Succeeded) status).result()[0];
    }

    private void launch(final int executor, final long task) {
        driver.send(executor, new LaunchTasks(1, 0, List.of(new LaunchTasks.TaskDescription(task, (int) (task % 100), 0, Map.of()))));
    }

    private void assertReported(final String expected) throws InterruptedException {
        final String report = driver.reports.poll(20, TimeUnit.SECONDS);
        assertTrue("expected " + expected + ", got " + report, report != null && report.matches(expected));
    }

    @Test
    public void shouldReadWhatAnotherExecutorKeepsInAnyForm() throws Exception {
        for (final String level : List.of("memory+objects", "memory", "disk")) {
            driver = new TestDriver(folder.newFolder().toPath());
            final MapOutputs.Location keeper = start(0, KeepLevel.parse(level));
            start(1, KeepLevel.parse(level));
            assertEquals(1, result(0, 5));
            assertReported("0 Block.rdd=3, partition=5, code=0, memory=.*");
            assertEquals(level, BATCHES, result(1, 101, new MapOutputs.Location(9, "localhost", 1), keeper));
            assertEquals("nobody has it", -1, result(1, 102, new MapOutputs.Location(9, "localhost", 1)));
            driver.send(0, new Release(new int[0], new int[0], new int[] {3}));
            assertReported("0 Block.rdd=3, partition=5, code=0, memory=0, disk=0.");
            assertEquals("he has it no more", -1, result(1, 103, keeper));
            driver.close();
        }
    }

    @Test
    public void shouldLeaveCopiesWithOthersBeforeItsTaskEnds() throws Exception {
        final KeepLevel level = KeepLevel.parse("memory+objects+x2");
        start(0, level);
        final MapOutputs.Location keeper = start(1, level);
        driver.keepers.add(new MapOutputs.Location(9, "localhost", 1));
        driver.keepers.add(keeper);
        assertEquals(1, result(0, 5));
        assertEquals("reports come before the end of the task", 1, driver.reports.stream().filter(report -> report.startsWith("0 ")).count());
        final String first = driver.reports.poll(20, TimeUnit.SECONDS);
        final String second = driver.reports.poll(20, TimeUnit.SECONDS);
        assertTrue(first + second, (first + second).contains("1 Block[rdd=3, partition=5, code=0, memory="));
    }

    @Test
    public void shouldShowNobodyWhatAnAttemptKeepsBeforeItHasSucceeded() throws Exception {
        for (final String level : List.of("memory+objects", "memory", "disk+x2")) {
            driver = new TestDriver(folder.newFolder().toPath());
            going = new CountDownLatch(1);
            end = new CountDownLatch(1);
            final MapOutputs.Location keeper = start(0, KeepLevel.parse(level));
            driver.keepers.add(start(1, KeepLevel.parse(level)));
            launch(0, 305);
            assertTrue(going.await(20, TimeUnit.SECONDS));
            assertEquals("another attempt here", -1, result(0, 205));
            assertEquals("another executor", -1, result(1, 101, keeper));
            assertTrue(driver.reports.toString(), driver.reports.isEmpty());

            end.countDown();
            assertTrue(driver.status() instanceof TaskStatus.Succeeded);
            assertEquals("reports come before the end of the task", 1, driver.reports.stream().filter(report -> report.startsWith("0 ")).count());
            assertEquals(1, result(0, 205));
            assertEquals(BATCHES, result(1, 102, keeper));
            driver.close();
        }
    }

    @Test
    public void shouldKeepNothingOfAnAttemptThatFails() throws Exception {
        for (final String level : List.of("memory+objects", "memory", "disk+x2")) {
            driver = new TestDriver(folder.newFolder().toPath());
            going = new CountDownLatch(1);
            end = new CountDownLatch(0);
            final MapOutputs.Location keeper = start(0, KeepLevel.parse(level));
            driver.keepers.add(start(1, KeepLevel.parse(level)));
            launch(0, 405);
            assertTrue(driver.status() instanceof TaskStatus.Failed);

            assertEquals(-1, result(0, 205));
            assertEquals(-1, result(1, 101, keeper));
            assertEquals("no copy was left", -1, result(1, 205));
            assertTrue(driver.reports.toString(), driver.reports.stream().allMatch(report -> report.contains("memory=0, disk=0")));
            assertEquals("the next attempt keeps it", 1, result(0, 5));
            assertEquals(1, result(0, 205));
            driver.close();
        }
    }

    @Test
    public void shouldKeepACopyWhenTheDriverSaysSo() throws Exception {
        final MapOutputs.Location keeper = start(0, KeepLevel.parse("memory"));
        start(1, KeepLevel.parse("memory"));
        assertEquals(1, result(0, 5));
        assertReported("0 Block.*");
        driver.send(1, new KeepCopy(3, 5, 0, "disk+x2", keeper));
        assertReported("1 Block.rdd=3, partition=5, code=0, memory=0, disk=[1-9].*");
        driver.send(1, new Release(new int[0], new int[0], new int[] {3}));
        assertReported("1 Block.rdd=3, partition=5, code=0, memory=0, disk=0.");
    }

    @Test
    public void shouldKeepAPartitionThatHasNoKeeperForItsCopy() throws Exception {
        start(0, KeepLevel.parse("memory+x3"));
        assertEquals(1, result(0, 5));
        assertReported("0 Block.*");
    }
}
