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
