package io.kindling.driver.control;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;

import io.kindling.api.spi.JobProperties;
import java.util.List;
import java.util.Map;
import org.junit.Test;

public class RefusedJobsTest {

    private static final int MANY = 3_000;

    private final RefusedJobs refused = new RefusedJobs();

    private String reason(final int session, final String group) {
        return refused.reason(new JobRequest(1, "count", List.of(0), Map.of(JobProperties.SESSION, Integer.toString(session), JobProperties.GROUP, group)));
    }

    @Test
    public void shouldRefuseAGroupOfOneSession() {
        refused.group(1, "reports", "it is morning");
        assertEquals("it is morning", reason(1, "reports"));
        assertNull(reason(2, "reports"));
        assertNull(reason(1, "others"));
    }

    @Test
    public void shouldRefuseWhateverBelongsToASessionThatHasEnded() {
        refused.group(1, "reports", "it is morning");
        refused.session(1, "it has ended");
        assertEquals("it has ended", reason(1, "reports"));
        assertEquals("it has ended", reason(1, "others"));
        assertNull(reason(2, "reports"));
    }

    @Test
    public void shouldForgetNoGroupForSessionsThatEnd() {
        refused.group(0, "reports", "it is morning");
        for (int session = 1; session < MANY; session++) {
            refused.group(session, "reports", "it is morning");
            refused.session(session, "it has ended");
        }
        assertEquals("it is morning", reason(0, "reports"));
    }

    @Test
    public void shouldForgetTheOldestOfVeryManyGroups() {
        for (int group = 0; group < MANY; group++) {
            refused.group(0, Integer.toString(group), "it is morning");
        }
        assertNull(reason(0, "0"));
        assertEquals("it is morning", reason(0, Integer.toString(MANY - 1)));
    }
}
