package io.kindling.driver;

import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import io.kindling.driver.kit.TestExecutor;
import io.kindling.protocol.message.RegisterExecutor;
import org.junit.After;
import org.junit.Test;

/** Executors of the driver's release, but of another build. */
public class WireVersionTest {

    private static final int OWN = RegisterExecutor.WIRE_VERSION;

    private final TestDriver driver = new TestDriver(1);

    @After
    public void close() {
        driver.close();
    }

    @Test
    public void shouldRefuseAndReleaseWhoSpeaksOtherMessages() {
        driver.cluster.launcher = spec -> TestDriver.async(() -> driver.executors.add(new TestExecutor(driver.transport, spec)));
        driver.open();
        final TestExecutor other = driver.executor();
        other.registerSpeaking(OWN + 1);
        assertTrue(other.welcome.refusal(), other.welcome.refusal().contains("it speaks version " + (OWN + 1)
                + " of the messages between executors and drivers, the driver version " + OWN + ", both in builds of release 1.2.3; install the driver's build"));
        TestDriver.await("it is released", () -> driver.cluster.released.size() == 1);

        driver.cluster.grant();
        final TestExecutor right = driver.executor();
        right.register();
        assertNull(right.welcome.refusal());
    }
}
