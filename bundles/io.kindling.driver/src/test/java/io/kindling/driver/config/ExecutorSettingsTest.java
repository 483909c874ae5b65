package io.kindling.driver.config;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import io.kindling.cluster.api.ApplicationDescription;
import io.kindling.common.ApplicationId;
import java.util.Map;
import org.junit.Test;

public class ExecutorSettingsTest {

    @Test
    public void shouldShowNoSecretsOfTheApplication() {
        final Map<String, String> configuration = Map.of("kindling.executorEnv.DB_PASSWORD", "hunter2", "app.secret", "hunter2");

        final ExecutorSettings settings = ExecutorSettings.of(configuration);

        assertEquals("hunter2", settings.environment().get("DB_PASSWORD"));
        assertFalse(settings.toString().contains("hunter2"));
        assertFalse(new ApplicationDescription(new ApplicationId("a"), "a", "local", configuration).toString().contains("hunter2"));
    }
}
