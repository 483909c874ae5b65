package io.kindling.driver.control;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;

import io.kindling.api.admin.ApplicationEvent;
import io.kindling.api.spi.StageProgress;
import io.kindling.common.ApplicationId;
import io.kindling.common.Clock;
import io.kindling.common.StageId;
import io.kindling.protocol.message.TaskMetrics;
import io.kindling.scheduler.api.StageAttempt;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

public class StageLogTest {

    private static final int STAGE = 5;

    private final List<ApplicationEvent> told = new ArrayList<>();
    private final ApplicationEvents events = new ApplicationEvents(new ApplicationId("app-1"), Clock.SYSTEM, () -> List.of(told::add));
    private final StageLog log = new StageLog(Clock.SYSTEM, events);

    public StageLogTest() {
        events.started("app", "local");
    }

    private void progress(final int job, final int attempt, final String state, final int failed) {
        log.progress(new StageProgress("app-1", job, STAGE, attempt, "count", state, 2, 0, 0, failed));
    }

    private void read(final int attempt, final long records) {
        log.cost(new StageAttempt(new StageId(STAGE), attempt), new TaskMetrics(0, 0, records, 0, 0, 0));
    }

    private String lastRead() {
        return told.get(told.size() - 1).properties().get("recordsRead");
    }

    @Test
    public void shouldAddUpWhatTheTasksOfAStageHaveCost() {
        progress(1, 0, "RUNNING", 0);
        read(0, 3);
        read(0, 4);
        progress(1, 0, "COMPLETE", 0);

        assertEquals("7", lastRead());
    }

    @Test
    public void shouldForgetWhatComesLateForAStageThatNobodyNeeds() {
        progress(1, 0, "RUNNING", 0);
        progress(1, 0, "COMPLETE", 0);
        log.retire(STAGE);
        read(1, 4);
        progress(2, 1, "RUNNING", 0);
        progress(2, 1, "COMPLETE", 0);

        assertEquals("0", lastRead());
    }

    @Test
    public void shouldCountTheFailuresOfStagesThatAreGone() {
        progress(1, 0, "RUNNING", 2);
        assertEquals(2, log.failedTasks());
        log.retire(STAGE);
        assertEquals(2, log.failedTasks());
        progress(2, 0, "RUNNING", 1);
        assertEquals(3, log.failedTasks());
    }

    @Test
    public void shouldEndAnAttemptWhenTheNextBegins() {
        progress(1, 0, "RUNNING", 1);
        progress(1, 1, "RUNNING", 1);

        assertEquals(List.of("FAILED", "RUNNING"), log.all().stream().map(StageProgress::state).toList());
        assertEquals(1, log.tracked(STAGE).currentAttemptId());
        assertNull(log.tracked(STAGE + 1));
    }
}
