package io.kindling.scheduler;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.scheduler.api.SchedulerSettings;
import java.util.List;
import org.junit.Test;

/** The service itself. */
public class FifoSchedulerFactoryTest {

    private final FifoSchedulerFactory factory = new FifoSchedulerFactory();

    @Test
    public void shouldMakeSchedulersThatKnowNothingOfEachOther() {
        final SchedulerSettings settings = new SchedulerSettings(4, 4, 1, 1);
        assertNotSame(factory.create(settings), factory.create(settings));
        assertEquals(List.of(), factory.create(settings).snapshot().activeJobs());
    }

    @Test
    public void shouldRefuseImpossibleFigures() {
        final IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> factory.create(new SchedulerSettings(4, 4, 0, 1)));
        assertTrue(e.getMessage(), e.getMessage().contains("cpusPerTask=0"));
    }
}
