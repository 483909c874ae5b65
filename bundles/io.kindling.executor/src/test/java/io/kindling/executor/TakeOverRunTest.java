package io.kindling.executor;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;

import io.kindling.dataflow.ShuffleAccess;
import io.kindling.dataflow.StageCompiler;
import io.kindling.dataflow.TaskEnvironment;
import io.kindling.protocol.message.MapOutputs;
import io.kindling.protocol.message.OutputsTaken;
import io.kindling.protocol.message.RegisterExecutor;
import io.kindling.protocol.message.Release;
import io.kindling.protocol.message.Shutdown;
import io.kindling.protocol.message.TakeOutputs;
import io.kindling.protocol.message.TaskStatus;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Test;

/** Map outputs go from one executor to another, which goes on with them alone. */
public class TakeOverRunTest extends DriverCase {

    private static final int SHUFFLE = 4;

    @Test
    public void shouldServeReadersWithWhatItTookOverAfterTheOtherHasGone() throws Exception {
        final MapOutputs.Location from = start(0);
        final MapOutputs.Location to = start(1);
        for (int task = 0; task < 3; task++) {
            driver.launch(0, 1, task);
            assertTrue(driver.status() instanceof TaskStatus.Succeeded);
        }
        driver.send(1, new TakeOutputs(9, SHUFFLE, from, new int[] {0, 1, 2}, new long[] {0, 1, 2}));
        assertTaken(9, 0, 1, 2);
        driver.send(1, new TakeOutputs(10, SHUFFLE, from, new int[] {1}, new long[] {1}));
        assertTaken(10, 1);
        driver.send(0, new Shutdown("no longer needed"));
        assertEquals(0, driver.exitCode(0));
        driver.send(1, new MapOutputs(SHUFFLE, 1, List.of(to), new int[] {0, 0, 0}, new long[] {0, 1, 2}));
        driver.launch(1, 1, 10);
        final TaskStatus status = driver.status();
        assertTrue(status.toString(), status instanceof TaskStatus.Succeeded);
        assertArrayEquals(new byte[] {0 + 1 + 2}, ((TaskStatus.Succeeded) status).result());
    }

    @Test
    public void shouldTellWhatItCouldNotTakeOverAndLiveOn() throws Exception {
        final MapOutputs.Location from = start(0);
        start(1);
        driver.launch(0, 1, 0);
        assertTrue(driver.status() instanceof TaskStatus.Succeeded);
        driver.send(1, new TakeOutputs(9, SHUFFLE, from, new int[] {0, 5}, new long[] {0, 5}));
        final OutputsTaken answer = answer();
        assertArrayEquals(new int[] {0}, answer.maps());
        assertArrayEquals(new int[] {5}, answer.failed());
        assertTrue(answer.reason(), answer.reason().contains("map output 5 of shuffle 4 by task 5 is not on this executor"));
        driver.send(0, new Release(new int[0], new int[] {SHUFFLE}, new int[0]));
        driver.send(1, new TakeOutputs(10, SHUFFLE, new MapOutputs.Location(7, "localhost", 1), new int[] {1}, new long[] {1}));
        assertArrayEquals(new int[] {1}, answer().failed());
        driver.launch(1, 1, 2);
        assertTrue(driver.status() instanceof TaskStatus.Succeeded);
    }

    private MapOutputs.Location start(final int executor) throws Exception {
        final StageCompiler compiler = stage -> task -> task.partition() < 10 ? write(task) : sum(task);
        final RegisterExecutor registered = driver.start(executor, 2, compiler);
        driver.stage(executor, 1);
        return new MapOutputs.Location(executor, registered.host(), registered.dataPort());
    }

    private static byte[] write(final TaskEnvironment task) throws Exception {
        final ShuffleAccess.PartitionedOutput output = task.shuffles().write(SHUFFLE, 1);
        output.append(0, new byte[] {(byte) task.partition()}, 0, 1);
        output.commit();
        return new byte[0];
    }

    private static byte[] sum(final TaskEnvironment task) {
        byte sum = 0;
        final Iterator<byte[]> blocks = task.shuffles().read(SHUFFLE, 0);
        while (blocks.hasNext()) {
            sum += blocks.next()[0];
        }
        return new byte[] {sum};
    }

    private OutputsTaken answer() throws InterruptedException {
        final OutputsTaken answer = driver.taken.poll(20, TimeUnit.SECONDS);
        assertNotNull("no answer came", answer);
        assertEquals(1, answer.executor());
        return answer;
    }

    private void assertTaken(final long move, final int... maps) throws InterruptedException {
        final OutputsTaken answer = answer();
        assertEquals(move, answer.move());
        assertArrayEquals(answer.reason(), maps, answer.maps());
        assertEquals(0, answer.failed().length);
    }
}
