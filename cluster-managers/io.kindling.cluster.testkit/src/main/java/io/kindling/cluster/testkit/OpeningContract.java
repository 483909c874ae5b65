package io.kindling.cluster.testkit;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.cluster.api.ClusterException;
import io.kindling.cluster.api.ClusterManager;
import io.kindling.cluster.api.ClusterSession;
import java.util.Map;
import org.junit.Test;

/** Opening and refusing. */
public abstract class OpeningContract extends ClusterUnderTest {

    @Test
    public void shouldKnowItsUrls() {
        final ClusterManager manager = newManager();

        assertTrue(manager.accepts(masterUrl()));
        assertTrue("a malformed URL of its own is for open() to refuse", manager.accepts(malformedUrl()));
        assertFalse(manager.accepts("unheard-of://host:1"));
        assertFalse(manager.name().isBlank() || manager.masterUrlForms().isBlank());
    }

    @Test
    public void shouldNameAMalformedUrl() {
        final ClusterManager manager = newManager();
        assertEquals("settings of a URL that is refused", Map.of(), manager.settingsOf(malformedUrl()));

        final ClusterException e = assertThrows(ClusterException.class, () -> manager.open(describe(application, malformedUrl()), events));

        assertTrue(e.getMessage(), e.getMessage().contains(malformedUrl()));
    }

    @Test
    public void shouldGrantNothingUntilItIsAsked() throws Exception {
        final ClusterSession session = open(newManager());

        assertNothingToldBefore(session);
        session.close();
    }
}
