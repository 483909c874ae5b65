package io.kindling.scheduler;

import static io.kindling.scheduler.Harness.map;
import static io.kindling.scheduler.Harness.result;
import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.kindling.common.JobId;
import io.kindling.scheduler.api.SchedulerCommand.CountUpdates;
import io.kindling.scheduler.api.SchedulerCommand.PartitionDone;
import io.kindling.scheduler.api.TaskEndReason;
import java.util.List;
import org.junit.Test;

/** What tasks gather for accumulators is told once for whatever of theirs counts. */
public class UpdatesTest {

    private final Harness harness = new Harness();

    private void succeed(final Harness.Launched task, final int update) {
        harness.end(task, new TaskEndReason.Success(new byte[0], new byte[] {(byte) update}));
    }

    private List<Integer> counted() {
        return Harness.of(CountUpdates.class, harness.all).stream().map(count -> (int) count.updates()[0]).toList();
    }

    @Test
    public void shouldCountEachPartitionOnceBeforeItIsDone() {
        harness.executor(0, 1);
        harness.submit(0, result(0, 2));
        final Harness.Launched first = harness.find(0, 0);
        succeed(first, 1);
        assertEquals(CountUpdates.class, harness.last.get(0).getClass());
        assertEquals(PartitionDone.class, harness.last.get(1).getClass());
        succeed(first, 9); // told again
        assertEquals(List.of(1), counted());
        harness.fail(0, 1);
        succeed(harness.find(0, 1), 2);
        assertEquals(List.of(1, 2), counted());
        assertTrue(harness.succeeded(0));
    }

    @Test
    public void shouldCountAMapOutputAgainThatIsMadeAgain() {
        harness.executor(0, 4);
        harness.executor(1, 4);
        harness.submit(0, map(0, 1, 0), result(1, 1, 0));
        final Harness.Launched lost = harness.find(0, 0);
        succeed(lost, 1);
        final CountUpdates count = Harness.of(CountUpdates.class, harness.all).get(0);
        assertEquals(List.of(new JobId(0)), count.jobs());
        assertEquals(lost.stage(), count.stage());
        assertArrayEquals(new byte[] {1}, count.updates());
        harness.lose(lost.executor().value(), false);
        succeed(harness.find(0, 0), 2);
        succeed(harness.find(1, 0), 3);
        assertEquals(List.of(1, 2, 3), counted());
    }

    @Test
    public void shouldTellNothingIfNothingWasGathered() {
        harness.executor(0, 1);
        harness.submit(0, result(0, 1));
        harness.succeed(0, 0);
        assertEquals(List.of(), counted());
    }
}
