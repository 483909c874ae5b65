package io.kindling.scheduler;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.scheduler.api.StageState;
import java.util.EnumSet;
import org.junit.Test;

/** The tables themselves. */
public class TransitionTablesTest {

    @Test
    public void shouldAbsorbWhatComesAfterTheEnd() {
        assertEquals(JobState.FAILED, TransitionTables.JOB.next(7, JobState.FAILED, JobState.SUCCEEDED));
        assertEquals(StageState.FAILED, TransitionTables.STAGE.next(7, StageState.FAILED, StageState.RUNNING));
        assertEquals(AttemptState.LOST, TransitionTables.ATTEMPT.next(7, AttemptState.LOST, AttemptState.SUCCEEDED));
        assertEquals(ExecutorState.LOST, TransitionTables.EXECUTOR.next(7, ExecutorState.LOST, ExecutorState.TRUSTED));
    }

    @Test
    public void shouldNameIdAndBothStatesOfAnIllegalTransition() {
        final IllegalStateException e = assertThrows(IllegalStateException.class,
                () -> TransitionTables.ATTEMPT.next(42, AttemptState.VOIDED, AttemptState.RUNNING));
        assertTrue(e.getMessage(), e.getMessage().contains("task attempt 42 cannot go from VOIDED to RUNNING"));
    }

    @Test
    public void shouldEndEveryAttemptThatIsUnderWay() {
        for (final AttemptState from : new AttemptState[] {AttemptState.RUNNING, AttemptState.KILLING, AttemptState.VOIDED}) {
            for (final AttemptState to : EnumSet.range(AttemptState.SUCCEEDED, AttemptState.LOST)) {
                assertEquals(to, TransitionTables.ATTEMPT.next(1, from, to));
                assertTrue(TransitionTables.ATTEMPT.isTerminal(to));
            }
        }
    }
}
