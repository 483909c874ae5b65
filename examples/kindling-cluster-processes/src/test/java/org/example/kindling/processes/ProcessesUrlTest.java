package org.example.kindling.processes;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.cluster.api.ClusterException;
import java.util.List;
import org.junit.Test;

public class ProcessesUrlTest {

    @Test
    public void shouldReadEveryForm() throws ClusterException {
        assertEquals(new ProcessesUrl(List.of("local"), 3), ProcessesUrl.parse("processes://local?slots=3"));
        assertEquals(new ProcessesUrl(List.of("a.example", "me@b"), 1), ProcessesUrl.parse("processes://a.example,me@b?slots=1"));
        assertTrue(ProcessesUrl.parse("processes://local").slots() > 0);
    }

    @Test
    public void shouldNameWhatIsMalformed() {
        for (final String bad : List.of("processes:", "processes://", "processes://a,", "processes://-oProxyCommand=x", "processes://a,-b", "processes://a?slots=0", "processes://a;b")) {
            final ClusterException e = assertThrows(bad, ClusterException.class, () -> ProcessesUrl.parse(bad));
            assertTrue(e.getMessage(), e.getMessage().contains(bad) && e.getMessage().contains(ProcessesUrl.FORMS));
        }
    }
}
