package io.kindling.cluster.standalone.adapter;

import io.kindling.cluster.standalone.message.DeployPolicy;
import io.kindling.common.config.ConfigKey;
import io.kindling.common.config.ConfigSchema;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Component;

/** The configuration of applications on a standalone cluster. */
@Component(service = ConfigSchema.class)
public final class AdapterKeys implements ConfigSchema {

    static final ConfigKey<String> CREDENTIALS = ConfigKey.text("kindling.credentials.file", null, "the path of a file",
            "The credential file of a standalone cluster; without it the one under ~/.kindling/clusters.");
    static final ConfigKey<Boolean> SPREAD_OUT = ConfigKey.flag("kindling.deploy.spreadOut", "true",
            "Whether executors go to as many workers of a standalone cluster as possible, rather than to as few.");
    static final ConfigKey<Integer> RETRIES = ConfigKey.integer("kindling.deploy.maxExecutorRetries", "10", 0, 1_000_000,
            "How many executors in a row may fail before the application gets no more of them.");
    static final ConfigKey<Duration> RESOURCE_TIMEOUT = ConfigKey.time("kindling.deploy.resourceTimeout", "60s", "1s", "30d",
            "How long an application waits for a worker that is large enough for one of its executors.");

    @Override
    public List<ConfigKey<?>> keys() {
        return List.of(CREDENTIALS, SPREAD_OUT, RETRIES, RESOURCE_TIMEOUT);
    }

    static DeployPolicy policy(final Map<String, String> configuration) {
        return new DeployPolicy(SPREAD_OUT.read(configuration), RETRIES.read(configuration), RESOURCE_TIMEOUT.read(configuration).toMillis());
    }
}
