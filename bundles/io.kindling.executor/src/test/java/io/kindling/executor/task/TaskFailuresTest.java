package io.kindling.executor.task;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.kindling.dataflow.TaskKilledException;
import io.kindling.protocol.message.TaskStatus;
import org.junit.Test;

public class TaskFailuresTest {

    @Test
    public void shouldCountATaskThatInterruptsItselfAsFailed() {
        final TaskStatus status = TaskFailures.statusOf(7, new RuntimeException(new TaskKilledException("Interrupted while waiting for map outputs")), false, 0);
        assertTrue(status.toString(), status instanceof TaskStatus.Failed);
        assertFalse(((TaskStatus.Failed) status).fatal());
    }

    @Test
    public void shouldSayHowFarTheTaskHadRead() {
        assertEquals("java.lang.IllegalStateException: bad (the task had read 18 records)", summary(18));
        assertEquals("java.lang.IllegalStateException: bad (the task had read 1 record)", summary(1));
        assertEquals("java.lang.IllegalStateException: bad", summary(0));
    }

    private static String summary(final long recordsRead) {
        return ((TaskStatus.Failed) TaskFailures.statusOf(7, new IllegalStateException("bad"), false, recordsRead)).summary();
    }

    @Test
    public void shouldCallAnythingAKillAfterAKill() {
        assertEquals(new TaskStatus.Killed(7), TaskFailures.statusOf(7, new IllegalStateException("whatever"), true, 5));
    }
}
