package io.kindling.configuration;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.Before;
import org.junit.Test;
import org.osgi.service.cm.ConfigurationException;

public class DriverDefaultsTest {

    private final Refusals refusals = new Refusals();
    private final DriverDefaults defaults = new DriverDefaults(refusals);

    @Before
    public void addKeys() {
        defaults.addSchema(Keys.DRIVER);
    }

    @Test
    public void shouldTakeKeysAndSettings() throws ConfigurationException {
        defaults.updated(Keys.configuration("kindling.executor.memory", "2g", "kindling.task.cpus", 2,
                "settings", new String[] {"kindling.app.color = green", "kindling.executorEnv.LANG=C"}));

        assertEquals(Map.of("kindling.executor.memory", "2g", "kindling.task.cpus", "2", "kindling.app.color", "green", "kindling.executorEnv.LANG", "C"),
                defaults.defaults());

        defaults.updated(null);
        assertEquals(Map.of(), defaults.defaults());
    }

    @Test
    public void shouldRefuseAsAWholeAndKeepWhatWasInForce() throws ConfigurationException {
        defaults.updated(Keys.configuration("kindling.executor.memory", "2g"));

        final ConfigurationException refused = assertThrows(ConfigurationException.class,
                () -> defaults.updated(Keys.configuration("kindling.executor.memory", "3m", "kindling.task.cpus", "2")));

        assertEquals("kindling.executor.memory", refused.getProperty());
        assertEquals("kindling.executor.memory=3m is not allowed: it must be a size from 64m to 4096g", refused.getReason());
        assertEquals(Map.of("kindling.executor.memory", "2g"), defaults.defaults());
        assertTrue(refusals.get().toString(), refusals.get().get(0).contains("io.kindling.driver was refused at"));
        assertTrue(refusals.get().toString(), refusals.get().get(0).endsWith("kindling.executor.memory: kindling.executor.memory=3m is not allowed: it must be a size from 64m to 4096g"));

        defaults.updated(Keys.configuration("kindling.executor.memory", "3g"));
        assertEquals(List.of(), refusals.get());
    }

    @Test
    public void shouldRefuseWhatCannotBeADefault() {
        assertReason("kindling.submit.pyFiles", "cannot be a default: it is an application's own", "kindling.submit.pyFiles", "a.py");
        assertReason("kindling.app.name", "cannot be a default: it is an application's own", "kindling.app.name", "mine");
        assertReason("kindling.driver.timeout", "this one is the container's", "kindling.driver.timeout", "30m");
        assertReason("kindling.driver.memory", "set the heap of the container's JVM", "kindling.driver.memory", "2g");
        assertReason("kindling.network.timeout", "must be more than kindling.executor.heartbeatInterval=10000ms", "kindling.network.timeout", "5s");
        assertReason("memory", "it is not known here", "memory", "2g");
        assertReason("settings", "'kindling.task.cpus' is no setting", "settings", List.of("kindling.task.cpus"));
        assertReason("kindling.task.cpus", "it is set twice", "settings", List.of("kindling.task.cpus=1"), "kindling.task.cpus", "2");
    }

    @Test
    public void shouldTakeItWhenTheBundleThatKnowsAKeyHasCome() {
        assertReason("kindling.deploy.color", "is not known", "kindling.deploy.color", "green");

        defaults.addSchema(() -> List.of(io.kindling.common.config.ConfigKey.text("kindling.deploy.color", null, "any", ".")));

        assertEquals(Map.of("kindling.deploy.color", "green"), defaults.defaults());
        assertEquals(List.of(), refusals.get());
    }

    private void assertReason(final String key, final String reason, final Object... configuration) {
        final ConfigurationException refused = assertThrows(ConfigurationException.class, () -> defaults.updated(Keys.configuration(configuration)));
        assertEquals(key, refused.getProperty());
        assertTrue(refused.getReason(), refused.getReason().contains(reason));
    }
}
