package io.kindling.cluster.local;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.cluster.api.ClusterException;
import io.kindling.cluster.api.ResourceProfile;
import java.util.Map;
import org.junit.Test;

public class LocalUrlTest {

    @Test
    public void shouldReadEveryForm() throws ClusterException {
        assertEquals(1, LocalUrl.slots("local", 8));
        assertEquals(3, LocalUrl.slots("local[3]", 8));
        assertEquals(8, LocalUrl.slots("local[*]", 8));
        assertEquals(2, LocalUrl.slots("local[2, 4]", 8));
        assertEquals(new LocalClusterUrl(2, 1, 1024), LocalClusterUrl.parse("local-cluster[2, 1, 1024]"));
    }

    @Test
    public void shouldNameTheTextAndTheRightForms() {
        for (final String bad : new String[] {"local[0]", "local[abc]", "local[", "local[2,0]", "local[-1]", "local[]"}) {
            final ClusterException e = assertThrows(ClusterException.class, () -> LocalUrl.slots(bad, 8));
            assertTrue(e.getMessage(), e.getMessage().contains("'" + bad + "'") && e.getMessage().contains(LocalUrl.FORMS));
        }
        for (final String bad : new String[] {"local-cluster[2,1]", "local-cluster[0,1,1024]", "local-cluster", "local-cluster[2,1,1g]"}) {
            final ClusterException e = assertThrows(ClusterException.class, () -> LocalClusterUrl.parse(bad));
            assertTrue(e.getMessage(), e.getMessage().contains("'" + bad + "'") && e.getMessage().contains(LocalClusterUrl.FORM));
        }
    }

    @Test
    public void shouldKnowItsOwn() {
        assertTrue(LocalUrl.accepts("local") && LocalUrl.accepts("local[abc]"));
        assertFalse(LocalUrl.accepts("local-cluster[1,1,1]") || LocalUrl.accepts("localhost"));
    }

    @Test
    public void shouldCarryTheFailuresThatItAllows() {
        assertEquals(Map.of("kindling.task.maxFailures", "7"), LocalUrl.settings("local[2, 7]"));
        assertEquals(Map.of(), LocalUrl.settings("local[2]"));
    }

    @Test
    public void shouldTellWhyAnExecutorFitsNoWorker() throws ClusterException {
        final LocalClusterUrl url = LocalClusterUrl.parse("local-cluster[2,1,512]");

        assertNull(url.misfit(new ResourceProfile(1, 512L << 20, 0)));
        assertNull(url.misfit(new ResourceProfile(0, 64L << 20, 0)));
        assertTrue(url.misfit(new ResourceProfile(1, 1L << 30, 0)).startsWith("an executor is to have a heap of 1 GiB (kindling.executor.memory), but each worker of local-cluster[2,1,512] has 512 MiB"));
        assertTrue(url.misfit(new ResourceProfile(2, 1L << 20, 0)).startsWith("an executor is to have 2 cores (kindling.executor.cores), but each worker of local-cluster[2,1,512] has 1"));
    }
}
