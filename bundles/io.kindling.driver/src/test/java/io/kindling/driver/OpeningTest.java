package io.kindling.driver;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.api.KindlingException;
import io.kindling.transport.local.LocalTransport;
import java.util.List;
import java.util.Map;
import org.junit.Test;

/** What is refused when a context is opened, and that nothing is left then. */
public class OpeningTest {

    @Test
    public void shouldRefuseAMasterThatNobodyKnows() {
        refused(new TestDriver(0).with("kindling.master", "farm://x"), "unknown master URL 'farm://x': use one of fake, fake://host:port");
    }

    @Test
    public void shouldSayWhatTheClusterManagerSays() {
        final TestDriver driver = new TestDriver(0);
        driver.cluster.refusal = "The master at fake is not reachable: start it";
        refused(driver, "The master at fake is not reachable: start it");
        assertEquals(List.of(), driver.cluster.calls);
    }

    @Test
    public void shouldRefuseBadConfiguration() {
        refused(new TestDriver(0).with("kindling.executor.memory", "much"), "kindling.executor.memory=much is not allowed");
        refused(new TestDriver(0).with("kindling.excutor.memory", "1g"), "did you mean kindling.executor.memory?");
        refused(new TestDriver(0).with("kindling.transport", "pigeon"), "kindling.transport=pigeon is not there: the transports are scripted");
        refused(new TestDriver(0).with("kindling.jars", "/no/such.jar"), "/no/such.jar");
    }

    @Test
    public void shouldTakeTheNextPortAndNameTheKeyWhenNoneIsFree() {
        try (TestDriver first = new TestDriver(0).with("kindling.driver.port", "7")) {
            first.open();
            final TestDriver second = sharing(first).with("kindling.driver.port", "7");
            second.open();
            second.close();
            refused(sharing(first).with("kindling.driver.port", "7").with("kindling.port.maxRetries", "0"), "kindling.driver.port", "ports 7 to 7");
        }
    }

    @Test
    public void shouldNeedATransportBetweenProcessesForARealCluster() {
        final TestDriver driver = new TestDriver(0);
        driver.conf.remove("kindling.transport");
        driver.services.transports().clear();
        driver.services.transports().add(new NamedTransport("local", 0, new LocalTransport()));
        refused(driver, "start io.kindling.transport.netty");
    }

    @Test
    public void shouldTakeTheLocalTransportForLocalMastersAndAnotherForAllOthers() {
        final ServiceBoard board = new TestDriver(0).services;
        final LocalTransport other = new LocalTransport();
        board.transports().add(new NamedTransport("local", 0, new LocalTransport()));
        board.transports().add(new NamedTransport("netty", 10, other));

        assertEquals("local", board.transport(Map.of("kindling.master", "local[2]")).name());
        assertEquals("netty", board.transport(Map.of("kindling.master", "local-cluster[2,1,512]")).name());
        assertEquals("netty", board.transport(Map.of("kindling.master", "kindling://h:1")).name());
    }

    @Test
    public void shouldLookBehindTheNameOfACluster() {
        final TestDriver driver = new TestDriver(0);
        driver.services.transports().add(new NamedTransport("local", 0, new LocalTransport()));
        driver.services.transports().add(new NamedTransport("netty", 10, new LocalTransport()));

        driver.cluster.behind = "local[2]";
        assertEquals("local", driver.services.transport(Map.of("kindling.master", "fake")).name());
        driver.cluster.behind = "kindling://192.0.2.1:7077";
        assertEquals("netty", driver.services.transport(Map.of("kindling.master", "fake")).name());
        assertEquals("kindling://192.0.2.1:7077", driver.services.clusterUrl("fake"));
        assertEquals("nobody takes it", "farm://x", driver.services.clusterUrl("farm://x"));
    }

    @Test
    public void shouldTakeWhatOperatorsHaveSetWhereNobodySaysAnythingElse() {
        try (TestDriver driver = new TestDriver(0).with("kindling.executor.memory", "1g")) {
            driver.services.defaults().add(() -> Map.of("kindling.executor.memory", "2g", "kindling.cores.max", "2", "kindling.driver.maxResultSize", "2m"));
            driver.services.defaults().add(() -> Map.of("kindling.driver.maxResultSize", "3m", "kindling.master", "fake://by-default"));
            driver.cluster.settings = Map.of("kindling.executor.memory", "4g", "kindling.cores.max", "4");
            driver.conf.remove("kindling.master");
            final Map<String, String> taken = driver.open().conf().toMap();

            assertEquals("its own", "1g", taken.get("kindling.executor.memory"));
            assertEquals("its cluster's", "4", taken.get("kindling.cores.max"));
            assertEquals("the first operator's", "2m", taken.get("kindling.driver.maxResultSize"));
            assertEquals("fake://by-default", taken.get("kindling.master"));
        }
    }

    @Test
    public void shouldCheckDefaultsTogetherWithWhatTheContextSays() {
        try (TestDriver driver = new TestDriver(0).with("kindling.network.timeout", "5s")) {
            driver.services.defaults().add(() -> Map.of("kindling.executor.heartbeatInterval", "1s"));
            assertEquals("5s", driver.open().conf().get("kindling.network.timeout"));
        }
        final TestDriver slow = new TestDriver(0).with("kindling.network.timeout", "5s");
        slow.services.defaults().add(() -> Map.of("kindling.executor.heartbeatInterval", "7s"));
        refused(slow, "kindling.network.timeout=5s must be more than kindling.executor.heartbeatInterval=7s");
        final TestDriver none = new TestDriver(0);
        none.conf.remove("kindling.master");
        refused(none, "kindling.master is not set");
    }

    @Test
    public void shouldNameWhatIsMissing() {
        final TestDriver driver = new TestDriver(0);
        driver.services.transports().clear();
        driver.services.schedulers().clear();

        assertEquals(2, driver.services.missing().size());
        refused(driver, "no scheduler: start io.kindling.scheduler", "no transport: start io.kindling.transport.netty");
    }

    @Test
    public void shouldFindTheAddressThatLeadsToTheMaster() {
        assertEquals("127.0.0.1", LocalAddress.towards("local[2]"));
        assertEquals("127.0.0.1", LocalAddress.towards("kindling://127.0.0.1:7077"));
        assertEquals("127.0.0.1", LocalAddress.towards("kindling://no.such.host.invalid:7077"));
        for (final String url : List.of("processes://far?slots=2", "processes://far:22?slots=2", "kindling://far", "kindling://far:1,other:2", "farm://far/queue?a=b")) {
            assertEquals(url, "far", LocalAddress.hostOf(url));
        }
        assertEquals("::1", LocalAddress.hostOf("processes://[::1]?slots=2"));
        assertEquals(null, LocalAddress.hostOf("local[2]"));
    }

    private static TestDriver sharing(final TestDriver first) {
        final TestDriver driver = new TestDriver(0);
        driver.services.transports().clear();
        driver.services.transports().addAll(first.services.transports());
        return driver;
    }

    private static void refused(final TestDriver driver, final String... texts) {
        final KindlingException e = assertThrows(KindlingException.class, driver::open);
        for (final String text : texts) {
            assertTrue("'" + e.getMessage() + "' contains '" + text + "'", e.getMessage().contains(text));
        }
    }
}
