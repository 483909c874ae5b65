package io.kindling.configuration;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.cluster.api.ApplicationDescription;
import io.kindling.cluster.api.ClusterException;
import io.kindling.cluster.api.ClusterManager;
import io.kindling.cluster.api.ClusterSession;
import io.kindling.common.ApplicationId;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationException;

public class NamedClustersTest {

    private static final String PID = "io.kindling.cluster~1";

    private final List<ClusterManager> offered = new ArrayList<>();
    private final Refusals refusals = new Refusals();
    private final NamedClusters clusters = new NamedClusters(bundle(), refusals);
    private final FakeAdapter adapter = new FakeAdapter("fake");

    @Before
    public void addKeys() {
        clusters.addSchema(Keys.DRIVER);
    }

    @Test
    public void shouldOfferAClusterWhileTheAdapterOfItsUrlIsThere() throws Exception {
        define("production", "fake://a");
        assertEquals(List.of(), offered);

        clusters.addAdapter(new FakeAdapter("other"));
        assertEquals(List.of(), offered);
        clusters.addAdapter(adapter);
        assertEquals("production (fake)", offered.get(0).name());
        assertEquals("cluster:production", offered.get(0).masterUrlForms());
        assertTrue(offered.get(0).accepts(" cluster:production"));
        assertFalse(offered.get(0).accepts("cluster:other"));

        clusters.removeAdapter(adapter);
        assertEquals(List.of(), offered);
    }

    @Test
    public void shouldHandOnWithTheRealUrlAndTheClustersSettings() throws Exception {
        clusters.addAdapter(adapter);
        clusters.updated(PID, Keys.configuration("name", "production", "masterUrl", "fake://a", "credentialsFile", "/etc/key",
                "settings", new String[] {"kindling.task.cpus=2"}));
        final ClusterManager cluster = offered.get(0);

        assertEquals(Map.of("kindling.task.maxFailures", "7", "kindling.task.cpus", "2", "kindling.credentials.file", "/etc/key"),
                cluster.settingsOf("cluster:production"));
        assertEquals("fake://a", cluster.clusterOf("cluster:production"));
        final ClusterSession session = open(cluster);
        assertEquals("fake://a", adapter.opened.get(0).masterUrl());
        assertEquals("fake://a", adapter.opened.get(0).configuration().get("kindling.master"));
        assertEquals("also of one that moves here", "/etc/key", adapter.opened.get(0).configuration().get("kindling.credentials.file"));
        session.setTarget(null);
        session.close();
        assertEquals(List.of("target", "close"), adapter.told);
    }

    @Test
    public void shouldHandSessionsOverToTheNextAdapterOfTheSameCluster() throws Exception {
        clusters.addAdapter(adapter);
        define("production", "fake://a");
        final ClusterManager cluster = offered.get(0);
        final ClusterSession session = open(cluster);
        final FakeAdapter next = new FakeAdapter("fake");
        clusters.addAdapter(next);

        clusters.removeAdapter(adapter);
        assertEquals("it was taken back, and offered again", 1, offered.size());
        final byte[] state = session.detach();
        define("production", "fake://b");
        cluster.attach(state, null);

        assertEquals("to the cluster where it was", List.of("attach fake://a"), next.told);
    }

    @Test
    public void shouldRefuseToMoveAClusterFromUnderItsApplications() throws Exception {
        clusters.addAdapter(adapter);
        define("production", "fake://a");
        final ClusterSession session = open(offered.get(0));

        final ConfigurationException refused = assertThrows(ConfigurationException.class, () -> define("production", "fake://b"));

        assertEquals("masterUrl", refused.getProperty());
        assertEquals("masterUrl=fake://b cannot take the place of masterUrl=fake://a while 1 applications run there: move or end them first, or define another cluster",
                refused.getReason());
        assertEquals("fake://a", offered.get(0).clusterOf(""));
        assertThrows(ConfigurationException.class, () -> define("renamed", "fake://a"));
        assertEquals(1, refusals.get().size());
        session.close();
        define("renamed", "fake://b");
        assertEquals("cluster:renamed", offered.get(0).masterUrlForms());
        assertEquals(List.of(), refusals.get());
    }

    @Test
    public void shouldLetApplicationsGoOnAtAClusterThatWasDeleted() throws Exception {
        clusters.addAdapter(adapter);
        define("production", "fake://a");
        final ClusterManager cluster = offered.get(0);
        final ClusterSession session = open(cluster);

        clusters.deleted(PID);

        assertEquals(1, offered.size());
        assertThrows(ClusterException.class, () -> open(cluster));
        assertThrows("its name is still in use", ConfigurationException.class, () -> define("production", "fake://b"));
        session.close();
        assertEquals(1, offered.size());
        assertEquals("the one that was refused", "fake://b", offered.get(0).clusterOf(""));
    }

    @Test
    public void shouldRefuseBadDefinitions() throws Exception {
        define("production", "fake://a");
        assertReason("name", "is taken by the configuration " + PID, "name", "production", "masterUrl", "fake://b");
        assertReason("name", "it is not set", "masterUrl", "fake://b");
        assertReason("name", "must be letters", "name", "a b", "masterUrl", "fake://b");
        assertReason("masterUrl", "it is not set", "name", "b", "masterUrl", " ");
        assertReason("masterUrl", "not another name", "name", "b", "masterUrl", "cluster:production");
        assertReason("kindling.task.cpus", "must be a whole number from 1 to 4096", "name", "b", "masterUrl", "fake://b", "kindling.task.cpus", "0");
        assertReason("color", "the others are credentialsFile, masterUrl, name", "name", "b", "masterUrl", "fake://b", "color", "green");
    }

    @Test
    public void shouldTakeARefusedDefinitionWhenItsNameIsFree() throws Exception {
        clusters.addAdapter(adapter);
        define("production", "fake://a");
        assertReason("name", "is taken by the configuration " + PID, "name", "production", "masterUrl", "fake://b");

        clusters.deleted(PID);

        assertEquals("the one that was refused", 1, offered.size());
    }

    @Test
    public void shouldTakeARefusedDefinitionWhenTheLastApplicationHasLeft() throws Exception {
        clusters.addAdapter(adapter);
        define("production", "fake://a");
        final ClusterSession first = open(offered.get(0));
        final ClusterSession second = open(offered.get(0));
        assertThrows(ConfigurationException.class, () -> define("production", "fake://b"));
        first.close();
        assertEquals("fake://a", offered.get(0).clusterOf(""));
        second.close();
        assertEquals("fake://b", offered.get(0).clusterOf(""));
        assertEquals(List.of(), refusals.get());
    }

    @Test
    public void shouldTakeEverythingBackWhenItStops() throws Exception {
        clusters.addAdapter(adapter);
        define("production", "fake://a");

        clusters.stop();

        assertEquals(List.of(), offered);
    }

    private void define(final String name, final String url) throws ConfigurationException {
        clusters.updated(PID, Keys.configuration("name", name, "masterUrl", url));
    }

    private static ClusterSession open(final ClusterManager cluster) throws ClusterException {
        return cluster.open(new ApplicationDescription(new ApplicationId("app-1"), "app", "cluster:production", Map.of()), null);
    }

    private void assertReason(final String key, final String reason, final Object... configuration) {
        final ConfigurationException refused = assertThrows(ConfigurationException.class,
                () -> clusters.updated("another", Keys.configuration(configuration)));
        assertEquals(key, refused.getProperty());
        assertTrue(refused.getReason(), refused.getReason().contains(reason));
    }

    private BundleContext bundle() {
        return proxy(BundleContext.class, (name, arguments) -> {
            assertEquals("registerService", name);
            offered.add((ClusterManager) arguments[1]);
            return proxy(ServiceRegistration.class, (unregister, none) -> offered.remove(arguments[1]) ? null : null);
        });
    }

    private interface Call {

        Object made(String name, Object... arguments);
    }

    private static <T> T proxy(final Class<T> type, final Call call) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> call.made(method.getName(), arguments)));
    }
}
